package dev.muxscope.analytics.advice;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Figures of one recording of Muxscope's own servers, per request unless their [Measure] says
/// otherwise. Immutable.
///
/// @param values of those measures that were recorded
public record Measures(Map<Measure, Double> values) {

  /// Nothing recorded.
  public static final Measures NONE = new Measures(Map.of());

  public Measures {
    values = values.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(values));
  }

  /// The mean of each measure over those of `rounds` that recorded it.
  static Measures mean(List<Measures> rounds) {
    Map<Measure, Double> means = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      rounds.stream()
          .filter(round -> round.values.containsKey(measure))
          .mapToDouble(round -> round.of(measure))
          .average()
          .ifPresent(mean -> means.put(measure, mean));
    }
    return new Measures(means);
  }

  /// The figure of a measure; `NaN` where it was not recorded.
  public double of(Measure measure) {
    return values.getOrDefault(measure, Double.NaN);
  }
}
