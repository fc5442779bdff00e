package dev.muxscope.lab.stats;

/// An estimate, and where the true value lies in 95 of 100 such measurements.
///
/// @param value the estimate; `NaN` if there is none
/// @param low the interval's lower end; `NaN` where chance could not be judged
/// @param high the interval's upper end; `NaN` with `low`
public record Interval(double value, double low, double high) {

  /// @throws IllegalArgumentException if the ends are known and do not enclose the value
  public Interval {
    if (Double.isNaN(low) != Double.isNaN(high) || low > value || high < value) {
      throw new IllegalArgumentException(value + " outside of [" + low + ", " + high + "]");
    }
  }

  /// A value of which nobody knows how much of it is chance.
  public static Interval unknown(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }

  /// That of the inverse, for positive values.
  Interval inverse() {
    return new Interval(1 / value, 1 / high, 1 / low);
  }

  /// Whether it has ends.
  public boolean known() {
    return !Double.isNaN(low);
  }

  /// Whether a value lies inside, ends included; `false` if the ends are not known.
  public boolean contains(double other) {
    return low <= other && other <= high;
  }
}
