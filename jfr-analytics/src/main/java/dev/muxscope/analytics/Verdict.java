package dev.muxscope.analytics;

import dev.muxscope.report.Estimate;

/// What may be said about a figure of two recordings.
enum Verdict {
  LESS("less in B"),
  /// None that is worth naming: either the interval contains 1 and no ratio that is far from it, or
  /// it contains only ratios next to 1.
  SAME("no difference"),
  MORE("more in B"),
  ONLY_A("only in A"),
  ONLY_B("only in B"),
  /// The interval contains 1 and much else, or could not be had.
  UNKNOWN("not enough evidence"),
  REFUSED("does not compare");

  /// A ratio of less than this either way is no difference worth naming, however sure it is.
  static final double NEGLIGIBLE = 1.01;

  /// Where a ratio of this much either way is possible, *no difference* would say too much.
  static final double FAR = 1.25;

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// The verdict on a ratio with a known interval.
  static Verdict of(Estimate ratio) {
    if (isWithin(ratio, NEGLIGIBLE)) {
      return SAME;
    }
    if (ratio.low() > 1) {
      return MORE;
    }
    if (ratio.high() < 1) {
      return LESS;
    }
    return isWithin(ratio, FAR) ? SAME : UNKNOWN;
  }

  private static boolean isWithin(Estimate ratio, double factor) {
    return ratio.low() >= 1 / factor && ratio.high() <= factor;
  }
}
