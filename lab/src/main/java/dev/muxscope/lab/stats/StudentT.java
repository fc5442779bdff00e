package dev.muxscope.lab.stats;

/// Student's t distribution, for any positive number of degrees of freedom, whole or not.
final class StudentT {

  private static final int MAX_TERMS = 500;
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-14;

  /// Lanczos approximation of the gamma function with g = 7, exact to 15 digits.
  private static final double[] LANCZOS = {
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
    -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-06,
    1.5056327351493116e-07
  };

  private StudentT() {}

  /// The value that a fraction of the distribution lies below.
  ///
  /// @param probability between 0.5 and 1, both excluded
  /// @param degrees of freedom, more than zero; infinity gives the normal distribution
  static double quantile(double probability, double degrees) {
    // Beyond a million the two differ in the sixth digit at most.
    double freedom = Math.min(degrees, 1e6);
    double low = 0;
    double high = 1;
    while (below(high, freedom) < probability) {
      high *= 2;
    }
    while (high - low > PRECISION * high) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (below(middle, freedom) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /// The fraction of the distribution below a value of zero or more.
  static double below(double value, double degrees) {
    double x = degrees / (degrees + value * value);
    return 1 - beta(x, degrees / 2, 0.5) / 2;
  }

  /// The regularised incomplete beta function.
  private static double beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    // The fraction converges fast on one side of the mean only; the other follows by symmetry.
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  /// The continued fraction of the incomplete beta function by Lentz's method.
  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double product = d;
    for (int m = 1; m <= MAX_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      product *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      product *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        break;
      }
    }
    return product;
  }

  private static double away(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /// @param x at least 0.5
  private static double logGamma(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
