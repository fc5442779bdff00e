package dev.muxscope.lab;

import dev.muxscope.lab.stats.Comparison;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a figure does along an axis, in one sentence: which mode has the least of it from where to
/// where, by how much, and where two of them break even; and on which line of the sweep.
final class AxisSentence {

  private final Axis axis;
  private final Figure figure;
  private final Statistics statistics;
  private final List<Stretch> stretches = new ArrayList<>();

  private AxisSentence(Axis axis, Figure figure, Statistics statistics) {
    this.axis = axis;
    this.figure = figure;
    this.statistics = statistics;
  }

  /// Neighbouring places with the same winners.
  ///
  /// @param winners the mode with the least and those that cannot be told from it, as
  ///   [Ranking#leastModes]; empty where nothing can be said
  /// @param obstacle why nothing can be said; empty where something can
  /// @param first where it begins
  /// @param last where it ends
  private record Stretch(
      List<String> winners, String obstacle, Ranking first, Ranking last, double from, double to) {

    Stretch upTo(Ranking ranking, double value) {
      return new Stretch(winners, obstacle, first, ranking, from, value);
    }

    boolean isLike(List<String> otherWinners, String otherObstacle, Ranking ranking) {
      return winners.equals(otherWinners)
          && obstacle.equals(otherObstacle)
          && (winners.isEmpty() || last.alike() == ranking.alike());
    }
  }

  /// The sentence.
  ///
  /// @param what the figure's name in a sentence, as `CPU per request`
  /// @return empty if fewer than two modes could be compared anywhere
  static Optional<String> of(
      String what,
      Figure figure,
      Axis axis,
      Sweep sweep,
      Map<Point, List<CellFigures>> table,
      Statistics statistics) {
    AxisSentence sentence = new AxisSentence(axis, figure, statistics);
    sweep.along(axis).stream()
        .sorted(Comparator.comparingDouble(axis::of))
        .forEach(at -> sentence.add(at, table.getOrDefault(at, List.of())));
    return sentence.stretches.stream().allMatch(stretch -> stretch.winners.isEmpty())
        ? Optional.empty()
        : Optional.of(
            "%s over %s%s: %s."
                .formatted(what, axis.label(), sweep.fixedAlong(axis), sentence.text()));
  }

  private void add(Point at, List<CellFigures> row) {
    Ranking ranking = Ranking.of(row, figure, statistics);
    String obstacle = obstacle(row);
    List<String> winners = obstacle.isEmpty() ? ranking.leastModes() : List.of();
    double value = axis.of(at);
    if (!stretches.isEmpty() && stretches.getLast().isLike(winners, obstacle, ranking)) {
      stretches.add(stretches.removeLast().upTo(ranking, value));
    } else {
      stretches.add(new Stretch(winners, obstacle, ranking, ranking, value, value));
    }
  }

  /// A single server tells nothing about chance: neither a winner nor that there is none.
  private String obstacle(List<CellFigures> row) {
    if (row.size() < 2 || !row.stream().allMatch(cell -> cell.repeated(figure))) {
      return "not all modes could be measured twice";
    }
    return row.stream().allMatch(cell -> cell.tells(figure))
        ? ""
        : "the load itself may have been the limit";
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      parts.add(where(stretch) + what(stretch));
      if (i + 1 < stretches.size()) {
        breakEven(stretch, stretches.get(i + 1)).ifPresent(parts::add);
      }
    }
    return String.join("; ", parts);
  }

  private String where(Stretch stretch) {
    if (stretch.from == stretch.to) {
      return "at " + value(stretch.from) + " ";
    }
    boolean last = stretch.equals(stretches.getLast());
    boolean first = stretch.equals(stretches.getFirst());
    if (first != last) {
      return first ? "up to " + value(stretch.to) + " " : "from " + value(stretch.from) + " on ";
    }
    return "from " + value(stretch.from) + " to " + value(stretch.to) + " ";
  }

  private String value(double value) {
    return Values.format(value, axis.format());
  }

  private String what(Stretch stretch) {
    if (stretch.winners.isEmpty()) {
      return stretch.obstacle;
    }
    String least = stretch.winners.getFirst();
    if (stretch.winners.size() == 1) {
      return least + " has the least, " + ahead(stretch, stretch.last.next().orElseThrow());
    }
    return (stretch.last.alike()
            ? "no difference shown between " + String.join(", ", stretch.winners)
            : "%s has the least, but %s were not shown to differ from it"
                .formatted(
                    least, String.join(", ", stretch.winners.subList(1, stretch.winners.size()))))
        + beyond(stretch);
  }

  /// By how much the least of those without a difference is ahead of the first mode that is worse.
  private String beyond(Stretch stretch) {
    Ranking ranking = stretch.last;
    return ranking.cells().stream()
        .filter(cell -> !ranking.ties().contains(cell))
        .findFirst()
        .map(worse ->
            "; %s has %s"
                .formatted(ranking.cells().getFirst().cell().mode(), ahead(stretch, worse)))
        .orElse("");
  }

  private String ahead(Stretch stretch, CellFigures other) {
    Comparison comparison =
        statistics.compare(stretch.last.cells().getFirst(), other, figure).orElseThrow();
    String ratio = Values.format(Statistics.estimate(comparison.ratio()), Format.RATIO);
    String at = stretch.from == stretch.to ? "" : " at " + value(stretch.to);
    return ratio + " of " + other.cell().mode() + at;
  }

  /// Where the lines of two winners cross, between two places: on logarithmic scales, straight.
  /// Next to zero, which has no logarithm, nobody can say.
  private Optional<String> breakEven(Stretch before, Stretch after) {
    if (before.winners.size() != 1 || after.winners.size() != 1 || before.to <= 0) {
      return Optional.empty();
    }
    double a = lead(before.last, before.winners.getFirst(), after.winners.getFirst());
    double b = lead(after.first, before.winners.getFirst(), after.winners.getFirst());
    double share = a / (a - b);
    double from = Math.log(before.to);
    double crossing = Math.exp(from + share * (Math.log(after.from) - from));
    return share > 0 && share < 1
        ? Optional.of("they break even at about " + value(crossing))
        : Optional.empty();
  }

  /// The logarithm of one mode's mean over another's.
  private double lead(Ranking ranking, String mode, String other) {
    return Math.log(mean(ranking, mode) / mean(ranking, other));
  }

  private double mean(Ranking ranking, String mode) {
    return ranking.cells().stream()
        .filter(cell -> cell.cell().mode().equals(mode))
        .mapToDouble(cell -> statistics.mean(cell, figure).value())
        .findFirst()
        .orElse(Double.NaN);
  }
}
