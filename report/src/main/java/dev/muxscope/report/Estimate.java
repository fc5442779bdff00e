package dev.muxscope.report;

/// A figure with the interval that it was measured to lie in: a cell of a [Table] in a column of
/// any format, written as `0.61x [0.58, 0.64]` or `12.3 µs [11.9, 12.8]`.
///
/// @param value the figure; `NaN` if there is none, and then there is no interval either
/// @param low the interval's lower end; `NaN` where none is known
/// @param high the interval's upper end, at least `low`; `NaN` where none is known
public record Estimate(double value, double low, double high) {

  public Estimate {
    if (low > high) {
      throw new IllegalArgumentException(
          "an interval from " + low + " to " + high + ": give its lower end first");
    }
  }

  /// A figure whose interval is not known.
  public Estimate(double value) {
    this(value, Double.NaN, Double.NaN);
  }

  /// Whether there is an interval to be shown.
  boolean hasInterval() {
    return Double.isFinite(value) && !Double.isNaN(low) && !Double.isNaN(high);
  }
}
