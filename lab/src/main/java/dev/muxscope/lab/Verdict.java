package dev.muxscope.lab;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// How the modes of one number of connections compare in one figure, of which less is better.
///
/// A mode differs from the best one if their ranges do not overlap and their medians differ by more
/// than the noise floor.
///
/// @param figures of the modes that were measured
/// @param figure which of their figures is compared
/// @param noiseFloor by how much two runs of the same typically differ, as a share
record Verdict(List<CellFigures> figures, Function<CellFigures, Range> figure, double noiseFloor) {

  Verdict {
    figures = figures.stream().filter(CellFigures::measured).toList();
  }

  /// By how much runs of one cell typically differ: the median over the cells, which is what A
  /// measured against A shows. `NaN` where no cell was measured twice.
  ///
  /// @param spread of the runs of one cell
  static double noiseFloor(
      Collection<List<CellFigures>> table, ToDoubleFunction<CellFigures> spread) {
    return Range.of(
            table.stream()
                .flatMap(List::stream)
                .filter(CellFigures::repeated)
                .mapToDouble(spread)
                .toArray())
        .median();
  }

  /// The mode with the least median; none if nothing was measured.
  Optional<CellFigures> best() {
    return figures.stream().min(Comparator.comparingDouble(cell -> figure.apply(cell).median()));
  }

  /// A mode's median over that of the best one.
  OptionalDouble ratio(CellFigures cell) {
    return best().stream()
        .filter(_ -> cell.measured())
        .mapToDouble(best -> figure.apply(cell).median() / figure.apply(best).median())
        .findFirst();
  }

  /// Whether a mode cannot be told from the best one.
  boolean same(CellFigures cell) {
    Range range = figure.apply(cell);
    return best().stream().anyMatch(best -> range.overlaps(figure.apply(best)))
        || ratio(cell).orElse(Double.NaN) - 1 <= noiseFloor;
  }
}
