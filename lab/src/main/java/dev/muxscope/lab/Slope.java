package dev.muxscope.lab;

/// A line through points, by least squares.
///
/// @param slope of the line; `NaN` for fewer than two different x
/// @param base the line's value at zero
record Slope(double slope, double base) {

  /// @param x and `y` of the same length
  static Slope of(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    double slope = squares > 0 ? products / squares : Double.NaN;
    return new Slope(slope, meanY - slope * meanX);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
