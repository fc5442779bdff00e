package dev.muxscope.analytics;

import static dev.muxscope.analytics.Columns.count;
import static dev.muxscope.analytics.Columns.number;
import static dev.muxscope.analytics.Columns.text;

import dev.muxscope.analytics.View.Source;
import java.util.List;

/// Views of how far a recording can be trusted.
final class TrustViews {

  static final View TRUST =
      new View(
          "trust",
          "How far this recording can be trusted",
          settings(
              "Fine: no cause for doubt. Limits: fewer or less exact figures. Misleads: figures that"
                  + " are wrong by it."),
          List.of(text("what"), text("value"), text("verdict"), text("because")),
          List.of("value"),
          View.ALL_ROWS,
          TrustRows::trust,
          List.of());

  static final View SETTINGS =
      new View(
          "hidden-events",
          "Events that settings kept out",
          settings(
              "Throttled events are a sample: means of them are fair, sums of them are too low, but"
                  + " for those of a weight: one of jdk.ObjectAllocationSample stands for all since"
                  + " the one before. A threshold leaves out the short ones, so that means are too"
                  + " high."),
          List.of(
              text("event"),
              count("here"),
              number("per second"),
              text("threshold"),
              text("throttle"),
              text("not here")),
          List.of("per second"),
          View.ALL_ROWS,
          HiddenRows::all,
          List.of());

  private TrustViews() {}

  private static Source settings(String note) {
    return new Source(
        List.of("jdk.ActiveSetting"),
        _ -> true,
        JvmViews.RECORDED_BY,
        "No event was recorded with a threshold or a throttle.",
        note);
  }
}
