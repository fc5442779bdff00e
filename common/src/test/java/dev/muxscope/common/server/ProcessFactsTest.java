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
    double least = cpuOfTheHandle();
    double told =
        ProcessFacts.cpu().values().stream()
            .mapToDouble(each -> Double.parseDouble("" + each))
            .sum();
    double most = cpuOfTheHandle();
    // Both are rounded to the kernel's steps, of user and of system time.
    assertTrue(told >= least - 0.1, told + " s, less than " + least);
    assertTrue(told <= most + 0.1, told + " s, more than " + most);
  }

  private static double cpuOfTheHandle() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
  }

  @Test
  void memoryInRamIsNoMoreThanItsPeak() {
    long now = ProcessFacts.residentBytes().orElseThrow();
    assertTrue(now > 1 << 20, now + " bytes");
    // The kernel adds both up from counts that each processor keeps for itself a while.
    assertTrue(now <= ProcessFacts.residentPeakBytes().orElseThrow() + (1 << 20));
  }
}
