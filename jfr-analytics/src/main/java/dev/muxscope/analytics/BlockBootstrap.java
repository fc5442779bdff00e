package dev.muxscope.analytics;

import dev.muxscope.report.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Intervals of 95 % for the ratio of a figure of one recording to that of another, from their
/// seconds.
///
/// **Method.** Seconds of one run resemble each other, so they are drawn in blocks, from a ring
/// (the circular block bootstrap of Politis & Romano, 1992; Lahiri, *Resampling Methods for
/// Dependent Data*, 2003, section 2.7.1), of a length by [BlockLength], for each recording by
/// itself, since nothing pairs their seconds. The percentile interval of the logarithm of the ratio
/// is widened as is due to few blocks: by √(k/(k-1)) for each recording of k blocks, and by what
/// Student's t exceeds the normal distribution, with Welch's degrees of freedom (Hesterberg, *What
/// Teachers Should Know About the Bootstrap*, 2015).
///
/// **Coverage**, by simulation with autocorrelated seconds: `BlockBootstrapTest` repeats it and
/// prints the figures that ARCHITECTURE.md has.
///
/// An interval covers chance within these two runs. What differs from process to process, compiled
/// code above all, it cannot know.
///
/// Immutable, safe for all threads; every call draws the same numbers, so that its result depends
/// on its arguments only.
final class BlockBootstrap {

  static final int RESAMPLES = 2_000;

  private static final double TAIL = 0.025;
  private static final double NORMAL = 1.959964;

  private final int resamples;

  BlockBootstrap() {
    this(RESAMPLES);
  }

  BlockBootstrap(int resamples) {
    this.resamples = resamples;
  }

  /// The ratio of `b` to `a`, each of two seconds or more and over zero.
  Estimate ratio(Sampled a, Sampled b) {
    SplittableRandom random = new SplittableRandom(1);
    Draws ofA = Draws.of(a, resamples, random);
    Draws ofB = Draws.of(b, resamples, random);
    double[] deviations = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      deviations[i] = ofB.deviations[i] - ofA.deviations[i];
    }
    Arrays.sort(deviations);
    double value = Math.log(b.value() / a.value());
    double factor = student(ofA.degreesWith(ofB)) / NORMAL;
    double low = Math.min(0, factor * quantile(deviations, TAIL));
    double high = Math.max(0, factor * quantile(deviations, 1 - TAIL));
    return new Estimate(Math.exp(value), Math.exp(value + low), Math.exp(value + high));
  }

  /// A recording's figure, drawn again and again.
  private static final class Draws {

    // Of the logarithms, from that of the figure.
    private final double[] deviations;
    private final double variance;
    private final double degrees;

    private Draws(double[] deviations, double degrees) {
      this.deviations = deviations;
      this.degrees = degrees;
      double mean = Arrays.stream(deviations).average().orElse(0);
      variance = Arrays.stream(deviations).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    }

    static Draws of(Sampled sampled, int resamples, SplittableRandom random) {
      BlockLength block = BlockLength.of(sampled.influence());
      double blocks = (double) sampled.size() / block.seconds();
      double factor = Math.sqrt(block.inflation() * blocks / (blocks - 1));
      double log = Math.log(sampled.value());
      double[] deviations = new double[resamples];
      for (int i = 0; i < resamples; i++) {
        deviations[i] = factor * (Math.log(sampled.resampled(random, block.seconds())) - log);
      }
      return new Draws(deviations, blocks - 1);
    }

    /// Those of the difference of both, after Welch and Satterthwaite.
    double degreesWith(Draws other) {
      double sum = variance + other.variance;
      double squares =
          variance * variance / degrees + other.variance * other.variance / other.degrees;
      // No noise, or a resample without any: the cautious choice.
      return Double.isFinite(squares) && squares > 0
          ? sum * sum / squares
          : Math.min(degrees, other.degrees);
    }
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    double part = position - below;
    return part == 0 ? sorted[below] : sorted[below] + part * (sorted[above] - sorted[below]);
  }

  /// Student's t that 97.5 % lie below, by its expansion around the normal distribution (Abramowitz
  /// & Stegun, *Handbook of Mathematical Functions*, 26.7.5): within 1 % from two degrees of
  /// freedom on.
  static double student(double degrees) {
    double z = NORMAL;
    double z2 = z * z;
    double one = z * (z2 + 1) / 4;
    double two = z * (3 + z2 * (16 + z2 * 5)) / 96;
    double three = z * (-15 + z2 * (17 + z2 * (19 + z2 * 3))) / 384;
    double four = z * (-945 + z2 * (-1920 + z2 * (1482 + z2 * (776 + z2 * 79)))) / 92_160;
    double inverse = 1 / degrees;
    return z + inverse * (one + inverse * (two + inverse * (three + inverse * four)));
  }
}
