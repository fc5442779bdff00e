package dev.muxscope.analytics.advice;

import dev.muxscope.report.Estimate;

/// What another way of waiting would do to the CPU time of a service.
final class CpuEffect {

  private final Forecast forecast;
  private final ReadCosts readCosts;

  CpuEffect(Forecast forecast) {
    this.forecast = forecast;
    this.readCosts = new ReadCosts(forecast.calibration());
  }

  /// CPU time then over CPU time now, 1 for no change; no figure where the recording does not hold
  /// the counts it needs.
  Estimate ratio(Evidence evidence, String to) {
    String from = evidence.waiting().mode();
    if (from.equals(to)) {
      return new Estimate(1, 1, 1);
    }
    return evidence.own().values().isEmpty()
        ? foreign(evidence, from, to)
        : own(evidence.own(), from, to);
  }

  private Estimate own(Measures own, String from, String to) {
    Estimate cost = forecast.cost(from, to, own);
    double now = own.of(Measure.CPU);
    return Double.isNaN(cost.value())
        ? cost
        : new Estimate(cost.value() / now, cost.low() / now, cost.high() / now);
  }

  private Estimate foreign(Evidence evidence, String from, String to) {
    Estimate each = readCosts.difference(from, to);
    double perRead = evidence.of(Fact.READS) / (evidence.of(Fact.CORES) * 1e9);
    return Double.isFinite(perRead) && !Double.isNaN(each.value())
        ? new Estimate(
            1 + perRead * each.value(),
            Math.max(0, 1 + perRead * each.low()),
            1 + perRead * each.high())
        : new Estimate(Double.NaN);
  }

  /// The largest share of the CPU time that any change of waiting could save or cost; `NaN` where
  /// reads or CPU time were not counted.
  double atMost(Evidence evidence) {
    return evidence.of(Fact.READS) * readCosts.largest() / (evidence.of(Fact.CORES) * 1e9);
  }
}
