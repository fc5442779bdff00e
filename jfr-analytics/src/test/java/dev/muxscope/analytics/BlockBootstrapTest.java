package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Estimate;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockBootstrapTest {

  private static final int TRIALS = 1_500;
  private static final BlockBootstrap QUICK = new BlockBootstrap(300);

  @Test
  void holdsTheRatioOfTwoToOne() {
    SplittableRandom random = new SplittableRandom(1);
    Estimate ratio = new BlockBootstrap().ratio(made(40, 10, 0, random), made(40, 20, 0, random));

    assertTrue(ratio.low() > 1.9 && ratio.low() < 2 && ratio.high() > 2, ratio::toString);
    assertTrue(ratio.high() < 2.1, ratio::toString);
  }

  @Test
  void givesTheSameForTheSame() {
    SplittableRandom random = new SplittableRandom(2);
    Sampled a = made(20, 10, 0.5, random);
    Sampled b = made(20, 11, 0.5, random);

    assertEquals(new BlockBootstrap().ratio(a, b), new BlockBootstrap().ratio(a, b));
  }

  @Test
  void isSureOfSecondsThatAreAllAlike() {
    Sampled a = Sampled.mean(new double[] {2, 2, 2, 2, 2, 2, 2, 2});
    Sampled b = Sampled.mean(new double[] {3, 3, 3, 3, 3, 3, 3, 3});

    assertEquals(new Estimate(1.5, 1.5, 1.5), rounded(new BlockBootstrap().ratio(a, b)));
  }

  private static Estimate rounded(Estimate estimate) {
    return new Estimate(
        Math.rint(estimate.value() * 1e9) / 1e9,
        Math.rint(estimate.low() * 1e9) / 1e9,
        Math.rint(estimate.high() * 1e9) / 1e9);
  }

  @Test
  void isWiderWhereSecondsResembleEachOther() {
    double alone = meanWidth(0);
    double together = meanWidth(0.7);

    assertTrue(together > 1.5 * alone, alone + " " + together);
  }

  private static double meanWidth(double resemblance) {
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    for (int i = 0; i < 100; i++) {
      Estimate ratio =
          QUICK.ratio(made(60, 10, resemblance, random), made(60, 10, resemblance, random));
      sum += ratio.high() - ratio.low();
    }
    return sum / 100;
  }

  @Test
  void knowsStudentsT() {
    assertEquals(4.303, BlockBootstrap.student(2), 0.04);
    assertEquals(3.182, BlockBootstrap.student(3), 0.01);
    assertEquals(2.228, BlockBootstrap.student(10), 0.001);
    assertEquals(1.960, BlockBootstrap.student(1e9), 0.001);
  }

  /// The promise, for sums over sums of autocorrelated seconds: how many seconds of A and of B, how
  /// much of a second's deviation the next one inherits, and how many of 100 intervals hold the
  /// truth at least.
  @ParameterizedTest
  @CsvSource({
    "8, 8, 0, 95",
    "8, 8, 0.3, 93",
    "8, 8, 0.6, 88",
    "15, 15, 0, 95",
    "15, 15, 0.3, 94",
    "15, 15, 0.6, 92",
    "15, 60, 0.3, 93",
    "30, 30, 0, 95",
    "30, 30, 0.3, 94",
    "30, 30, 0.6, 93",
    "60, 60, 0, 94",
    "60, 60, 0.3, 94",
    "60, 60, 0.6, 93",
    "60, 60, 0.8, 93",
    "120, 120, 0.3, 93",
    "120, 120, 0.8, 93"
  })
  void ratiosHoldTheTruthIn95Of100(
      int secondsOfA, int secondsOfB, double resemblance, double least) {
    Coverage coverage = new Coverage();
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < TRIALS; i++) {
      coverage.count(
          QUICK.ratio(
              made(secondsOfA, 10, resemblance, random),
              made(secondsOfB, 30, resemblance, random)));
    }
    coverage.check(
        "%d against %d seconds, %.1f inherited".formatted(secondsOfA, secondsOfB, resemblance),
        least);
  }

  /// The same where each second is the mean of four fresh ones, which no autoregression describes.
  @ParameterizedTest
  @CsvSource({"15, 90", "30, 92", "60, 93"})
  void movingAveragesHoldTheTruthToo(int seconds, double least) {
    Coverage coverage = new Coverage();
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < TRIALS; i++) {
      coverage.count(
          QUICK.ratio(
              Sampled.mean(averaged(noise(seconds + 3, 10, 0, random))),
              Sampled.mean(averaged(noise(seconds + 3, 30, 0, random)))));
    }
    coverage.check("moving averages of %d seconds".formatted(seconds), least);
  }

  private static double[] averaged(double[] values) {
    double[] averaged = new double[values.length - 3];
    Arrays.setAll(averaged, i -> (values[i] + values[i + 1] + values[i + 2] + values[i + 3]) / 4);
    return averaged;
  }

  /// The same for the median of the seconds.
  @ParameterizedTest
  @CsvSource({"15, 0, 94", "15, 0.6, 93", "60, 0, 94", "60, 0.6, 93"})
  void mediansHoldTheTruthToo(int seconds, double resemblance, double least) {
    Coverage coverage = new Coverage();
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < TRIALS; i++) {
      coverage.count(
          QUICK.ratio(
              Sampled.median(noise(seconds, 10, resemblance, random)),
              Sampled.median(noise(seconds, 30, resemblance, random))));
    }
    coverage.check("medians of %d seconds, %.1f inherited".formatted(seconds, resemblance), least);
  }

  /// How many intervals held the truth, a ratio of 3.
  private static final class Coverage {

    // An interval that always holds it is too wide to be of use.
    private static final double MOST = 99.7;

    private final double[] widths = new double[TRIALS];
    private int count;
    private int held;

    void count(Estimate ratio) {
      held += ratio.low() <= 3 && 3 <= ratio.high() ? 1 : 0;
      widths[count++] = (ratio.high() - ratio.low()) / 2 / ratio.value();
    }

    void check(String what, double least) {
      double covered = 100.0 * held / count;
      Arrays.sort(widths);
      String text =
          String.format(
              Locale.ROOT,
              "%s: %.1f %% held the truth, half as wide as %.1f %%",
              what,
              covered,
              100 * widths[count / 2]);
      if (Boolean.getBoolean("muxscope.simulation")) {
        System.out.println(text);
      }
      assertTrue(covered >= least && covered <= MOST, text);
    }
  }

  /// Costs of about 1,000 requests a second with 5 % of noise.
  private static Sampled made(
      int seconds, double cost, double resemblance, SplittableRandom random) {
    double[] requests = new double[seconds];
    for (int i = 0; i < seconds; i++) {
      requests[i] = 1_000 + 10 * random.nextGaussian();
    }
    double[] each = noise(seconds, cost, resemblance, random);
    double[] costs = new double[seconds];
    Arrays.setAll(costs, i -> each[i] * requests[i]);
    return Sampled.ratio(costs, requests);
  }

  private static double[] noise(
      int seconds, double truth, double resemblance, SplittableRandom random) {
    double[] values = new double[seconds];
    double deviation = random.nextGaussian();
    for (int i = 0; i < seconds; i++) {
      values[i] = truth * (1 + 0.05 * deviation);
      double fresh = Math.sqrt(1 - resemblance * resemblance) * random.nextGaussian();
      deviation = resemblance * deviation + fresh;
    }
    return values;
  }
}
