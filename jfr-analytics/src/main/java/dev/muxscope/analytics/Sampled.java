package dev.muxscope.analytics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// One figure of one recording as its seconds gave it: the ratio of two sums, as of CPU time to
/// requests, or the median of the seconds.
///
/// Immutable.
final class Sampled {

  private final double[] over;
  private final double[] under;
  private final boolean median;
  // Sums of the first seconds of two rounds, so that a block is a difference of two of them, also
  // where it runs over the end.
  private final double[] overSums;
  private final double[] underSums;

  private Sampled(double[] over, double[] under, boolean median) {
    int[] known =
        IntStream.range(0, over.length)
            .filter(i -> Double.isFinite(over[i]) && Double.isFinite(under[i]))
            .toArray();
    this.over = IntStream.of(known).mapToDouble(i -> over[i]).toArray();
    this.under = IntStream.of(known).mapToDouble(i -> under[i]).toArray();
    this.median = median;
    overSums = sumsOfTwoRounds(this.over);
    underSums = sumsOfTwoRounds(this.under);
  }

  /// The sum of `over` to that of `under`, second by second; seconds with a `NaN` in either do not
  /// count.
  static Sampled ratio(double[] over, double[] under) {
    return new Sampled(over, under, false);
  }

  /// The mean over the seconds.
  static Sampled mean(double[] values) {
    return new Sampled(values, ones(values.length), false);
  }

  /// The median of the seconds.
  static Sampled median(double[] values) {
    return new Sampled(values, ones(values.length), true);
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] sumsOfTwoRounds(double[] values) {
    double[] sums = new double[2 * values.length + 1];
    for (int i = 0; i < 2 * values.length; i++) {
      sums[i + 1] = sums[i] + values[i % values.length];
    }
    return sums;
  }

  /// How many seconds it is made of.
  int size() {
    return over.length;
  }

  /// In how many of them there was any.
  int nonZero() {
    return (int) Arrays.stream(over).filter(value -> value != 0).count();
  }

  /// The figure; `NaN` without a second or a whole.
  double value() {
    return median
        ? median(over.clone(), over.length)
        : RecordingSummary.ratio(overSums[over.length], underSums[over.length]);
  }

  /// By how much each second moves the figure, up to a factor: what tells how much seconds resemble
  /// those before them.
  double[] influence() {
    double value = value();
    double[] influence = new double[over.length];
    for (int i = 0; i < influence.length; i++) {
      influence[i] = median ? over[i] : over[i] - value * under[i];
    }
    return influence;
  }

  /// The figure of as many seconds, drawn in blocks with replacement; the seconds form a ring.
  ///
  /// @param block how many seconds a block has
  double resampled(RandomGenerator random, int block) {
    return median ? resampledMedian(random, block) : resampledRatio(random, block);
  }

  private double resampledRatio(RandomGenerator random, int block) {
    double top = 0;
    double bottom = 0;
    for (int left = over.length; left > 0; left -= block) {
      int from = random.nextInt(over.length);
      int to = from + Math.min(block, left);
      top += overSums[to] - overSums[from];
      bottom += underSums[to] - underSums[from];
    }
    return RecordingSummary.ratio(top, bottom);
  }

  private double resampledMedian(RandomGenerator random, int block) {
    double[] drawn = new double[over.length];
    for (int at = 0; at < drawn.length; at += block) {
      int from = random.nextInt(over.length);
      for (int i = at; i < Math.min(at + block, drawn.length); i++) {
        drawn[i] = over[(from + i - at) % over.length];
      }
    }
    return median(drawn, drawn.length);
  }

  // Sorts its argument.
  private static double median(double[] values, int size) {
    if (size == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    return (values[(size - 1) / 2] + values[size / 2]) / 2;
  }
}
