package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProcessFactsTest {

  @BeforeAll
  static void needsProc() {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc");
  }

  @Test
  void cpuTimeIsWhatTheProcessHandleSaysToo() {
    double told =
        ProcessFacts.cpu().values().stream()
            .mapToDouble(each -> Double.parseDouble("" + each))
            .sum();
    double wanted =
        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
    assertTrue(Math.abs(told - wanted) < 1, told + " s, not " + wanted);
  }

  @Test
  void memoryInRamIsNoMoreThanItsPeak() {
    long now = ProcessFacts.residentBytes().orElseThrow();
    assertTrue(now > 1 << 20, now + " bytes");
    // The kernel adds both up from counts that each processor keeps for itself a while.
    assertTrue(now <= ProcessFacts.residentPeakBytes().orElseThrow() + (1 << 20));
  }
}
