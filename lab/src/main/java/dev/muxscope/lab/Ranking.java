package dev.muxscope.lab;

import dev.muxscope.lab.stats.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The modes at one place, by one figure.
///
/// @param cells those that were measured, the least first
/// @param ahead how the least compares with the next; empty for fewer than two
/// @param ties those that cannot be told from the least, itself included, in the same order; one
///   whose own readings scatter may be among them though others before it are not
/// @param alike whether none of those ties differs from another: where the least scatters, two may
record Ranking(
    List<CellFigures> cells, Optional<Comparison> ahead, List<CellFigures> ties, boolean alike) {

  Ranking {
    cells = List.copyOf(cells);
    ties = List.copyOf(ties);
  }

  /// Puts the modes of a place in order.
  static Ranking of(List<CellFigures> row, Figure figure, Statistics statistics) {
    List<CellFigures> cells =
        row.stream()
            .filter(cell -> !cell.byServer(figure).isEmpty())
            .sorted((a, b) ->
                Double.compare(
                    statistics.mean(a, figure).value(), statistics.mean(b, figure).value()))
            .toList();
    List<CellFigures> ties =
        cells.stream().filter(cell -> !statistics.differ(cells.getFirst(), cell, figure)).toList();
    Optional<Comparison> ahead =
        cells.size() < 2
            ? Optional.empty()
            : statistics.compare(cells.getFirst(), cells.get(1), figure);
    return new Ranking(cells, ahead, ties, alike(ties, figure, statistics));
  }

  /// Of ties: none differs from the first.
  private static boolean alike(List<CellFigures> ties, Figure figure, Statistics statistics) {
    for (int i = 1; i < ties.size(); i++) {
      CellFigures tie = ties.get(i);
      if (ties.stream().skip(i + 1L).anyMatch(other -> statistics.differ(tie, other, figure))) {
        return false;
      }
    }
    return true;
  }

  Optional<CellFigures> least() {
    return cells.isEmpty() ? Optional.empty() : Optional.of(cells.getFirst());
  }

  Optional<CellFigures> next() {
    return cells.size() < 2 ? Optional.empty() : Optional.of(cells.get(1));
  }

  /// The modes that cannot be told from the least, in alphabetical order; the least first where
  /// they are not [alike][#alike].
  List<String> leastModes() {
    List<String> modes = ties.stream().map(cell -> cell.cell().mode()).toList();
    return alike
        ? modes.stream().sorted().toList()
        : Stream.concat(modes.stream().limit(1), modes.stream().skip(1).sorted()).toList();
  }
}
