package dev.muxscope.lab;

import dev.muxscope.lab.stats.Comparison;
import dev.muxscope.report.Block;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Link;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of what a request costs, by place and mode.
final class CostTables {

  private static final String INTERVALS =
      "In brackets stand intervals of 95 %, by bootstrap over server processes. ";

  /// Of response times, as much as a terminal has room for.
  private static final List<Figure> BRIEF = List.of(Figure.P50, Figure.P99);

  private final Results results;
  private final Map<Point, List<CellFigures>> table;
  private final Statistics statistics;
  private final List<Axis> axes;
  private final boolean works;

  CostTables(Results results, Map<Point, List<CellFigures>> table, Statistics statistics) {
    this.results = results;
    this.table = table;
    this.statistics = statistics;
    Sweep sweep = results.options().sweep();
    List<Axis> varied = new ArrayList<>(List.of(Axis.CONNECTIONS));
    for (Axis axis : Axis.values()) {
      if (axis != Axis.CONNECTIONS && axis.variesIn(sweep)) {
        varied.add(axis);
      }
    }
    this.axes = List.copyOf(varied);
    this.works = sweep.works().size() > 1;
  }

  /// CPU time, its ratio to the best mode, and response times.
  Section full() {
    List<Column> columns = placeColumns();
    columns.add(new Column("CPU/request", Format.NANOS));
    columns.add(new Column("ratio", Format.RATIO));
    columns.add(new Column("", Format.TEXT));
    Figure.RESPONSE.forEach(figure -> columns.add(new Column(figure.label(), figure.format())));
    columns.add(new Column("explained", Format.TEXT));
    return cost(columns, true);
  }

  /// The same, narrower.
  Section brief() {
    List<Column> columns = placeColumns();
    columns.add(new Column("CPU/request", Format.NANOS));
    columns.add(new Column("ratio", Format.RATIO));
    columns.add(new Column("", Format.TEXT));
    BRIEF.forEach(figure -> columns.add(new Column(figure.label(), figure.format())));
    return cost(columns, false);
  }

  private Section cost(List<Column> columns, boolean full) {
    List<List<Object>> rows = new ArrayList<>();
    for (List<CellFigures> row : table.values()) {
      boolean several = row.stream().filter(CellFigures::measured).count() > 1;
      Optional<CellFigures> best = several ? statistics.best(row, Figure.CPU) : Optional.empty();
      row.forEach(cell -> rows.add(costRow(cell, best, full)));
    }
    String note =
        "Per request: CPU time of the whole server process, user and system; its ratio to the mode"
            + " with the least, and whether that is a difference (same: none was shown)"
            + "; percentiles of the response time from the moment the request was due, each the mean of"
            + " the runs' own. "
            + late()
            + limits();
    return new Section(
        "cost",
        "What a request costs the server",
        List.of(new Table("cost", "", columns, rows), Paragraph.plain(note + INTERVALS)));
  }

  /// How late the load was, from the place where it was least to the one where it was most; nothing
  /// where it had no schedule.
  private String late() {
    double[] late =
        table.values().stream()
            .flatMap(List::stream)
            .mapToDouble(cell -> statistics.mean(cell, Figure.LATE).value())
            .filter(Double::isFinite)
            .toArray();
    Range range = Range.of(late);
    return range.known()
        ? "The load itself sent its requests late (late p99: %s to %s), which is in the response times: differences of p99 below that say nothing of the servers. "
            .formatted(
                Values.format(range.low(), Format.NANOS), Values.format(range.high(), Format.NANOS))
        : "";
  }

  /// Where the load may have been the limit; nothing where it was nowhere.
  private String limits() {
    List<CellFigures> cells =
        table.values().stream().flatMap(List::stream).filter(CellFigures::loadWasLimit).toList();
    return cells.isEmpty()
        ? ""
        : "The load itself had hardly any time to spare in a closed loop (%s%s): response times may be its own there, and no finding is made of them. "
            .formatted(
                cells.size() == 1 ? "" : cells.size() + " cells, the first ",
                cells.getFirst().cell());
  }

  private List<Object> costRow(CellFigures cell, Optional<CellFigures> best, boolean full) {
    List<Object> row = place(cell);
    Optional<Comparison> comparison =
        best.flatMap(least -> statistics.compare(cell, least, Figure.CPU));
    boolean isBest = best.equals(Optional.of(cell));
    row.add(cell.measured() ? (Object) statistics.mean(cell, Figure.CPU) : lack(cell));
    row.add(
        isBest
            ? new Estimate(1)
            : comparison.map(c -> Statistics.estimate(c.ratio())).orElse(new Estimate(Double.NaN)));
    row.add(isBest ? "least" : comparison.map(CostTables::verdict).orElse(""));
    for (Figure figure : full ? Figure.RESPONSE : BRIEF) {
      Estimate mean = statistics.mean(cell, figure);
      row.add(full ? (Object) mean : (Object) mean.value());
    }
    if (full) {
      row.add(explained(cell));
    }
    return row;
  }

  /// Why there are no figures, in a word or two; the findings and the table of all runs say more.
  private static String lack(CellFigures cell) {
    return cell.refused().isEmpty() ? cell.refusal() : "refused";
  }

  private Object explained(CellFigures cell) {
    boolean recorded =
        results.recordings().stream().anyMatch(each -> each.cell().equals(cell.cell()));
    return recorded ? new Link("recording", Explanation.recordingId(cell.cell())) : "";
  }

  /// What may be said about a ratio, in a word or two.
  static String verdict(Comparison comparison) {
    return switch (comparison.reason()) {
      case CLEAR -> comparison.verdict() == Comparison.Verdict.MORE ? "more" : "less";
      case INTERVAL, NOISE_FLOOR -> "same";
      case SINGLE -> "one server";
    };
  }

  /// What a request costs, by kind.
  Section ledger() {
    List<Column> columns = placeColumns();
    Figure.LEDGER.forEach(figure -> columns.add(new Column(figure.label(), figure.format())));
    List<List<Object>> rows = new ArrayList<>();
    table.values().stream()
        .flatMap(List::stream)
        .filter(CellFigures::measured)
        .forEach(cell -> {
          List<Object> row = place(cell);
          Figure.LEDGER.forEach(figure -> row.add(spread(cell.range(figure))));
          rows.add(row);
        });
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Table("ledger", "", columns, rows));
    blocks.add(
        Paragraph.plain(
            "Each per request: the median of the runs, in brackets the lowest and the highest."));
    for (Cost cost : Cost.values()) {
      blocks.add(Paragraph.plain(cost.label() + ": " + cost.meaning() + "."));
    }
    return new Section("ledger", "The ledger of a request", blocks);
  }

  private static Estimate spread(Range range) {
    return new Estimate(range.median(), range.low(), range.high());
  }

  /// What recording costs.
  Section observed() {
    List<Column> columns =
        List.of(
            new Column("mode", Format.TEXT),
            new Column("Flight Recorder", Format.TEXT),
            new Column("CPU/request", Format.NANOS),
            new Column("ratio", Format.RATIO),
            new Column("", Format.TEXT),
            new Column("p99", Format.NANOS));
    List<List<Object>> rows = new ArrayList<>();
    for (String mode : results.observedModes()) {
      List<CellFigures> row = results.observed(mode);
      row.forEach(cell -> rows.add(observedRow(cell, row.getFirst())));
    }
    String note =
        "At "
            + Plan.observedPoint(results.options())
            + ", in the rounds that had recordings. All other timed runs are made without one. Default: the JDK's own settings;"
            + " full: what serve --record records. ";
    return new Section(
        "observer",
        "What observing costs",
        List.of(new Table("observer", "", columns, rows), Paragraph.plain(note + INTERVALS)));
  }

  private List<Object> observedRow(CellFigures cell, CellFigures unobserved) {
    boolean isBase = cell.equals(unobserved);
    Optional<Comparison> comparison =
        isBase ? Optional.empty() : statistics.compare(cell, unobserved, Figure.CPU);
    return List.of(
        cell.cell().mode(),
        cell.cell().recording().label(),
        cell.measured() ? statistics.mean(cell, Figure.CPU) : cell.refusal(),
        comparison
            .map(c -> Statistics.estimate(c.ratio()))
            .orElse(new Estimate(isBase && cell.measured() ? 1 : Double.NaN)),
        comparison.map(CostTables::verdict).orElse(""),
        statistics.mean(cell, Figure.P99));
  }

  /// The columns that name a cell.
  List<Column> placeColumns() {
    List<Column> columns = new ArrayList<>();
    for (Axis axis : axes) {
      columns.add(
          axis == Axis.ACTIVITY
              ? new Column("active", Format.COUNT)
              : new Column(axis.label(), axis.format()));
    }
    if (works) {
      columns.add(new Column("work", Format.TEXT));
    }
    columns.add(new Column("mode", Format.TEXT));
    return columns;
  }

  /// A cell's values in them; more may be added.
  List<Object> place(CellFigures cell) {
    Point at = cell.cell().at();
    List<Object> row = new ArrayList<>();
    axes.forEach(axis -> row.add(value(axis, at)));
    if (works) {
      row.add(at.work().toString());
    }
    row.add(cell.cell().mode());
    return row;
  }

  private static Object value(Axis axis, Point at) {
    return switch (axis) {
      case ACTIVITY -> (long) at.active();
      case RATE -> at.isClosedLoop() ? "closed" : (Object) axis.of(at);
      default -> axis.of(at);
    };
  }
}
