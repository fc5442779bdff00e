package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.ServerAccount.Moment;
import dev.muxscope.lab.ServerAccount.Sampled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ServerAccountTest {

  private final ServerAccount self = new ServerAccount(ProcessHandle.current().pid(), List.of());

  private static long soon() {
    return System.nanoTime() + 10_000_000_000L;
  }

  @Test
  void cpuTimeOfAProcessGrowsWithItsWork() {
    Moment before = self.now();
    long until = System.nanoTime() + 100_000_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertTrue(self.now().cpuNanos() > before.cpuNanos());
  }

  @Test
  void residentMemoryIsKnown() throws InterruptedException {
    assertTrue(self.residentBytes() > 1 << 20);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void switchesOfAllThreadsAreCounted() throws InterruptedException {
    ThreadCounts before = self.threads(soon());
    Thread.sleep(5);
    Thread.sleep(5);
    ThreadCounts.Count count = self.threads(soon()).since(before);
    assertTrue(count.voluntary() >= 2, count.toString());
    assertTrue(count.queueNanos() >= 0, count.toString());
  }

  @Test
  void threadsThatAreCountedTooLateAreNot() {
    assertEquals(ThreadCounts.NONE, self.threads(System.nanoTime()));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsOfFilesAreCounted() throws IOException {
    Moment before = self.now();
    for (int i = 0; i < 100; i++) {
      Files.readString(Path.of("/proc/self/stat"));
    }
    double reads = self.now().readCalls() - before.readCalls();
    assertTrue(reads >= 100, reads + " reads");
  }

  @Test
  void fewSamplesSayNothingOfTheKernelsShare() {
    Sampled before = new Sampled(1e9, 2e9);
    assertEquals(0.25, new Sampled(1.3e9, 2.1e9).systemShareSince(before), 1e-9);
    assertTrue(Double.isNaN(new Sampled(1.01e9, 2.01e9).systemShareSince(before)));
    assertTrue(Double.isNaN(Sampled.NONE.systemShareSince(before)));
  }

  @Test
  void aProcessThatIsGoneHasNoFigures() throws InterruptedException {
    ServerAccount gone = new ServerAccount(Integer.MAX_VALUE, List.of());
    assertTrue(Double.isNaN(gone.now().cpuNanos()));
    assertTrue(Double.isNaN(gone.residentBytes()));
    assertTrue(Double.isNaN(gone.now().readCalls()));
    assertTrue(gone.threads(soon()).byThread().isEmpty());
  }

  @Test
  void aProcessThatHasEndedHasNoFiguresAnyMore() throws Exception {
    Process child = new ProcessBuilder("cat").start();
    ServerAccount account = new ServerAccount(child.pid(), List.of());
    try {
      assertFalse(Double.isNaN(account.now().cpuNanos()));
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertEquals(Moment.NONE, account.now());
    assertTrue(Double.isNaN(account.residentBytes()));
  }

  @Test
  void foreignLoadIsWhatTheServerDidNotUse() {
    Moment before = moment(0, 100, 1000);
    assertEquals(0.25, moment(1000, 400, 1800).foreignShareSince(before, 2));
    assertEquals(0, moment(1000, 400, 1200).foreignShareSince(before, 2));
    assertTrue(Double.isNaN(moment(1000, 400, Double.NaN).foreignShareSince(before, 2)));
  }

  private static Moment moment(long epochNanos, double cpuNanos, double busyNanos) {
    return new Moment(epochNanos, cpuNanos, busyNanos, Sampled.NONE, 0, 0);
  }
}
