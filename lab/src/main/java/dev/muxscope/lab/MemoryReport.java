package dev.muxscope.lab;

import dev.muxscope.lab.stats.Interval;
import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Chart.Series;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;

/// What idle connections take of memory, for a reader.
final class MemoryReport {

  private static final String TITLE = "What an idle connection keeps in memory";

  /// As many as a terminal has room for.
  private static final List<MemoryPart> FIRST =
      List.of(MemoryPart.RESIDENT, MemoryPart.LIVE_HEAP, MemoryPart.KERNEL_OBJECTS);

  private MemoryReport() {}

  /// The parts that tell most.
  static Section brief(List<MemoryRun> runs, Environment environment) {
    String note =
        "Per connection, each row by one server process: the interval of 95 % tells how straight its"
            + " line is. Live heap is part of resident memory; kernel objects are not, and belong to"
            + " both ends. The report has the other parts, and says where each comes from.";
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(runs, FIRST));
    blocks.add(Paragraph.plain(note));
    addWarning(blocks, environment);
    return new Section("memory", TITLE, blocks);
  }

  /// All parts, and where they come from.
  static Section section(List<MemoryRun> runs, Environment environment) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(runs, List.of(MemoryPart.values())));
    blocks.add(chart(runs));
    blocks.add(
        Paragraph.plain(
            "Each per connection: the slope of the line through readings at rising numbers of"
                + " connections, each after a full collection, and in brackets its interval of"
                + " 95 %. An interval that contains zero is no sign that a connection takes any."
                + " Each row is of one server process, so that the interval tells how straight the"
                + " line is, and not how processes differ."));
    addWarning(blocks, environment);
    for (MemoryPart part : MemoryPart.values()) {
      blocks.add(Paragraph.plain(part.label() + ": " + part.meaning() + "."));
    }
    return new Section("memory", TITLE, blocks);
  }

  private static void addWarning(List<Block> blocks, Environment environment) {
    if (environment.hasLargePagesAlways()) {
      blocks.add(
          Paragraph.warning(
              "The kernel lends pages of 2 MiB unasked ([always] in"
                  + " /sys/kernel/mm/transparent_hugepage/enabled): resident memory grew by as much"
                  + " at a time, though the servers asked for small pages, so its slopes scatter"
                  + " more."));
    }
  }

  private static Table table(List<MemoryRun> runs, List<MemoryPart> parts) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("mode", Format.TEXT));
    columns.add(new Column("connections", Format.TEXT));
    parts.forEach(part -> columns.add(new Column(part.label(), Format.BYTES)));
    List<List<Object>> rows = new ArrayList<>();
    for (MemoryRun run : runs) {
      for (MemoryPhase phase : MemoryPhase.values()) {
        rows.add(row(run, phase, parts));
      }
    }
    return new Table("memory", "", columns, rows);
  }

  private static List<Object> row(MemoryRun run, MemoryPhase phase, List<MemoryPart> parts) {
    boolean refused = run.climb(phase).map(climb -> !climb.refusal().isEmpty()).orElse(false);
    List<Object> row = new ArrayList<>(List.of(run.mode(), phase.label()));
    for (MemoryPart part : parts) {
      row.add(refused ? (Object) "refused" : estimate(run.perConnection(phase, part)));
    }
    return row;
  }

  private static Estimate estimate(Interval slope) {
    return new Estimate(slope.value(), slope.low(), slope.high());
  }

  private static Chart chart(List<MemoryRun> runs) {
    return new Chart(
        "resident-over-connections",
        "Resident memory of the server, over connections " + MemoryPhase.ANSWERED.label(),
        new Chart.Axis("connections", Scale.LINEAR, Format.COUNT),
        new Chart.Axis("", Scale.LINEAR, Format.BYTES),
        runs.stream().map(MemoryReport::series).toList());
  }

  private static Series series(MemoryRun run) {
    List<Chart.Point> points =
        run.climb(MemoryPhase.ANSWERED)
            .filter(climb -> climb.refusal().isEmpty())
            .map(MemoryReport::points)
            .orElse(List.of());
    return new Series(run.mode(), points);
  }

  private static List<Chart.Point> points(MemoryClimb climb) {
    return climb.readings().stream()
        .map(reading -> new Chart.Point(reading.connections(), reading.get(MemoryPart.RESIDENT)))
        .toList();
  }
}
