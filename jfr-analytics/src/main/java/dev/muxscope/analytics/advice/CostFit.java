package dev.muxscope.analytics.advice;

import dev.muxscope.analytics.stats.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The cost of a request in one mode: the CPU time measured in another, since its work is the same,
/// and a sum of [Term]s, by least squares of the relative error.
///
/// A term is taken into the sum only if that makes the fit better at foretelling a load that it was
/// not fitted to: each is left out in turn, and foretold by the fit to all others. Those errors
/// also give the interval of a forecast.
///
/// Immutable.
final class CostFit {

  /// Loads for each term: fewer would fit chance.
  private static final int LOADS_PER_TERM = 4;

  /// With fewer loads there is nothing to choose terms by.
  static final int FEWEST = 2 * LOADS_PER_TERM;

  /// A term has to pay: noise lowers the error a little for any.
  private static final double WORTH_IT = 0.97;

  private final List<Term> terms;
  private final double[] coefficients;
  private final double[] errors;
  private final double least;
  private final double most;

  /// A load as both modes saw it.
  ///
  /// @param mode which was recorded
  /// @param seen in that recording
  /// @param cost nanoseconds of CPU per request of the other mode, over zero
  record Example(String mode, Measures seen, double cost) {

    /// What a read costs more in the other mode, in nanoseconds.
    private double perRead() {
      return (cost - seen.of(Measure.CPU)) / seen.of(Measure.READS);
    }
  }

  private CostFit(List<Term> terms, List<Example> examples) {
    this.terms = List.copyOf(terms);
    this.coefficients = coefficients(terms, examples);
    this.errors = leaveOneOut(terms, examples);
    this.least = examples.stream().mapToDouble(Example::perRead).min().orElse(Double.NaN);
    this.most = examples.stream().mapToDouble(Example::perRead).max().orElse(Double.NaN);
  }

  /// @param examples at least [#FEWEST]
  static CostFit to(List<Example> examples) {
    if (examples.size() < FEWEST) {
      throw new IllegalArgumentException(
          examples.size() + " loads are too few for a fit: measure " + FEWEST);
    }
    List<Term> terms = new ArrayList<>();
    double error = typical(leaveOneOut(terms, examples));
    while (terms.size() < Math.min(Term.values().length, examples.size() / LOADS_PER_TERM)) {
      Term best = mostHelpful(terms, examples);
      double with = errorWith(best, terms, examples);
      if (!(with < WORTH_IT * error)) {
        break;
      }
      terms.add(best);
      error = with;
    }
    return new CostFit(terms, examples);
  }

  private static Term mostHelpful(List<Term> terms, List<Example> examples) {
    return Arrays.stream(Term.values())
        .filter(term -> !terms.contains(term))
        .min(Comparator.comparingDouble(term -> errorWith(term, terms, examples)))
        .orElseThrow();
  }

  private static double errorWith(Term term, List<Term> terms, List<Example> examples) {
    List<Term> more = new ArrayList<>(terms);
    more.add(term);
    return typical(leaveOneOut(more, examples));
  }

  /// For each example the logarithm of the foretold over the measured cost; infinite where the
  /// others do not suffice to tell.
  private static double[] leaveOneOut(List<Term> terms, List<Example> examples) {
    double[] errors = new double[examples.size()];
    for (int i = 0; i < errors.length; i++) {
      List<Example> others = new ArrayList<>(examples);
      Example left = others.remove(i);
      errors[i] = error(terms, others, left);
    }
    return errors;
  }

  private static double error(List<Term> terms, List<Example> others, Example left) {
    try {
      double told = sum(terms, coefficients(terms, others), left.mode(), left.seen());
      return told > 0 ? Math.log(told / left.cost()) : Double.POSITIVE_INFINITY;
    } catch (IllegalArgumentException _) {
      // A term that follows from the rest, or is zero throughout, tells nothing.
      return Double.POSITIVE_INFINITY;
    }
  }

  private static double typical(double[] errors) {
    return Math.sqrt(Arrays.stream(errors).map(error -> error * error).average().orElseThrow());
  }

  /// Every equation is divided by what was measured, so that relative errors count.
  private static double[] coefficients(List<Term> terms, List<Example> examples) {
    if (terms.isEmpty()) {
      return new double[0];
    }
    double[][] rows = new double[examples.size()][terms.size()];
    double[] rest = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Example example = examples.get(i);
      rest[i] = 1 - example.seen().of(Measure.CPU) / example.cost();
      for (int t = 0; t < terms.size(); t++) {
        rows[i][t] = terms.get(t).of(example.mode(), example.seen()) / example.cost();
      }
    }
    return LeastSquares.solve(rows, rest);
  }

  private static double sum(List<Term> terms, double[] coefficients, String mode, Measures seen) {
    double sum = seen.of(Measure.CPU);
    for (int t = 0; t < coefficients.length; t++) {
      sum += coefficients[t] * terms.get(t).of(mode, seen);
    }
    return sum;
  }

  /// Nanoseconds of CPU per request; `NaN` where a term was not recorded.
  ///
  /// What a read costs more, or less, stays within what it did in any load of the fit.
  double cost(String mode, Measures seen) {
    double now = seen.of(Measure.CPU);
    double reads = seen.of(Measure.READS);
    double sum = sum(terms, coefficients, mode, seen);
    return Math.max(now + least * reads, Math.min(now + most * reads, sum));
  }

  /// The ratio by which, of 20 forecasts of unseen loads, 19 are wrong at most; the largest error
  /// at hand where there are fewer than 19 (conformal prediction: Vovk, Gammerman & Shafer,
  /// *Algorithmic Learning in a Random World*, 2005).
  double margin() {
    double[] sizes = Arrays.stream(errors).map(Math::abs).sorted().toArray();
    int at = (int) Math.ceil(0.95 * (sizes.length + 1)) - 1;
    return Math.exp(sizes[Math.min(at, sizes.length - 1)]);
  }

  List<Term> terms() {
    return terms;
  }

  double coefficient(int term) {
    return coefficients[term];
  }
}
