package dev.muxscope.analytics;

/// How many seconds in a row are drawn together, so that what one second has in common with the
/// next is kept.
///
/// The rule is that of Politis & White, *Automatic block-length selection for the dependent
/// bootstrap* (Econometric Reviews 23, 2004), as corrected by Patton, Politis & White (Econometric
/// Reviews 28, 2009), for the circular block bootstrap. In a short recording it overlooks much, as
/// only strong autocorrelations are significant there; so a block is never shorter than n^(1/3),
/// the order that Hall, Horowitz & Jing derive (*On blocking rules for the bootstrap with dependent
/// data*, Biometrika 82, 1995), nor so long that there are fewer than four blocks.
///
/// Blocks so few and short still see too little of the variance of a mean: over their edges nothing
/// is kept. What is missing is taken from an autoregression of first order, with the coefficient
/// freed of its bias of -(1 + 4 r)/n (Shaman & Stine, *The bias of autoregressive coefficient
/// estimators*, Journal of the American Statistical Association 83, 1988).
///
/// @param seconds in a block, at least 1
/// @param inflation by what factor the variance of a resampled mean is to be increased, at least 1
record BlockLength(int seconds, double inflation) {

  private static final int FEWEST_BLOCKS = 4;
  private static final int FEWEST_QUIET_LAGS = 5;
  private static final double BAND = 2;
  private static final double MOST_INHERITED = 0.95;
  // What noise makes of a short series is no reason to go further.
  private static final double MOST_INFLATION = 4;

  /// The rule, applied to a series of two values or more.
  static BlockLength of(double[] series) {
    int n = series.length;
    int longest = Math.max(1, n / FEWEST_BLOCKS);
    int shortest = (int) Math.ceil(Math.cbrt(n));
    double[] covariances = covariances(series, mostLags(n));
    if (covariances[0] <= 0) {
      return new BlockLength(Math.min(shortest, longest), 1);
    }
    int lags = Math.min(2 * significantLags(covariances, n), mostLags(n));
    double sum = flatTop(covariances, lags, false);
    double slope = flatTop(covariances, lags, true);
    double ideal = Math.cbrt(1.5 * slope * slope / (sum * sum) * n);
    int rule = Double.isFinite(ideal) ? (int) Math.min(Math.ceil(ideal), n) : n;
    int length = Math.clamp(rule, Math.min(shortest, longest), longest);
    double inflation = variance(covariances, n) / ofBlocks(covariances, length);
    return new BlockLength(length, Math.clamp(inflation, 1, MOST_INFLATION));
  }

  private static int mostLags(int n) {
    return Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + quietLags(n));
  }

  private static int quietLags(int n) {
    return Math.max(FEWEST_QUIET_LAGS, (int) Math.log10(n));
  }

  private static double[] covariances(double[] series, int lags) {
    double mean = 0;
    for (double value : series) {
      mean += value / series.length;
    }
    double[] covariances = new double[lags + 1];
    for (int lag = 0; lag <= lags; lag++) {
      for (int i = lag; i < series.length; i++) {
        covariances[lag] += (series[i] - mean) * (series[i - lag] - mean) / series.length;
      }
    }
    return covariances;
  }

  /// The lag after which none is significant for a while.
  private static int significantLags(double[] covariances, int n) {
    double band = BAND * Math.sqrt(Math.log10(n) / n) * covariances[0];
    int last = 0;
    for (int lag = 1; lag < covariances.length && lag <= last + quietLags(n); lag++) {
      if (Math.abs(covariances[lag]) >= band) {
        last = lag;
      }
    }
    return last;
  }

  /// The sum of the covariances of all lags, each by its weight: 1 up to half of the lags, then
  /// falling to 0.
  private static double flatTop(double[] covariances, int lags, boolean timesLag) {
    double sum = timesLag ? 0 : covariances[0];
    for (int lag = 1; lag <= lags; lag++) {
      double weight = Math.min(1, 2 * (1 - (double) lag / lags));
      sum += 2 * weight * (timesLag ? lag : 1) * covariances[lag];
    }
    return sum;
  }

  /// The sum of the covariances of all lags of an autoregression of first order.
  private static double variance(double[] covariances, int n) {
    double biased = covariances[1] / covariances[0];
    double inherited = Math.clamp(biased + (1 + 4 * biased) / n, -MOST_INHERITED, MOST_INHERITED);
    return covariances[0] * (1 + inherited) / (1 - inherited);
  }

  /// The sum of the covariances of all lags, as blocks of a length see it.
  private static double ofBlocks(double[] covariances, int length) {
    double sum = covariances[0];
    for (int lag = 1; lag < Math.min(length, covariances.length); lag++) {
      sum += 2 * (1 - (double) lag / length) * covariances[lag];
    }
    return sum > 0 ? sum : covariances[0];
  }
}
