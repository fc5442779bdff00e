package dev.muxscope.analytics;

import dev.muxscope.analytics.advice.AdviceReport;
import dev.muxscope.analytics.advice.Calibration;
import dev.muxscope.analytics.advice.CalibrationReport;
import dev.muxscope.analytics.advice.Forecast;
import dev.muxscope.report.Report;

/// Reports of the advisor.
public final class AdviceReports {

  private AdviceReports() {}

  /// What way of waiting for sockets would suit the application that was recorded, and why.
  public static Report advise(RecordingSummary recording) {
    return AdviceReport.of(
        "Advice on " + recording.name(),
        Analysis.subtitle(recording),
        AdviceEvidence.of(recording),
        Forecast.of(Calibration.load()));
  }

  /// How well the advisor foretells CPU time per request, on loads it was not fitted to.
  public static Report error() {
    return CalibrationReport.of(Forecast.of(Calibration.load()));
  }
}
