package dev.muxscope.lab;

import java.util.Arrays;

/// What several runs of the same have measured: the middle one, the lowest and the highest.
///
/// @param median the mean of the two in the middle if their number is even; `NaN` for no run
/// @param low the lowest
/// @param high the highest
public record Range(double median, double low, double high) {

  /// Of values, all of them known or none.
  public static Range of(double... values) {
    if (values.length == 0) {
      return new Range(Double.NaN, Double.NaN, Double.NaN);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Range(median, sorted[0], sorted[sorted.length - 1]);
  }

  boolean known() {
    return !Double.isNaN(median);
  }
}
