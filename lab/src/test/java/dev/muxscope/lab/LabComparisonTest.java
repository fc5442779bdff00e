package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Estimate;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabComparisonTest {

  private static final Sweep SWEEP = Sweep.over(List.of(1, 16), 1000);

  private static Results lab(String mode, double micros) {
    return new MadeUpLab(SWEEP).mode(mode, _ -> micros).results();
  }

  /// The same lab with another request, and on another machine.
  private static Results other(Results lab, String request, Map<String, String> facts) {
    LabOptions of = lab.options();
    LabOptions options =
        new LabOptions(
            of.modes(), of.sweep(), request, of.effort(), of.out(), of.modulePath(), of.launcher());
    return new Results(options, new Environment(facts), lab.runs(), List.of(), List.of());
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
  void saysWhatItsIntervalsDoNotKnowAndWhatIsMissing() throws LabException {
    Results more = new MadeUpLab(SWEEP).mode("select", _ -> 1).mode("threads", _ -> 1).results();
    Report report = LabComparison.of(lab("select", 1), more);
    String note = ((Paragraph) report.sections().getFirst().blocks().get(1)).text();
    assertTrue(note.contains("not what a machine changes from one lab to the next"), note);
    assertTrue(note.endsWith(" 2 more cells were not measured in both."), note);
  }

  @Test
  void oneCellThatIsMissingIsOne() throws LabException {
    Sweep one = Sweep.over(List.of(1), 1000);
    Results more = new MadeUpLab(one).mode("select", _ -> 1).mode("threads", _ -> 1).results();
    Report report = LabComparison.of(new MadeUpLab(one).mode("select", _ -> 1).results(), more);
    String note = ((Paragraph) report.sections().getFirst().blocks().get(1)).text();
    assertTrue(note.endsWith(" 1 more cell was not measured in both."), note);
  }

  private static Object memoryRatio(double a, double b) throws LabException {
    Report report = LabComparison.of(withMemory(a), withMemory(b));
    return rows(report, 1).getFirst().getLast();
  }

  private static Results withMemory(double bytesPerConnection) {
    Results lab = lab("select", 10);
    return new Results(
        lab.options(),
        lab.environment(),
        lab.runs(),
        List.of(Samples.memory("select", bytesPerConnection)),
        List.of());
  }

  /// Of what may be nothing, or less, nothing is a multiple.
  @Test
  void memoryIsComparedWhereBothSurelyTakeSome() throws LabException {
    assertEquals(2, (double) memoryRatio(1 << 20, 2 << 20), 0.01);
    assertEquals(Double.NaN, memoryRatio(1, 1 << 20));
    assertEquals(Double.NaN, memoryRatio(1 << 20, 1));
    assertEquals(Double.NaN, memoryRatio(-1 << 20, -1 << 20));
  }

  @Test
  void labsOfDifferentRequestsAreRefused() {
    Results ping = lab("select", 10);
    Results get = other(ping, "GET k", Map.of("JDK", "25"));
    String message =
        assertThrows(LabException.class, () -> LabComparison.of(ping, get)).getMessage();
    assertEquals(
        "out sent PING and out sent GET k: labs of different requests do not compare", message);
  }

  @Test
  void tellsWhatTheFiguresDependOn() throws LabException {
    Results here = lab("select", 10);
    Results there = other(here, "PING", Map.of("JDK", "25", "processors", "8", "pinning", "none"));
    Report report = LabComparison.of(here, there);
    assertTrue(rows(report, 2).contains(List.of("request", "PING", "PING", "")));
    String effort = here.options().effort().inWords();
    assertTrue(rows(report, 2).contains(List.of("effort", effort, effort, "")));
    Paragraph warning = (Paragraph) report.sections().get(2).blocks().getLast();
    assertTrue(warning.text().contains("processors"), warning.text());
    assertTrue(warning.text().contains("pinning"), warning.text());
  }

  @Test
  void oneChangeIsOneCause() throws LabException {
    double none = Double.POSITIVE_INFINITY;
    Results here = withProcessors(Environment.processors(8, 8, none));
    Results limited = withProcessors(Environment.processors(8, 2, 1.5));
    Report report = LabComparison.of(here, limited);
    assertTrue(
        rows(report, 2)
            .contains(
                List.of(
                    "processors", "8", "8, of which a JVM uses 2, by a quota of 1.50", "differs")));
    assertEquals(1, report.sections().get(2).blocks().size(), "there is no warning");
  }

  private static Results withProcessors(String processors) {
    return other(lab("select", 10), "PING", Map.of("JDK", "25", "processors", processors));
  }

  @Test
  void labsWithNothingInCommonAreRefused() {
    String message =
        assertThrows(
                LabException.class, () -> LabComparison.of(lab("select", 1), lab("threads", 1)))
            .getMessage();
    assertTrue(message.endsWith("have no cell that was measured in both"), message);
  }
}
