package dev.muxscope.analytics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Sums of pairs (x, y), from which a straight line through them follows, and which can be added
/// and left out again.
///
/// @param n how many pairs
/// @param x sum of x
/// @param y sum of y
/// @param xx sum of x squared
/// @param xy sum of the products
record Moments(double n, double x, double y, double xx, double xy) {

  // Of the normal distribution: 95 % lie within.
  private static final double WITHIN = 1.96;

  static final Moments NONE = new Moments(0, 0, 0, 0, 0);

  static Moments of(double x, double y) {
    return new Moments(1, x, y, x * x, x * y);
  }

  Moments plus(Moments more) {
    return new Moments(n + more.n, x + more.x, y + more.y, xx + more.xx, xy + more.xy);
  }

  private Moments minus(Moments some) {
    return new Moments(n - some.n, x - some.x, y - some.y, xx - some.xx, xy - some.xy);
  }

  static Moments sum(Collection<Moments> parts) {
    return parts.stream().reduce(NONE, Moments::plus);
  }

  /// How much y rises with x, by least squares; `NaN` if x does not vary.
  double slope() {
    double variation = n * xx - x * x;
    return variation > 1e-9 * n * xx ? (n * xy - x * y) / variation : Double.NaN;
  }

  /// y where x is 0.
  double intercept() {
    return (y - slope() * x) / n;
  }

  /// Half the width of a 95 % interval of a figure, by leaving out each part in turn (the
  /// jackknife); parts are long enough to be nearly independent of each other.
  static double halfWidth(List<Moments> parts, ToDoubleFunction<Moments> figure) {
    Moments all = sum(parts);
    List<Double> without = new ArrayList<>();
    for (Moments part : parts) {
      without.add(figure.applyAsDouble(all.minus(part)));
    }
    double mean = without.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double squares = without.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    double k = parts.size();
    return WITHIN * Math.sqrt(squares * (k - 1) / k);
  }
}
