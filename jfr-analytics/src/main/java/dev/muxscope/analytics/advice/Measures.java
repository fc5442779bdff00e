package dev.muxscope.analytics.advice;

import java.util.EnumMap;
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

  /// The figure of a measure; `NaN` where it was not recorded.
  public double of(Measure measure) {
    return values.getOrDefault(measure, Double.NaN);
  }
}
