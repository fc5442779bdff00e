package dev.muxscope.analytics;

import dev.muxscope.analytics.advice.AdviceReport;
import dev.muxscope.analytics.advice.Calibration;
import dev.muxscope.analytics.advice.CalibrationReport;
import dev.muxscope.analytics.advice.Forecast;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import java.util.ArrayList;
import java.util.List;

/// Reports of the advisor.
public final class AdviceReports {

  private AdviceReports() {}

  /// What way of waiting for sockets would suit the application that was recorded, and why. First
  /// of all, what limits the figures.
  public static Report advise(RecordingSummary recording) {
    Report advice =
        AdviceReport.of(
            "Advice on " + recording.name(),
            Analysis.subtitle(recording),
            AdviceEvidence.of(recording),
            Forecast.of(Calibration.load()));
    List<Section> sections = new ArrayList<>();
    ViewReports.addProblems(sections, Quality.of(recording));
    sections.addAll(advice.sections());
    return new Report(advice.title(), advice.subtitle(), sections);
  }

  /// How well the advisor foretells CPU time per request, on loads it was not fitted to.
  public static Report error() {
    return CalibrationReport.of(Forecast.of(Calibration.load()));
  }
}
