package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.stats.Interval;
import java.util.Arrays;

/// The median of a few values, and an interval for it that assumes nothing about how they are
/// distributed: between the k-th value from below and the k-th from above lies the true median but
/// for chance that the binomial distribution tells.
///
/// k is the largest with which that is so in 95 of 100 cases. With fewer than six values there is
/// none, and the interval is their whole range, as it is up to eight; [#coverage] tells in how many
/// cases it holds the median.
final class MedianInterval {

  private static final double WANTED = 0.95;

  private MedianInterval() {}

  /// @param values at least one; a single one has no interval
  static Interval of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    if (n == 1) {
      return Interval.unknown(median);
    }
    int k = rank(n);
    return new Interval(median, sorted[k - 1], sorted[n - k]);
  }

  /// In how many cases of one the interval of so many values holds the true median.
  static double coverage(int values) {
    return values < 2 ? 0 : coverage(values, rank(values));
  }

  /// Whether the interval of so many values is their whole range.
  static boolean isRange(int values) {
    return rank(values) == 1;
  }

  private static int rank(int n) {
    int k = 1;
    while (k < n / 2 && coverage(n, k + 1) >= WANTED) {
      k++;
    }
    return k;
  }

  /// One less twice the chance that fewer than k of n values lie on one side of the median.
  private static double coverage(int n, int k) {
    double term = Math.pow(0.5, n);
    double tail = 0;
    for (int i = 0; i < k; i++) {
      tail += term;
      term *= (double) (n - i) / (i + 1);
    }
    return 1 - 2 * tail;
  }
}
