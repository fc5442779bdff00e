package dev.muxscope.lab.stats;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Intervals of 95 % for means and for ratios of means, from a few server processes with a few runs
/// each. The mean is geometric over processes, arithmetic over the runs of one.
///
/// **Method.** Processes are drawn with replacement, whole ones, since runs of one resemble each
/// other (Davison & Hinkley, *Bootstrap Methods and their Application*, 1997, section 3.8). The
/// percentile interval of so few is far too narrow: of two processes it holds the truth in 67 of
/// 100 cases. It is therefore widened by √(n/(n-1)) and by what Student's t exceeds the normal
/// distribution, with Welch's degrees of freedom (Hesterberg, *What Teachers Should Know About the
/// Bootstrap*, 2015; Efron & Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 12). The
/// studentised and the wild cluster bootstrap (Cameron, Gelbach & Miller 2008) need more processes
/// than the two that a quick lab has: of two against two, there are 16 sign patterns, none rarer
/// than 5 %.
///
/// With a [NoiseFloor], what the other cells have shown about chance counts as much as
/// [#PRIOR_DEGREES] further processes would (after Smyth, *Linear models and empirical Bayes
/// methods*, 2004): that halves the intervals of two processes, and two readings that happen to be
/// equal no longer look exact.
///
/// **Coverage**, by simulation: `BootstrapTest` repeats it, and prints the figures that
/// ARCHITECTURE.md has.
///
/// Immutable, safe for all threads: every call draws the same numbers, so that its result depends
/// on its arguments only.
public final class Bootstrap {

  /// Enough that the ends move by less than a twentieth of the interval with the seed.
  public static final int RESAMPLES = 4_000;

  /// How many processes the experience of other cells is worth.
  static final int PRIOR_DEGREES = 4;

  private static final double TAIL = 0.025;

  private final long seed;
  private final int resamples;

  /// @param seed the same one gives the same intervals
  public Bootstrap(long seed) {
    this(seed, RESAMPLES);
  }

  /// @param resamples at least 40, or there would be no 2.5 % of them
  public Bootstrap(long seed, int resamples) {
    if (resamples < 40) {
      throw new IllegalArgumentException(resamples + " resamples: use 40 or more");
    }
    this.seed = seed;
    this.resamples = resamples;
  }

  /// The mean of a group of runs, each by the server process it was measured on.
  ///
  /// @param processes outer: server processes; inner: runs; all positive
  /// @return without ends for a single process
  public Interval mean(List<double[]> processes) {
    return mean(processes, NoiseFloor.UNKNOWN);
  }

  /// The same, with what other cells have shown about chance.
  public Interval mean(List<double[]> processes, NoiseFloor noise) {
    ProcessMeans group = ProcessMeans.of(processes);
    if (group.size() < 2) {
      return Interval.unknown(Math.exp(group.mean()));
    }
    Chance chance = Chance.of(group, noise);
    double[] deviations = deviations(group, chance, random());
    return interval(group.mean(), deviations, chance.degrees());
  }

  /// The ratio of the mean of one group to that of another; the other way round it is the inverse.
  ///
  /// @param over outer: server processes; inner: runs; all positive
  /// @param under likewise
  /// @return without ends if either is a single process
  public Interval ratio(List<double[]> over, List<double[]> under) {
    return ratio(over, under, NoiseFloor.UNKNOWN);
  }

  /// The same, with what other cells have shown about chance.
  public Interval ratio(List<double[]> over, List<double[]> under, NoiseFloor noise) {
    ProcessMeans a = ProcessMeans.of(over);
    ProcessMeans b = ProcessMeans.of(under);
    // Numbers are drawn for the lesser first: no verdict may depend on which of the two is above.
    return a.mean() > b.mean() ? ratio(b, a, noise).inverse() : ratio(a, b, noise);
  }

  private Interval ratio(ProcessMeans a, ProcessMeans b, NoiseFloor noise) {
    double value = a.mean() - b.mean();
    if (a.size() < 2 || b.size() < 2) {
      return Interval.unknown(Math.exp(value));
    }
    RandomGenerator random = random();
    Chance ofA = Chance.of(a, noise);
    Chance ofB = Chance.of(b, noise);
    double[] deviations = deviations(a, ofA, random);
    double[] others = deviations(b, ofB, random);
    for (int i = 0; i < resamples; i++) {
      deviations[i] -= others[i];
    }
    return interval(value, deviations, ofA.degreesWith(ofB));
  }

  private SplittableRandom random() {
    return new SplittableRandom(seed);
  }

  /// How sure a mean is.
  ///
  /// @param variance of the mean
  /// @param degrees of freedom of that variance
  private record Chance(double variance, double degrees) {

    static Chance of(ProcessMeans group, NoiseFloor noise) {
      int own = group.size() - 1;
      // What all cells together know bounds what they may be worth to one of them.
      double prior = Math.clamp(noise.degrees() - (double) own, 0, PRIOR_DEGREES);
      double variance = (own * group.variance() + prior * noise.variance()) / (own + prior);
      return new Chance(variance / group.size(), own + prior);
    }

    /// Those of the sum of both variances, after Welch and Satterthwaite.
    double degreesWith(Chance other) {
      double sum = variance + other.variance;
      double squares =
          variance * variance / degrees + other.variance * other.variance / other.degrees;
      return squares > 0 ? sum * sum / squares : degrees + other.degrees;
    }
  }

  /// How far the means of resamples lie from the group's, in the shape of the resamples and with
  /// the variance that the group's mean is thought to have.
  private double[] deviations(ProcessMeans group, Chance chance, RandomGenerator random) {
    int size = group.size();
    double[] deviations = new double[resamples];
    double spread = Math.sqrt(group.variance() * (size - 1)) / size;
    double wanted = Math.sqrt(chance.variance());
    for (int i = 0; i < resamples; i++) {
      // Equal readings have no shape.
      deviations[i] =
          spread > 0
              ? (resampled(group.logs(), random) - group.mean()) * wanted / spread
              : random.nextGaussian() * wanted;
    }
    return deviations;
  }

  private static double resampled(double[] values, RandomGenerator random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }

  private static Interval interval(double log, double[] deviations, double degrees) {
    Arrays.sort(deviations);
    double factor =
        StudentT.quantile(1 - TAIL, degrees)
            / StudentT.quantile(1 - TAIL, Double.POSITIVE_INFINITY);
    double low = Math.min(0, factor * quantile(deviations, TAIL));
    double high = Math.max(0, factor * quantile(deviations, 1 - TAIL));
    return new Interval(Math.exp(log), Math.exp(log + low), Math.exp(log + high));
  }

  private static double quantile(double[] sorted, double fraction) {
    double position = fraction * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
