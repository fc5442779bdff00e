package dev.muxscope.lab.stats;

/// A line through points, by least squares.
///
/// Its interval is Student's, and so takes the points' distances from the line for chance, normal,
/// and each independent of the others.
///
/// @param slope of the line; `NaN` for fewer than two different x, without an interval for fewer
///   than three points
/// @param base the line's value at zero
public record Slope(Interval slope, double base) {

  /// What the interval contains, and leaves out at its upper end.
  private static final double UPPER = 0.975;

  /// The line through points.
  ///
  /// @param x of the points, all finite
  /// @param y of the points, as many, all finite
  public static Slope of(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    if (!(squares > 0)) {
      return new Slope(Interval.unknown(Double.NaN), Double.NaN);
    }
    double slope = products / squares;
    double base = meanY - slope * meanX;
    return new Slope(interval(slope, base, x, y, squares), base);
  }

  private static Interval interval(
      double slope, double base, double[] x, double[] y, double squares) {
    int freedom = x.length - 2;
    if (freedom < 1) {
      return Interval.unknown(slope);
    }
    double residuals = 0;
    for (int i = 0; i < x.length; i++) {
      double distance = y[i] - base - slope * x[i];
      residuals += distance * distance;
    }
    double error = Math.sqrt(residuals / freedom / squares);
    double reach = StudentT.quantile(UPPER, freedom) * error;
    return new Interval(slope, slope - reach, slope + reach);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
