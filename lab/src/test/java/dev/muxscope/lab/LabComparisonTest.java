package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Estimate;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabComparisonTest {

  private static final Sweep SWEEP = Sweep.over(List.of(1, 16), 1000);

  private static Results lab(String mode, double micros) {
    return new MadeUpLab(SWEEP).mode(mode, _ -> micros).results();
  }

  private static List<List<Object>> rows(Report report, int section) {
    return ((Table) report.sections().get(section).blocks().getFirst()).rows();
  }

  @Test
  void setsTheSameCellsSideBySide() throws LabException {
    List<List<Object>> rows = rows(LabComparison.of(lab("select", 10), lab("select", 20)), 0);
    assertEquals(2, rows.size());
    assertEquals(2, ((Estimate) rows.getFirst().get(4)).value(), 1e-9);
    assertEquals("more", rows.getFirst().get(5));
  }

  @Test
  void theSameLabTwiceDoesNotDiffer() throws LabException {
    Report report = LabComparison.of(lab("select", 10), lab("select", 10));
    assertEquals("same", rows(report, 0).getFirst().get(5));
    assertEquals(List.of("JDK", "25", "25", ""), rows(report, 2).getFirst());
  }

  @Test
  void labsWithNothingInCommonAreRefused() {
    String message =
        assertThrows(
                LabException.class, () -> LabComparison.of(lab("select", 1), lab("threads", 1)))
            .getMessage();
    assertTrue(message.endsWith("have no cell in common"), message);
  }
}
