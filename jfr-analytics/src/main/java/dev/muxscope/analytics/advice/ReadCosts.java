package dev.muxscope.analytics.advice;

import dev.muxscope.report.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// What a read costs more, or less, in one mode than in another: all that can be said of an
/// application of which only its reads are counted.
///
/// The range is the whole one over the loads of a [Calibration], from idle to busy cores and from
/// one connection to thousands, since a recording of a foreign application does not tell which of
/// them it resembles. Loads that compute are left out: there, a difference of two large figures is
/// mostly noise.
///
/// Immutable.
final class ReadCosts {

  private final Calibration calibration;

  ReadCosts(Calibration calibration) {
    this.calibration = calibration;
  }

  /// Nanoseconds of CPU per read that `to` takes more than `from`: the median and the whole range;
  /// no figure where either is not one of the calibrated modes.
  Estimate difference(String from, String to) {
    List<Double> differences = new ArrayList<>();
    for (CalibrationLoad load : calibration.sound()) {
      Map<String, Measures> byMode = load.byMode();
      if (byMode.containsKey(from) && byMode.containsKey(to) && load.name().endsWith(" none")) {
        Measures a = byMode.getOrDefault(from, Measures.NONE);
        Measures b = byMode.getOrDefault(to, Measures.NONE);
        differences.add((b.of(Measure.CPU) - a.of(Measure.CPU)) / a.of(Measure.READS));
      }
    }
    if (differences.isEmpty()) {
      return new Estimate(Double.NaN);
    }
    double[] sorted = differences.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Estimate(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /// The largest difference between any two modes, either way.
  double largest() {
    List<Double> sizes = new ArrayList<>(List.of(0.0));
    for (String from : Calibration.MODES) {
      for (String to : Calibration.MODES) {
        Estimate difference = difference(from, to);
        sizes.addAll(Arrays.asList(Math.abs(difference.low()), Math.abs(difference.high())));
      }
    }
    return Collections.max(sizes);
  }
}
