package dev.muxscope.client.load;

import java.util.random.RandomGenerator;

/// Chooses keys at random. Immutable.
sealed interface KeyChooser {

  static KeyChooser of(KeyMix.Distribution distribution, int keys) {
    return switch (distribution) {
      case UNIFORM -> new Uniform(keys);
      case ZIPF -> new Zipf(keys);
    };
  }

  /// A key's number, counted from 0.
  int next(RandomGenerator random);

  /// Each key as often as any other.
  record Uniform(int keys) implements KeyChooser {
    @Override
    public int next(RandomGenerator random) {
      return random.nextInt(keys);
    }
  }

  /// Key 0 most often, key k as often as 1 / (k + 1)^s; exact, by rejection-inversion (Hörmann and
  /// Derflinger, 1996): a point under a continuous curve above the histogram of the distribution is
  /// drawn by inverting the curve's integral, and drawn again in the few cases in which it lies
  /// above the histogram. It needs no table, however many keys there are.
  final class Zipf implements KeyChooser {

    /// As in the benchmarks of YCSB.
    private static final double EXPONENT = 0.99;

    private static final double REST = 1 - EXPONENT;

    private final int keys;
    private final double integralFrom;
    private final double integralTo;
    private final double sure;

    Zipf(int keys) {
      this.keys = keys;
      this.integralFrom = integral(1.5) - 1;
      this.integralTo = integral(keys + 0.5);
      this.sure = 2 - inverse(integral(2.5) - curve(2));
    }

    @Override
    public int next(RandomGenerator random) {
      while (true) {
        double drawn = integralTo + random.nextDouble() * (integralFrom - integralTo);
        double x = inverse(drawn);
        int rank = Math.clamp((long) (x + 0.5), 1, keys);
        if (rank - x <= sure || drawn >= integral(rank + 0.5) - curve(rank)) {
          return rank - 1;
        }
      }
    }

    private static double curve(double x) {
      return Math.exp(-EXPONENT * Math.log(x));
    }

    private static double integral(double x) {
      return Math.expm1(REST * Math.log(x)) / REST;
    }

    private static double inverse(double integral) {
      return Math.exp(Math.log1p(Math.max(-1, REST * integral)) / REST);
    }
  }
}
