package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.ServerAccount.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ServerAccountTest {

  private final ServerAccount self = new ServerAccount(ProcessHandle.current().pid(), List.of());

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
    Switches before = self.switches();
    Thread.sleep(5);
    Thread.sleep(5);
    assertTrue(self.switches().since(before).voluntary() >= 2);
  }

  @Test
  void aProcessThatIsGoneHasNoFigures() throws InterruptedException {
    ServerAccount gone = new ServerAccount(Integer.MAX_VALUE, List.of());
    assertTrue(Double.isNaN(gone.now().cpuNanos()));
    assertTrue(Double.isNaN(gone.residentBytes()));
    assertTrue(gone.switches().byThread().isEmpty());
  }

  @Test
  void foreignLoadIsWhatTheServerDidNotUse() {
    Moment before = new Moment(0, 100, 1000);
    assertEquals(0.25, new Moment(1000, 400, 1800).foreignShareSince(before, 2));
    assertEquals(0, new Moment(1000, 400, 1200).foreignShareSince(before, 2));
    assertTrue(Double.isNaN(new Moment(1000, 400, Double.NaN).foreignShareSince(before, 2)));
  }
}
