package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class ProcessClockTest {

  private static final double STEP = 10e6;

  private final ProcessHandle self = ProcessHandle.current();

  private double inSteps() {
    return self.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private void work(double nanos) {
    double until = ProcessClock.EXACT.nanos(self.pid()) + nanos;
    while (ProcessClock.EXACT.nanos(self.pid()) < until) {
      Thread.onSpinWait();
    }
  }

  @Test
  void agreesWithTheTimeInStepsOfTenMilliseconds() {
    for (int i = 0; i < 5; i++) {
      double low = inSteps();
      double exact = ProcessClock.EXACT.nanos(self.pid());
      double high = inSteps() + STEP;
      assertTrue(low <= exact + STEP && exact <= high + STEP, low + " " + exact + " " + high);
      work(37e6);
    }
  }

  @Test
  void endedThreadsStayCounted() throws InterruptedException {
    double before = ProcessClock.EXACT.nanos(self.pid());
    Thread thread = Thread.ofPlatform().start(() -> work(30e6));
    thread.join();
    assertTrue(ProcessClock.EXACT.nanos(self.pid()) - before >= 30e6);
  }

  @Test
  void readsTheClockOfAnotherProcess() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    try {
      double wanted = 50e6;
      while (ProcessClock.EXACT.nanos(child.pid()) < wanted) {
        Thread.sleep(1);
      }
      double inSteps = child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
      assertTrue(inSteps >= wanted - 2 * STEP, inSteps + " ns");
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertTrue(Double.isNaN(ProcessClock.EXACT.nanos(child.pid())), "it is gone");
  }

  @Test
  void userTimeIsAPartOfAll() {
    work(50e6);
    double user = ProcessClock.SAMPLED_USER.nanos(self.pid());
    double all = ProcessClock.SAMPLED.nanos(self.pid());
    assertTrue(0 < user && user <= all, user + " of " + all);
  }

  @ParameterizedTest
  @ValueSource(longs = {Integer.MAX_VALUE, 1L << 32, 1 << 29, (1 << 22) + 1, 0, -1, Long.MIN_VALUE})
  void noProcessHasNoTime(long pid) {
    assertEquals(Double.NaN, ProcessClock.EXACT.nanos(pid));
  }
}
