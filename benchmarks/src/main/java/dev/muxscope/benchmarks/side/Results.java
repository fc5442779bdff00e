package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What was measured so far, and the medians of it.
///
/// Owned by the thread that measures.
final class Results {

  private final List<Measurement> runs = new ArrayList<>();

  void add(Measurement run) {
    runs.add(run);
  }

  /// All, in the order they were made.
  List<Measurement> runs() {
    return runs;
  }

  /// The median over the rounds.
  ///
  /// @return empty if there was no run
  Optional<Interval> median(String contender, Place place, ToDoubleFunction<Measurement> figure) {
    return interval(of(contender, place).stream().mapToDouble(figure).toArray());
  }

  /// The median over the rounds of what one server took of CPU time for each that another took, in
  /// the same round.
  ///
  /// @return empty if there was no round with both
  Optional<Interval> ratio(String contender, String other, Place place) {
    return interval(ratios(contender, other, place));
  }

  /// How many rounds had it.
  int rounds(String contender, Place place) {
    return of(contender, place).size();
  }

  /// How many rounds had both.
  int rounds(String contender, String other, Place place) {
    return ratios(contender, other, place).length;
  }

  private double[] ratios(String contender, String other, Place place) {
    List<Double> ratios = new ArrayList<>();
    for (Measurement over : of(contender, place)) {
      of(other, place).stream()
          .filter(under -> under.round() == over.round())
          .forEach(under -> ratios.add(over.cpuMicros() / under.cpuMicros()));
    }
    return ratios.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Optional<Interval> interval(double[] values) {
    return values.length == 0 ? Optional.empty() : Optional.of(MedianInterval.of(values));
  }

  private List<Measurement> of(String contender, Place place) {
    return runs.stream()
        .filter(run -> run.contender().equals(contender) && run.place().equals(place))
        .toList();
  }
}
