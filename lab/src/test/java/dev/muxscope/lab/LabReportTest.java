package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Chart;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabReportTest {

  private final Results results =
      Samples.results(
          List.of(
              Samples.run("select", 1, 100),
              Samples.run("select", 1, 102),
              Samples.run("threads", 1, 300),
              Samples.run("threads", 1, 306),
              Samples.run("select", 16, 100),
              Samples.run("threads", 16, 999, "it was late")),
          List.of(Samples.memory("select", 2048), Samples.memory("threads", 8192)));

  private static Table table(Report report, String id) {
    return report.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .filter(block -> block instanceof Table table && table.id().equals(id))
        .map(Table.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void costHasARowForEachCell() {
    List<List<Object>> rows = table(LabReport.brief(results), "cost").rows();
    assertEquals(4, rows.size());
    assertEquals(List.of(1.0, "select"), rows.getFirst().subList(0, 2));
    assertEquals("least", rows.getFirst().get(4));
    assertEquals(3, ((Estimate) rows.get(1).get(3)).value(), 0.001);
    assertEquals("more", rows.get(1).get(4));
  }

  @Test
  void howLateTheLoadWasStandsBesideP99() {
    Table full = table(LabReport.full(results), "cost");
    int column = full.columns().stream().map(Table.Column::label).toList().indexOf("late p99");
    assertEquals("p99", full.columns().get(column - 1).label());
    assertEquals(25_000, ((Estimate) full.rows().getFirst().get(column)).value(), 1e-6);
  }

  @Test
  void aTerminalTellsHowLateTheLoadWasBelowTheTable() throws IOException {
    StringBuilder text = new StringBuilder();
    TextRenderer.render(LabReport.brief(results), text, 10_000);
    assertTrue(text.toString().contains("(late p99: 25.0 µs to 25.0 µs)"), text::toString);
  }

  @Test
  void whereTheLoadWasTheLimitIsToldBelowTheTable() throws IOException {
    Results made =
        new MadeUpLab(Sweep.over(List.of(1), 0)).mode("select", _ -> 1).mode("b", _ -> 2).results();
    List<TimedRun> busy = made.runs().stream().map(Samples::withBusyLoad).toList();
    StringBuilder text = new StringBuilder();
    TextRenderer.render(
        LabReport.brief(
            new Results(made.options(), made.environment(), busy, List.of(), List.of())),
        text,
        10_000);
    assertTrue(
        text.toString()
            .contains(
                "hardly any time to spare in a closed loop (2 cells, the first select, 1 connection,"
                    + " closed loop)"),
        text::toString);
  }

  @Test
  void theHeadTellsTheRequestsThatWereSent() {
    Sweep sweep =
        new Sweep(
            List.of(1),
            List.of(1.0),
            List.of(1000),
            List.of(0),
            List.of(1),
            List.of(Work.parse("spin:50us"), Work.parse("sleep:5ms")));
    Results made = new MadeUpLab(sweep).mode("select", _ -> 1).results();
    String head = LabReport.brief(made).subtitle();
    assertTrue(head.startsWith("LAB.SPIN 50 and LAB.SLEEP 5, 1,000 requests/s; "), head);
    assertEquals("LAB.SPIN 50 and LAB.SLEEP 5", made.conditions().get("request"));
    assertEquals("PING", results.conditions().get("request"));
  }

  @Test
  void aSingleRunHasNoInterval() {
    List<Object> row = table(LabReport.brief(results), "cost").rows().get(2);
    assertTrue(Double.isNaN(((Estimate) row.get(2)).low()));
  }

  @Test
  void aRefusedCellHasNoFigure() {
    List<Object> row = table(LabReport.brief(results), "cost").rows().get(3);
    assertEquals(List.of(16.0, "threads", "refused", new Estimate(Double.NaN)), row.subList(0, 4));
  }

  @Test
  void whatWasNeverMadeIsNotRefused() {
    Results ended = Samples.results(results.runs().subList(0, 3), List.of());
    List<List<Object>> rows = table(LabReport.brief(ended), "cost").rows();
    assertEquals("not measured", rows.get(3).get(2));
  }

  @Test
  void aClosedLoopIsNotARate() {
    Sweep sweep =
        new Sweep(
            List.of(1), List.of(1.0), List.of(0, 1000), List.of(0), List.of(1), List.of(Work.NONE));
    Results both = new MadeUpLab(sweep).mode("select", _ -> 1).results();
    List<List<Object>> rows = table(LabReport.brief(both), "cost").rows();
    assertEquals(List.of(1.0, "closed", "select"), rows.getFirst().subList(0, 3));
    assertEquals(List.of(1.0, 1000.0, "select"), rows.getLast().subList(0, 3));
    var cells = both.table();
    assertEquals(List.of(), LabCharts.of(both, cells, new Statistics(cells.values())));
  }

  @Test
  void whatIsFoundAlongAnAxisStandsByItsCharts() {
    Results made =
        new MadeUpLab(Sweep.over(List.of(1, 64), 1000))
            .mode("select", _ -> 1)
            .mode("threads", _ -> 2)
            .results();
    assertEquals(List.of("charts"), withFindingsOfConnections(LabReport.full(made)));
    assertEquals(List.of("findings"), withFindingsOfConnections(LabReport.brief(made)));
  }

  private static List<String> withFindingsOfConnections(Report report) {
    return report.sections().stream()
        .filter(section ->
            section.blocks().stream()
                .anyMatch(block ->
                    block instanceof Paragraph paragraph
                        && paragraph.text().startsWith("CPU per request over connections")))
        .map(Report.Section::id)
        .toList();
  }

  @Test
  void chartsSayWhichLineTheyDraw() {
    Sweep sweep = Sweep.over(List.of(1, 64), 1000).withActivities(List.of(0.1, 0.01));
    Results made = new MadeUpLab(sweep).mode("select", _ -> 1).results();
    Chart cpu = firstChart(made);
    assertEquals("CPU of the server per request, over connections (activity 10.0 %)", cpu.title());
  }

  @Test
  void aPayloadOfZeroHasItsPlaceInCharts() {
    assertEquals(Chart.Scale.LINEAR, overPayloads(0, 64, 1024).x().scale());
    assertEquals(Chart.Scale.LOGARITHMIC, overPayloads(16, 64, 1024).x().scale());
  }

  private static Chart overPayloads(Integer... bytes) {
    Sweep sweep =
        new Sweep(
            List.of(1),
            List.of(1.0),
            List.of(1000),
            List.of(bytes),
            List.of(1),
            List.of(Work.NONE));
    Results made = new MadeUpLab(sweep).mode("select", at -> 3 + at.payload() / 1e3).results();
    return firstChart(made);
  }

  private static Chart firstChart(Results results) {
    var cells = results.table();
    return LabCharts.of(results, cells, new Statistics(cells.values())).stream()
        .filter(Chart.class::isInstance)
        .map(Chart.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusedCellsAreNotDrawn() {
    Chart cpu = firstChart(results);
    List<Chart.Point> threads = cpu.series().get(1).points();
    assertEquals(303_000, threads.get(0).y(), 100);
    assertTrue(Double.isNaN(threads.get(1).y()));
  }

  @Test
  void fullReportTellsEveryRunAndItsRefusal() {
    List<List<Object>> rows = table(LabReport.full(results), "runs").rows();
    assertEquals(6, rows.size());
    assertEquals("it was late", rows.get(5).getLast());
    assertEquals("refused", rows.get(5).get(4));
  }

  @Test
  void fullReportTellsSecondChances() {
    TimedRun refused = Samples.run("select", 1, 100, "it was late");
    Results again = Samples.results(List.of(refused, Samples.again(refused)), List.of());
    List<List<Object>> rows = table(LabReport.full(again), "runs").rows();
    assertEquals(List.of(1, 2), rows.stream().map(row -> row.get(1)).toList());
  }

  @Test
  void terminalLinesFitAHundredColumns() throws IOException {
    StringBuilder text = new StringBuilder();
    TextRenderer.render(LabReport.brief(results), text, 100);
    text.toString().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void htmlNamesTheCommandThatMeasuresTheSameAgain() throws IOException {
    StringBuilder html = new StringBuilder();
    HtmlRenderer.render(LabReport.full(results), html);
    assertTrue(html.toString().contains(results.options().command()));
  }
}
