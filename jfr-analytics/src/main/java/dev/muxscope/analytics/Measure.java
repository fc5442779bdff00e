package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import java.util.Optional;
import java.util.function.Function;

/// A figure that two recordings are compared by.
///
/// @param name as tables and sentences call it; `%s` in it stands for the unit
/// @param kind what it is of
/// @param origin what it is made from
/// @param told whether a sentence is worth it
/// @param step by what factor two figures may differ only because they are read from buckets; 1 for
///   exact ones
/// @param reading takes it from the seconds of a recording; empty for one that has it not
record Measure(String name, Kind kind, Origin origin, boolean told, double step, Reading reading) {

  /// What a measure is of: those of a kind stand in one table.
  enum Kind {
    TIME("Time", Format.NANOS),
    COUNT("Calls and switches", Format.NUMBER),
    SIZE("Memory", Format.BYTES);

    private final String title;
    private final Format format;

    Kind(String title, Format format) {
      this.title = title;
      this.format = format;
    }

    String title() {
      return title;
    }

    Format format() {
      return format;
    }
  }

  /// What a measure is made from, and so what spoils it.
  enum Origin {
    /// Counters that are sampled: a sample that is lost matters little.
    COUNTERS,
    /// Sums of events: those that were lost are missing.
    EVENTS,
    /// Sums of samples that each stand for many: lost ones are missing, and none is not nothing.
    SAMPLES,
    /// The same of processor time, of which the JVM counts the lost ones apart.
    CPU_SAMPLES,
    /// Levels, which no rate of requests makes incomparable.
    LEVELS;

    /// Whether it is a sum of samples.
    boolean isSampled() {
      return this == SAMPLES || this == CPU_SAMPLES;
    }
  }

  /// Takes a measure from the seconds of a recording.
  @FunctionalInterface
  interface Reading {
    Optional<Sampled> of(BySecond seconds, Unit unit);
  }

  /// What each unit cost.
  static Measure perUnit(String name, Kind kind, Origin origin, Function<BySecond, double[]> cost) {
    return new Measure(
        name,
        kind,
        origin,
        false,
        1,
        (seconds, unit) -> ratio(cost.apply(seconds), unit.in(seconds)));
  }

  /// The ratio of two sums.
  static Measure ratio(
      String name,
      Kind kind,
      Origin origin,
      Function<BySecond, double[]> over,
      Function<BySecond, double[]> under) {
    return new Measure(
        name,
        kind,
        origin,
        false,
        1,
        (seconds, _) -> ratio(over.apply(seconds), under.apply(seconds)));
  }

  /// The mean over the seconds.
  static Measure mean(String name, Kind kind, Function<BySecond, double[]> values) {
    return new Measure(
        name,
        kind,
        Origin.LEVELS,
        false,
        1,
        (seconds, _) ->
            Optional.of(values.apply(seconds)).filter(Measure::isKnown).map(Sampled::mean));
  }

  /// The median of the seconds, each read from buckets.
  ///
  /// @param step how much wider than its lower end a bucket's upper end is
  static Measure median(String name, Kind kind, double step, Function<BySecond, double[]> values) {
    return new Measure(
        name,
        kind,
        Origin.COUNTERS,
        false,
        step,
        (seconds, _) ->
            Optional.of(values.apply(seconds)).filter(Measure::isKnown).map(Sampled::median));
  }

  private static Optional<Sampled> ratio(double[] over, double[] under) {
    return isKnown(over) && isKnown(under)
        ? Optional.of(Sampled.ratio(over, under))
        : Optional.empty();
  }

  private static boolean isKnown(double[] seconds) {
    return seconds.length > 0;
  }

  /// This one, worth a sentence.
  Measure tell() {
    return new Measure(name, kind, origin, true, step, reading);
  }

  /// Its name with the unit.
  String label(Unit unit) {
    return name.replace("%s", unit.label());
  }
}
