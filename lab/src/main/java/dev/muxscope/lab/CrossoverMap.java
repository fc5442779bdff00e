package dev.muxscope.lab;

import dev.muxscope.lab.stats.Comparison;
import dev.muxscope.report.Block;
import dev.muxscope.report.HeatMap;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which mode costs the least CPU, over connections and activity: a map for each combination of the
/// other axes' values.
final class CrossoverMap {

  private final Sweep sweep;
  private final Map<Point, List<CellFigures>> table;
  private final Statistics statistics;
  private final Set<Point> explained;

  private CrossoverMap(
      Sweep sweep,
      Map<Point, List<CellFigures>> table,
      Statistics statistics,
      Set<Point> explained) {
    this.explained = explained;
    this.sweep = sweep;
    this.table = table;
    this.statistics = statistics;
  }

  /// The maps, and what is to be known to read them.
  ///
  /// @param explained places of which a section says more
  static List<Block> of(
      Sweep sweep,
      Map<Point, List<CellFigures>> table,
      Statistics statistics,
      Set<Point> explained) {
    CrossoverMap maps = new CrossoverMap(sweep, table, statistics, explained);
    Set<Point> planes = new LinkedHashSet<>();
    for (Point at : table.keySet()) {
      planes.add(new Point(1, 1, at.rate(), at.payload(), at.pipeline(), at.work()));
    }
    List<Block> blocks = new ArrayList<>();
    for (Point plane : planes) {
      blocks.add(maps.map(plane, planes.size() > 1, blocks.size() + 1));
    }
    if (sweep.connections().getFirst() * sweep.activities().getLast() < 1) {
      blocks.add(
          Paragraph.plain("Where a share comes to less than one connection, one is active."));
    }
    return blocks;
  }

  private HeatMap map(Point plane, boolean several, int number) {
    List<List<HeatMap.Cell>> rows = new ArrayList<>();
    for (double activity : sweep.activities()) {
      List<HeatMap.Cell> row = new ArrayList<>();
      for (int connections : sweep.connections()) {
        row.add(cell(at(plane, connections, activity)));
      }
      rows.add(row);
    }
    String where = plane.toString().replace("1 connection", "");
    return new HeatMap(
        "map-" + number,
        "The mode with the least CPU per request, and its ratio to the next"
            + (several ? where : ""),
        "connections",
        sweep.connections().stream().map(count -> Findings.count(count)).toList(),
        "active",
        sweep.activities().stream().map(share -> Values.format(share, Format.SHARE)).toList(),
        rows);
  }

  private static Point at(Point plane, int connections, double activity) {
    int active = Point.active(connections, activity);
    return new Point(
        connections, active, plane.rate(), plane.payload(), plane.pipeline(), plane.work());
  }

  private HeatMap.Cell cell(Point at) {
    List<CellFigures> row = table.getOrDefault(at, List.of());
    Optional<CellFigures> lacking = row.stream().filter(cell -> !cell.measured()).findFirst();
    if (lacking.isPresent()) {
      CellFigures cell = lacking.get();
      return new HeatMap.Empty(cell.cell().mode() + ": " + cell.refusal());
    }
    Optional<CellFigures> single =
        row.stream().filter(cell -> !cell.repeated(Figure.CPU)).findFirst();
    if (single.isPresent()) {
      return new HeatMap.Empty(
          single.get().cell().mode() + ": a single server was measured, so chance is not known");
    }
    Ranking ranking = Ranking.of(row, Figure.CPU, statistics);
    if (ranking.next().isEmpty()) {
      return new HeatMap.Empty("a single mode, nothing to compare");
    }
    Comparison ahead = ranking.ahead().orElseThrow();
    String least = ranking.least().orElseThrow().cell().mode();
    String text = String.format(Locale.ROOT, "%.2f", ahead.ratio().value());
    String target = explained.contains(at) ? Explanation.id(at) : "";
    String hover =
        "%s of %s active: %s %s of %s"
            .formatted(
                Findings.count(at.active()),
                Findings.count(at.connections()),
                least,
                Values.format(Statistics.estimate(ahead.ratio()), Format.RATIO),
                ranking.next().orElseThrow().cell().mode());
    return new HeatMap.Filled(least, text, hover, ranking.ties().size() > 1, target);
  }
}
