package dev.muxscope.lab;

import dev.muxscope.lab.stats.Interval;
import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Two labs side by side, cell by cell: another JDK, another machine, another day.
final class LabComparison {

  private final Results first;
  private final Results second;

  private LabComparison(Results first, Results second) {
    this.first = first;
    this.second = second;
  }

  /// @throws LabException if the two sent different requests, or no cell was measured in both
  static Report of(Results first, Results second) throws LabException {
    requireSameRequest(first.options(), second.options());
    LabComparison comparison = new LabComparison(first, second);
    Section cost = comparison.cost();
    return new Report(
        "Muxscope labs compared",
        "A " + first.options().out() + "; B " + second.options().out(),
        List.of(cost, comparison.memory(), comparison.environments()));
  }

  /// Where a request is work for the server, the lab sends its own.
  private static void requireSameRequest(LabOptions a, LabOptions b) throws LabException {
    if (!a.request().equals(b.request()) && a.sweep().works().contains(Work.NONE)) {
      throw new LabException(
          "%s sent %s and %s sent %s: labs of different requests do not compare"
              .formatted(a.out(), a.request(), b.out(), b.request()));
    }
  }

  private Section cost() throws LabException {
    Map<Point, List<CellFigures>> a = first.table();
    Map<Point, List<CellFigures>> b = second.table();
    List<List<CellFigures>> all = new ArrayList<>(a.values());
    all.addAll(b.values());
    Statistics statistics = new Statistics(all);
    CostTables tables = new CostTables(first, a, statistics);
    List<CellFigures> cells = a.values().stream().flatMap(List::stream).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (CellFigures cell : cells) {
      in(b, cell.cell())
          .flatMap(other -> row(cell, other, tables, statistics))
          .ifPresent(rows::add);
    }
    if (rows.isEmpty()) {
      throw new LabException(
          first.options().out()
              + " and "
              + second.options().out()
              + " have no cell that was measured in both");
    }
    List<Column> columns = tables.placeColumns();
    columns.add(new Column("A", Format.NANOS));
    columns.add(new Column("B", Format.NANOS));
    columns.add(new Column("B to A", Format.RATIO));
    columns.add(new Column("", Format.TEXT));
    String note =
        "CPU time of the server per request, with intervals of 95 %; same: no difference was shown."
            + " The intervals know how much servers differ within a lab, not what a machine changes"
            + " from one lab to the next: a lab and its repetition show that.";
    Set<Cell> known = new HashSet<>();
    all.stream().flatMap(List::stream).forEach(cell -> known.add(cell.cell()));
    return new Section(
        "comparison",
        "What a request costs the server",
        List.of(
            new Table("comparison", "", columns, rows),
            Paragraph.plain(note + missing(known.size() - rows.size()))));
  }

  private static String missing(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> " 1 more cell was not measured in both.";
      default -> " %d more cells were not measured in both.".formatted(count);
    };
  }

  /// Empty unless both were measured.
  private static Optional<List<Object>> row(
      CellFigures a, CellFigures b, CostTables tables, Statistics statistics) {
    return statistics
        .compare(b, a, Figure.CPU)
        .map(comparison -> {
          List<Object> row = tables.place(a);
          row.add(statistics.mean(a, Figure.CPU));
          row.add(statistics.mean(b, Figure.CPU));
          row.add(Statistics.estimate(comparison.ratio()));
          row.add(CostTables.verdict(comparison));
          return row;
        });
  }

  private static Optional<CellFigures> in(Map<Point, List<CellFigures>> table, Cell cell) {
    return table.getOrDefault(cell.at(), List.of()).stream()
        .filter(other -> other.cell().equals(cell))
        .findFirst();
  }

  private Section memory() {
    List<Column> columns =
        List.of(
            new Column("mode", Format.TEXT),
            new Column("A", Format.BYTES),
            new Column("B", Format.BYTES),
            new Column("B to A", Format.RATIO));
    List<List<Object>> rows = new ArrayList<>();
    for (MemoryRun a : first.memory()) {
      for (MemoryRun b : second.memory()) {
        if (a.mode().equals(b.mode())) {
          rows.add(
              List.of(
                  a.mode(),
                  Statistics.estimate(a.residentPerConnection()),
                  Statistics.estimate(b.residentPerConnection()),
                  ratio(a.residentPerConnection(), b.residentPerConnection())));
        }
      }
    }
    return new Section(
        "memory",
        "What an idle connection keeps in memory",
        List.of(new Table("memory", "", columns, rows)));
  }

  /// `NaN` unless both are known to be more than nothing.
  private static double ratio(Interval a, Interval b) {
    return a.low() > 0 && b.low() > 0 ? b.value() / a.value() : Double.NaN;
  }

  /// Where two labs differ in this, more than one cause may be behind a difference.
  private static boolean isCause(String condition) {
    return Environment.CAUSES.contains(condition) || condition.equals(Results.EFFORT);
  }

  private Section environments() {
    Map<String, String> ofFirst = first.conditions();
    Map<String, String> ofSecond = second.conditions();
    Set<String> names = new LinkedHashSet<>(ofFirst.keySet());
    names.addAll(ofSecond.keySet());
    List<Column> columns =
        List.of(
            new Column("what", Format.TEXT),
            new Column("A", Format.TEXT),
            new Column("B", Format.TEXT),
            new Column("", Format.TEXT));
    List<List<Object>> rows = new ArrayList<>();
    List<String> causes = new ArrayList<>();
    for (String name : names) {
      String a = ofFirst.getOrDefault(name, "");
      String b = ofSecond.getOrDefault(name, "");
      boolean same = a.equals(b);
      rows.add(List.of(name, a, b, same ? "" : "differs"));
      if (!same && isCause(name)) {
        causes.add(name);
      }
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Table("environments", "", columns, rows));
    if (causes.size() > 1) {
      blocks.add(
          Paragraph.warning(
              "The labs differ in %s: what of a difference comes from which, they cannot tell."
                  .formatted(String.join(", ", causes))));
    }
    return new Section("environments", "What the figures depend on", blocks);
  }
}
