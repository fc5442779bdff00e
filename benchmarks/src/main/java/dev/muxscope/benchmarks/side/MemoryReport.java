package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.stats.Interval;
import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Axis;
import dev.muxscope.report.Chart.Point;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Chart.Series;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The report on memory per idle connection.
///
/// @param runs so far
/// @param contenders in the order of the table
/// @param options what was to be measured
/// @param surroundings where and how
/// @param notes what went wrong on the way, each a sentence
record MemoryReport(
    List<MemoryRun> runs,
    Contenders contenders,
    Options options,
    Surroundings surroundings,
    List<String> notes) {

  /// Bytes per connection that our modes shall take at most.
  private static final Map<String, Double> GOALS = Map.of("select", 1_000.0, "vthreads", 4_500.0);

  private static final List<Column> COLUMNS =
      List.of(
          new Column("server", Format.TEXT),
          new Column("bytes per connection", Format.NUMBER),
          new Column("without connections", Format.BYTES),
          new Column("goal", Format.TEXT));

  private static final List<Column> RUN_COLUMNS =
      List.of(
          new Column("round", Format.COUNT),
          new Column("server", Format.TEXT),
          new Column("connections", Format.COUNT),
          new Column("resident", Format.BYTES));

  private static final String EXPLANATION =
      "Resident memory (Rss in smaps_rollup) of the server process, after a collection in Java "
          + "programs, which run on small pages unless MUXSCOPE_OPTS says otherwise, while "
          + "connections that were answered once stay open; the slope of a line over their number. "
          + "The kernel's memory for sockets is not in it. ";

  /// For a terminal.
  Report summary() {
    return report(List.of(slopes(), surroundings.section()));
  }

  /// For files.
  Report whole() {
    return report(List.of(slopes(), chart(), surroundings.section(), readings()));
  }

  private Report report(List<Section> sections) {
    return new Report(
        "Side by side: memory per idle connection", surroundings.subtitle(options), sections);
  }

  private Section slopes() {
    List<Block> blocks = new ArrayList<>(List.of(Paragraph.plain(explanation())));
    notes.forEach(note -> blocks.add(Paragraph.warning(note)));
    List<List<Object>> rows = new ArrayList<>();
    for (Contender each : contenders.present()) {
      List<MemoryRun> own = of(each);
      if (!own.isEmpty()) {
        rows.add(row(each, own));
      }
    }
    blocks.add(new Table("slopes", "", COLUMNS, rows));
    return new Section("memory", "Memory per idle connection", blocks);
  }

  private String explanation() {
    IntSummaryStatistics rounds =
        contenders.present().stream()
            .mapToInt(each -> of(each).size())
            .filter(count -> count > 0)
            .summaryStatistics();
    int fewest = rounds.getMin();
    int most = rounds.getMax();
    return EXPLANATION
        + "Medians over "
        + SideReport.count(fewest, most)
        + " rounds of new processes. "
        + SideReport.brackets(fewest, most);
  }

  private static List<Object> row(Contender each, List<MemoryRun> own) {
    Interval slope = range(own.stream().mapToDouble(MemoryRun::bytesPerConnection).toArray());
    return List.of(
        each.name(),
        SideReport.estimate(slope),
        range(own.stream().mapToDouble(MemoryRun::base).toArray()).value(),
        goal(each, slope, own.size()));
  }

  private static String goal(Contender each, Interval slope, int rounds) {
    Double most = GOALS.get(each.name());
    if (most == null) {
      return "";
    }
    return String.format(
        Locale.ROOT, "at most %,.0f: %s", most, Goal.verdict(slope, most, rounds).label());
  }

  private static Interval range(double... values) {
    return MedianInterval.of(values);
  }

  private List<MemoryRun> of(Contender contender) {
    return runs.stream().filter(run -> run.contender().equals(contender.name())).toList();
  }

  private Section chart() {
    List<Series> series =
        contenders.present().stream()
            .map(each -> new Series(each.name(), points(of(each))))
            .toList();
    Chart chart =
        new Chart(
            "resident",
            "Resident memory",
            new Axis("idle connections", Scale.LINEAR, Format.COUNT),
            new Axis("resident", Scale.LOGARITHMIC, Format.BYTES),
            series);
    return new Section("chart", "Over the number of connections", List.of(chart));
  }

  private static List<Point> points(List<MemoryRun> own) {
    List<Point> points = new ArrayList<>();
    int steps = own.stream().mapToInt(run -> run.readings().size()).min().orElse(0);
    for (int i = 0; i < steps; i++) {
      int step = i;
      double[] bytes = own.stream().mapToDouble(run -> run.readings().get(step).bytes()).toArray();
      points.add(SideCharts.point(own.getFirst().readings().get(step).connections(), range(bytes)));
    }
    return points;
  }

  private Section readings() {
    List<List<Object>> rows = new ArrayList<>();
    for (MemoryRun run : runs) {
      for (MemoryRun.Reading reading : run.readings()) {
        rows.add(List.of(run.round() + 1, run.contender(), reading.connections(), reading.bytes()));
      }
    }
    return new Section(
        "readings", "Every reading", List.of(new Table("every-reading", "", RUN_COLUMNS, rows)));
  }
}
