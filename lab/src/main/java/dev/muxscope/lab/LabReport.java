package dev.muxscope.lab;

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

/// Makes reports of results: a short one for the terminal, and all of it for the HTML file.
final class LabReport {

  private final Results results;
  private final Map<Integer, List<CellFigures>> table;
  private final double noiseFloor;

  private LabReport(Results results) {
    this.results = results;
    this.table = results.table();
    this.noiseFloor = Verdict.noiseFloor(table.values(), CellFigures::cpuSpread);
  }

  /// The tables, the findings, and what the recordings say.
  static Report brief(Results results) {
    LabReport report = new LabReport(results);
    List<Section> sections = new ArrayList<>();
    sections.add(report.cost());
    sections.add(report.memory());
    sections.add(report.findings());
    report.addExplanation(sections);
    return report.report(sections);
  }

  /// Everything, with the findings first.
  static Report full(Results results) {
    LabReport report = new LabReport(results);
    List<Section> sections = new ArrayList<>();
    sections.add(report.findings());
    sections.add(new Section("charts", "Cost over connections", LabCharts.of(results)));
    sections.add(report.cost());
    sections.add(report.memory());
    report.addExplanation(sections);
    sections.add(report.environment());
    sections.add(report.runs());
    if (!results.recordings().isEmpty()) {
      sections.addAll(new Explanation(results.recordings()).sections());
    }
    return report.report(sections);
  }

  private Report report(List<Section> sections) {
    LabOptions options = results.options();
    String subtitle =
        "%s at %s requests/s over all connections; %d runs of %s each; JDK %s; %s"
            .formatted(
                options.request(),
                Values.format((long) options.rate(), Format.COUNT),
                options.effort().rounds(),
                Values.format((double) options.effort().measured().toNanos(), Format.NANOS),
                Runtime.version(),
                results.environment().fact("pinning"));
    return new Report("Muxscope lab: " + String.join(", ", options.modes()), subtitle, sections);
  }

  private Section findings() {
    return new Section("findings", "Findings", List.copyOf(Findings.of(results)));
  }

  private Section cost() {
    List<Column> columns =
        List.of(
            new Column("connections", Format.COUNT),
            new Column("mode", Format.TEXT),
            new Column("CPU µs", Format.NUMBER),
            new Column("low", Format.NUMBER),
            new Column("high", Format.NUMBER),
            new Column("ratio", Format.RATIO),
            new Column("p50", Format.NANOS),
            new Column("p99", Format.NANOS),
            new Column("switches", Format.NUMBER));
    List<List<Object>> rows = new ArrayList<>();
    for (List<CellFigures> row : table.values()) {
      Verdict verdict = new Verdict(row, CellFigures::cpuNanos, noiseFloor);
      row.forEach(cell -> rows.add(costRow(cell, verdict)));
    }
    return new Section(
        "cost",
        "What a request costs the server",
        List.of(new Table("cost", "", columns, rows), Paragraph.plain(costNote())));
  }

  private String costNote() {
    return ("Per request: CPU time of the whole server process, user and system, in microseconds: the"
            + " median of up to %d runs, each by a server process of its own, and the lowest and"
            + " highest, widened by the 10 ms steps in which the system counts; its ratio to the"
            + " best mode; response time from the moment the request was due (p50, p99); context"
            + " switches of all the server's threads, voluntary or not.")
        .formatted(results.options().effort().rounds());
  }

  private static List<Object> costRow(CellFigures cell, Verdict verdict) {
    return List.of(
        (long) cell.cell().connections(),
        cell.cell().mode(),
        cell.measured() ? (Object) (cell.cpuNanos().median() / 1000) : "refused",
        cell.repeated() ? cell.cpuNanos().low() / 1000 : Double.NaN,
        cell.repeated() ? cell.cpuNanos().high() / 1000 : Double.NaN,
        verdict.ratio(cell).orElse(Double.NaN),
        cell.p50Nanos().median(),
        cell.p99Nanos().median(),
        cell.switches().median());
  }

  private Section memory() {
    List<Column> columns =
        List.of(
            new Column("mode", Format.TEXT),
            new Column("per connection", Format.BYTES),
            new Column("low", Format.BYTES),
            new Column("high", Format.BYTES),
            new Column("ratio", Format.RATIO));
    double least =
        results.memory().stream()
            .mapToDouble(MemoryRun::bytesPerConnection)
            .filter(bytes -> bytes > 0)
            .min()
            .orElse(Double.NaN);
    List<List<Object>> rows = new ArrayList<>();
    for (MemoryRun run : results.memory()) {
      double bytes = run.bytesPerConnection();
      Object shown = run.valid() ? (Object) bytes : "refused";
      Range between = run.neighbours();
      rows.add(List.of(run.mode(), shown, between.low(), between.high(), bytes / least));
    }
    return new Section(
        "memory",
        "What an idle connection keeps in memory",
        List.of(new Table("memory", "", columns, rows), Paragraph.plain(memoryNote())));
  }

  private String memoryNote() {
    List<Integer> steps = results.options().effort().memorySteps();
    return ("The slope of a line through the resident memory of the server process at %s to %s"
            + " connections that have each sent one request and are idle; the lowest and highest"
            + " slope between two neighbours of these numbers. What the kernel keeps for sockets"
            + " and for the stacks of threads is not in it.")
        .formatted(Findings.count(steps.getFirst()), Findings.count(steps.getLast()));
  }

  private void addExplanation(List<Section> sections) {
    if (!results.recordings().isEmpty()) {
      Recorded first = results.recordings().getFirst();
      sections.add(
          new Section(
              "explanation",
              "What the recordings say, at " + Findings.connections(first.cell().connections()),
              new Explanation(results.recordings()).comparison()));
    }
  }

  private Section environment() {
    List<Column> columns =
        List.of(new Column("what", Format.TEXT), new Column("here", Format.TEXT));
    List<List<Object>> rows = new ArrayList<>();
    results.environment().facts().forEach((name, value) -> rows.add(List.of(name, value)));
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
            new Column("connections", Format.COUNT),
            new Column("mode", Format.TEXT),
            new Column("CPU/request", Format.NANOS),
            new Column("p50", Format.NANOS),
            new Column("p99", Format.NANOS),
            new Column("requests/s", Format.COUNT),
            new Column("foreign CPU", Format.SHARE),
            new Column("refused because", Format.TEXT));
    List<List<Object>> rows = results.runs().stream().map(LabReport::runRow).toList();
    return new Section(
        "runs", "All runs, in their order", List.of(new Table("runs", "", columns, rows)));
  }

  private static List<Object> runRow(TimedRun run) {
    return List.of(
        run.round(),
        run.cell().connections(),
        run.cell().mode(),
        run.valid() ? (Object) run.cpuNanosPerRequest() : "refused",
        run.valid() ? (double) run.load().responseTime().p50() : Double.NaN,
        run.valid() ? (double) run.load().responseTime().p99() : Double.NaN,
        run.load().achievedRatePerSecond(),
        run.account().foreignShare(),
        String.join("; ", run.refusals()));
  }
}
