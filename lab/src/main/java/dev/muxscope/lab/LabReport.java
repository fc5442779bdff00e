package dev.muxscope.lab;

import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes reports of results: a short one for the terminal, and all of it for the HTML file.
final class LabReport {

  private final Results results;
  private final Map<Point, List<CellFigures>> table;
  private final Statistics statistics;
  private final CostTables costs;

  private LabReport(Results results) {
    this.results = results;
    this.table = results.table();
    this.statistics = new Statistics(table.values());
    this.costs = new CostTables(results, table, statistics);
  }

  /// The findings and the tables they come from.
  static Report brief(Results results) {
    LabReport report = new LabReport(results);
    List<Section> sections = new ArrayList<>();
    sections.add(report.costs.brief());
    sections.add(MemoryReport.brief(results.memory(), results.environment()));
    report.addMap(sections);
    sections.add(report.findings(List.of(Axis.values())));
    report.addExplanation(sections, false);
    return report.report(sections);
  }

  /// Everything, with the findings first, but those along the axes, which stand by the charts.
  static Report full(Results results) {
    LabReport report = new LabReport(results);
    List<Section> sections = new ArrayList<>();
    sections.add(report.findings(List.of()));
    report.addMap(sections);
    report.addCharts(sections);
    sections.add(report.costs.full());
    sections.add(report.costs.ledger());
    sections.add(MemoryReport.section(results.memory(), results.environment()));
    sections.add(report.costs.observed());
    sections.add(report.model());
    report.addExplanation(sections, true);
    sections.add(report.environment());
    sections.add(report.runs());
    if (!results.recordings().isEmpty()) {
      sections.addAll(new Explanation(results.recordings()).sections());
    }
    return report.report(sections);
  }

  private Report report(List<Section> sections) {
    LabOptions options = results.options();
    String rates =
        options.sweep().rates().stream()
            .map(rate -> rate == 0 ? "a closed loop" : Findings.count(rate) + " requests/s")
            .collect(Collectors.joining(", "));
    String subtitle =
        "%s, %s; %d runs of %s each; JDK %s; %s"
            .formatted(
                options.requests(),
                rates,
                options.effort().rounds(),
                Values.format(options.effort().measured()),
                results.environment().fact("JDK"),
                results.environment().fact("pinning"));
    return new Report("Muxscope lab: " + String.join(", ", options.modes()), subtitle, sections);
  }

  private Section findings(List<Axis> axes) {
    return new Section(
        "findings", "Findings", List.copyOf(Findings.of(results, table, statistics, axes)));
  }

  /// A map of a single row or column would say no more than the table.
  private void addMap(List<Section> sections) {
    Sweep sweep = results.options().sweep();
    boolean plane = Axis.CONNECTIONS.variesIn(sweep) && Axis.ACTIVITY.variesIn(sweep);
    if (plane && results.options().modes().size() > 1) {
      sections.add(
          new Section(
              "map",
              "Where each mode costs least",
              CrossoverMap.of(sweep, table, statistics, explained())));
    }
  }

  private Set<Point> explained() {
    return results.recordings().stream().map(each -> each.cell().at()).collect(Collectors.toSet());
  }

  private Section model() {
    List<Block> models = new ArrayList<>();
    for (boolean closedLoop : new boolean[] {false, true}) {
      if (table.keySet().stream().anyMatch(at -> at.isClosedLoop() == closedLoop)) {
        models.addAll(new Prediction(results, table, statistics, closedLoop).models());
      }
    }
    return new Section("model", "How well cost can be foretold", models);
  }

  private void addCharts(List<Section> sections) {
    var charts = LabCharts.of(results, table, statistics);
    if (!charts.isEmpty()) {
      sections.add(new Section("charts", "Cost along each axis", charts));
    }
  }

  /// @param full whether the report has sections on the recordings to lead to
  private void addExplanation(List<Section> sections, boolean full) {
    Map<Point, List<Recorded>> byPlace =
        results.recordings().stream().collect(Collectors.groupingBy(r -> r.cell().at()));
    for (Point at : Plan.recordedPoints(results.options())) {
      List<Recorded> recorded = byPlace.getOrDefault(at, List.of());
      if (!recorded.isEmpty()) {
        Explanation explanation = new Explanation(recorded);
        List<Block> blocks = new ArrayList<>(explanation.comparison());
        if (full) {
          blocks.addFirst(explanation.links());
        }
        sections.add(new Section(Explanation.id(at), "What the recordings say, " + at, blocks));
      }
    }
  }

  private Section environment() {
    List<Column> columns =
        List.of(new Column("what", Format.TEXT), new Column("here", Format.TEXT));
    List<List<Object>> rows = new ArrayList<>();
    results.conditions().forEach((name, value) -> rows.add(List.of(name, value)));
    rows.add(List.of("to measure the same again", results.options().command()));
    return new Section(
        "environment",
        "What the figures depend on",
        List.of(new Table("environment", "", columns, rows)));
  }

  private Section runs() {
    List<Column> columns =
        List.of(
            new Column("round", Format.COUNT),
            new Column("attempt", Format.COUNT),
            new Column("place", Format.TEXT),
            new Column("mode", Format.TEXT),
            new Column("CPU/request", Format.NANOS),
            new Column("p50", Format.NANOS),
            new Column("p99", Format.NANOS),
            new Column("requests/s", Format.COUNT),
            new Column("foreign CPU", Format.SHARE),
            new Column("refused because", Format.TEXT));
    List<List<Object>> rows = results.runs().stream().map(LabReport::runRow).toList();
    return new Section(
        "runs",
        "All runs, in their order",
        List.of(
            new Table("runs", "", columns, rows),
            Paragraph.plain("A refused run is kept to say why; none of its figures is used.")));
  }

  private static List<Object> runRow(TimedRun run) {
    return List.of(
        run.round(),
        run.attempt(),
        run.cell().at().toString(),
        run.cell().server().toString(),
        run.valid() ? (Object) run.cpuNanosPerRequest() : run.failed() ? "failed" : "refused",
        run.valid() ? (double) run.load().responseTime().p50() : Double.NaN,
        run.valid() ? (double) run.load().responseTime().p99() : Double.NaN,
        run.failed() ? Double.NaN : run.load().achievedRatePerSecond(),
        run.account().foreignShare(),
        String.join("; ", run.refusals()));
  }
}
