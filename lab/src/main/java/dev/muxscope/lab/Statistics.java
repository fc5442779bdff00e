package dev.muxscope.lab;

import dev.muxscope.lab.stats.Bootstrap;
import dev.muxscope.lab.stats.Comparison;
import dev.muxscope.lab.stats.Interval;
import dev.muxscope.lab.stats.NoiseFloor;
import dev.muxscope.report.Estimate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What may be said of the figures of a lab: intervals, differences, and the noise floor that all
/// its cells have shown together.
///
/// Owned by one thread: noise floors are computed when they are first asked for.
final class Statistics {

  private static final Bootstrap BOOTSTRAP = new Bootstrap(1);

  private final Collection<List<CellFigures>> table;
  private final Map<Figure, NoiseFloor> noise = new HashMap<>();

  Statistics(Collection<List<CellFigures>> table) {
    this.table = List.copyOf(table);
  }

  /// How much server processes of the same mode differ under the same load.
  NoiseFloor noise(Figure figure) {
    return noise.computeIfAbsent(
        figure,
        _ ->
            NoiseFloor.of(
                table.stream().flatMap(List::stream).map(cell -> cell.byServer(figure)).toList()));
  }

  /// A cell's mean with its interval; `NaN` if it was not measured.
  Estimate mean(CellFigures cell, Figure figure) {
    List<double[]> servers = cell.byServer(figure);
    return servers.isEmpty()
        ? new Estimate(Double.NaN)
        : estimate(BOOTSTRAP.mean(servers, noise(figure)));
  }

  /// How one cell compares with another; empty unless both were measured.
  Optional<Comparison> compare(CellFigures cell, CellFigures other, Figure figure) {
    List<double[]> first = cell.byServer(figure);
    List<double[]> second = other.byServer(figure);
    return first.isEmpty() || second.isEmpty()
        ? Optional.empty()
        : Optional.of(Comparison.of(first, second, noise(figure), BOOTSTRAP));
  }

  /// Whether two cells that were measured were shown to differ. A p99 that differs by less than the
  /// load was late may be the load's own.
  boolean differ(CellFigures cell, CellFigures other, Figure figure) {
    return compare(cell, other, figure).filter(Comparison::clear).isPresent()
        && !(figure.equals(Figure.P99) && differByLateness(cell, other));
  }

  private boolean differByLateness(CellFigures cell, CellFigures other) {
    double apart = Math.abs(mean(cell, Figure.P99).value() - mean(other, Figure.P99).value());
    return apart < mean(cell, Figure.LATE).value() || apart < mean(other, Figure.LATE).value();
  }

  /// The cell with the least mean; empty if none was measured.
  Optional<CellFigures> best(List<CellFigures> row, Figure figure) {
    return row.stream()
        .filter(cell -> !cell.byServer(figure).isEmpty())
        .min((a, b) -> Double.compare(mean(a, figure).value(), mean(b, figure).value()));
  }

  static Estimate estimate(Interval interval) {
    return new Estimate(interval.value(), interval.low(), interval.high());
  }
}
