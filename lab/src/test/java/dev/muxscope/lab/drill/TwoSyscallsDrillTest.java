package dev.muxscope.lab.drill;

import static java.lang.Double.NaN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.report.Chart;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoSyscallsDrillTest {

  private static Holding holding(
      String mode, int connections, double reads, double waits, double arms) {
    return TwoSyscallsDrill.conclusions(List.of(cell(mode, connections, reads, waits, arms)))
        .getFirst()
        .holding();
  }

  private static TwoSyscallsDrill.Cell cell(
      String mode, int connections, double reads, double waits, double arms) {
    SystemCalls calls = new SystemCalls(reads, 1, waits, arms, 0.2);
    return new TwoSyscallsDrill.Cell(mode, connections, calls, reads, 1000);
  }

  @Test
  void whatIsExpectedHolds() {
    assertEquals(Holding.HELD, holding("threads", 1, 1, 0, 0));
    assertEquals(Holding.HELD, holding("threads", 1000, 1.1, 0, 0));
    assertEquals(Holding.HELD, holding("select", 1, 1, 1, 0));
    assertEquals(Holding.HELD, holding("select", 1000, 1, 0.01, 0));
    assertEquals(Holding.HELD, holding("vthreads", 1, 2, 1, 1));
    assertEquals(Holding.HELD, holding("select+vthreads", 1, 2, 2, 0));
    assertEquals(Holding.HELD, holding("select+vthreads", 1000, 1, 0.01, 0));
  }

  @Test
  void whereWaitsAreNotCountedReadsAndWritesOfThreadsTell() {
    assertEquals(Holding.HELD, holding("threads", 1, 1, NaN, NaN));
    assertEquals(Holding.DID_NOT_HOLD, holding("threads", 1, 2.8, NaN, NaN));
    assertEquals(Holding.UNDECIDED, holding("select", 1, 1, NaN, NaN));
  }

  @Test
  void theChartShowsWhatIsConcludedFrom() {
    List<Chart.Series> series =
        TwoSyscallsDrill.chart(
                List.of("threads", "select"),
                List.of(cell("threads", 1, 1, NaN, NaN), cell("select", 1, 1, NaN, NaN)))
            .series();
    assertEquals(2, series.getFirst().points().getFirst().y());
    assertEquals(NaN, series.getLast().points().getFirst().y());
  }

  @Test
  void whatIsOtherwiseDoesNot() {
    assertEquals(Holding.DID_NOT_HOLD, holding("threads", 1000, 2.8, 0, 0));
    assertEquals(Holding.DID_NOT_HOLD, holding("select", 1, 1, 0, 0));
    assertEquals(Holding.DID_NOT_HOLD, holding("select", 1000, 1, 0.9, 0));
    assertEquals(Holding.DID_NOT_HOLD, holding("vthreads", 1, 1, 0, 0));
    assertEquals(Holding.DID_NOT_HOLD, holding("select+vthreads", 1, 1, 1, 0));
    assertEquals(Holding.DID_NOT_HOLD, holding("select+vthreads", 1000, 1, 0.9, 0));
  }
}
