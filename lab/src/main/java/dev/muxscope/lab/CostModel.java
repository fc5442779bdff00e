package dev.muxscope.lab;

import dev.muxscope.analytics.stats.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What a request costs a mode, anywhere: a sum of [Feature]s, each with a coefficient, fitted to
/// the places of a sweep by least squares of the relative error.
///
/// A feature is taken into the sum only if that makes the model better at foretelling a place that
/// it was not fitted to. How well it does is the leave-one-out error: each place is left out in
/// turn, and foretold by the model fitted to all others.
///
/// Immutable.
final class CostModel {

  /// With fewer places than this, leaving one out leaves nothing to learn from.
  static final int FEWEST_PLACES = 4;

  /// A feature has to pay: noise lowers the error a little for any.
  private static final double WORTH_IT = 0.97;

  /// An error this small has nothing left to explain.
  private static final double NEGLIGIBLE = 1e-3;

  private final List<Feature> features;
  private final double[] coefficients;
  private final double[] errors;

  private CostModel(List<Feature> features, List<Observation> seen, double[] errors) {
    this.features = List.copyOf(features);
    this.coefficients = coefficients(features, seen);
    this.errors = errors;
  }

  /// What was measured at a place.
  ///
  /// @param cpuNanos of the server per request, over zero
  record Observation(Point at, double cpuNanos) {}

  /// @param seen at least [#FEWEST_PLACES] places
  static CostModel fit(List<Observation> seen) {
    if (seen.size() < FEWEST_PLACES) {
      throw new IllegalArgumentException(
          seen.size() + " places were measured: a model takes " + FEWEST_PLACES);
    }
    List<Feature> features = new ArrayList<>(List.of(Feature.CONSTANT));
    double error = typical(leaveOneOut(features, seen));
    boolean better = true;
    while (better && error > NEGLIGIBLE && features.size() < seen.size() / 2) {
      Feature best = mostHelpful(features, seen);
      double with = errorWith(best, features, seen);
      better = with < WORTH_IT * error;
      if (better) {
        features.add(best);
        error = with;
      }
    }
    return new CostModel(features, seen, leaveOneOut(features, seen));
  }

  private static Feature mostHelpful(List<Feature> features, List<Observation> seen) {
    return Arrays.stream(Feature.values())
        .filter(feature -> !features.contains(feature))
        .min(Comparator.comparingDouble(feature -> errorWith(feature, features, seen)))
        .orElse(Feature.CONSTANT);
  }

  private static double errorWith(Feature feature, List<Feature> features, List<Observation> seen) {
    List<Feature> more = new ArrayList<>(features);
    more.add(feature);
    return typical(leaveOneOut(more, seen));
  }

  /// For each place the logarithm of the foretold over the measured cost; infinite where the other
  /// places do not suffice to tell, or the foretold one is no cost.
  private static double[] leaveOneOut(List<Feature> features, List<Observation> seen) {
    double[] errors = new double[seen.size()];
    for (int i = 0; i < errors.length; i++) {
      List<Observation> others = new ArrayList<>(seen);
      Observation left = others.remove(i);
      errors[i] = Double.POSITIVE_INFINITY;
      if (others.size() > features.size()) {
        try {
          double told = sum(features, coefficients(features, others), left.at());
          errors[i] = told > 0 ? Math.log(told / left.cpuNanos()) : Double.POSITIVE_INFINITY;
        } catch (IllegalArgumentException _) {
          // A feature that does not vary among the others, or follows from the rest, tells nothing.
        }
      }
    }
    return errors;
  }

  /// The root of the mean square.
  private static double typical(double[] errors) {
    return Math.sqrt(Arrays.stream(errors).map(error -> error * error).average().orElseThrow());
  }

  /// Every equation is divided by what was measured, so that relative errors count.
  private static double[] coefficients(List<Feature> features, List<Observation> seen) {
    double[][] rows = new double[seen.size()][features.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < features.size(); f++) {
        rows[i][f] = features.get(f).of(seen.get(i).at()) / seen.get(i).cpuNanos();
      }
    }
    double[] ones = new double[rows.length];
    Arrays.fill(ones, 1);
    return LeastSquares.solve(rows, ones);
  }

  private static double sum(List<Feature> features, double[] coefficients, Point at) {
    double sum = 0;
    for (int f = 0; f < coefficients.length; f++) {
      sum += coefficients[f] * features.get(f).of(at);
    }
    return sum;
  }

  /// CPU time per request in nanoseconds; zero or less where the model, far from what it was fitted
  /// to, tells nothing.
  double predict(Point at) {
    return sum(features, coefficients, at);
  }

  List<Feature> features() {
    return features;
  }

  /// For each place, in the order given, the logarithm of what the model foretells without having
  /// seen it over what was measured.
  double[] errors() {
    return errors.clone();
  }
}
