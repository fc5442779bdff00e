package dev.muxscope.analytics.advice;

import dev.muxscope.report.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Foretells from a recording of one of Muxscope's modes what a request would cost in another.
///
/// Fitted to two of three loads of a [Calibration], and judged by the others, which it never sees.
///
/// Immutable.
public final class Forecast {

  private final Calibration calibration;
  private final Map<Pair, CostFit> fits = new LinkedHashMap<>();

  /// From which mode's recording to which mode's cost.
  record Pair(String from, String to) {}

  /// One forecast of a load that the fit had not seen, and what was measured.
  record Check(Pair pair, String load, double foretold, double measured) {

    /// As a share of what was measured, without its sign.
    double error() {
      return Math.abs(foretold / measured - 1);
    }
  }

  private Forecast(Calibration calibration) {
    this.calibration = calibration;
    for (String from : Calibration.MODES) {
      for (String to : Calibration.MODES) {
        List<CostFit.Example> examples = examples(from, to);
        if (!from.equals(to) && examples.size() >= CostFit.FEWEST) {
          fits.put(new Pair(from, to), CostFit.to(examples));
        }
      }
    }
  }

  /// Without any figures where the calibration holds too few loads.
  public static Forecast of(Calibration calibration) {
    return new Forecast(calibration);
  }

  private List<CostFit.Example> examples(String from, String to) {
    List<CostFit.Example> examples = new ArrayList<>();
    for (CalibrationLoad load : calibration.sound()) {
      if (!load.unseen()) {
        examples.add(
            new CostFit.Example(from, measures(load, from), measures(load, to).of(Measure.CPU)));
      }
    }
    return examples;
  }

  private static Measures measures(CalibrationLoad load, String mode) {
    return load.byMode().getOrDefault(mode, Measures.NONE);
  }

  /// Nanoseconds of CPU per request in mode `to`; no figure where `from` is not one of the modes
  /// that were calibrated, or the recording lacks what the fit needs.
  Estimate cost(String from, String to, Measures seen) {
    CostFit fit = fits.get(new Pair(from, to));
    double cost = fit == null ? Double.NaN : fit.cost(from, seen);
    return cost > 0 && fit != null
        ? new Estimate(cost, cost / fit.margin(), cost * fit.margin())
        : new Estimate(Double.NaN);
  }

  /// Every forecast of an unseen load, beside what was measured.
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (CalibrationLoad load : calibration.sound()) {
      if (load.unseen()) {
        fits.forEach((pair, fit) ->
            checks.add(
                new Check(
                    pair,
                    load.name(),
                    fit.cost(pair.from(), measures(load, pair.from())),
                    measures(load, pair.to()).of(Measure.CPU))));
      }
    }
    return checks;
  }

  Map<Pair, CostFit> fits() {
    return Collections.unmodifiableMap(fits);
  }

  Calibration calibration() {
    return calibration;
  }
}
