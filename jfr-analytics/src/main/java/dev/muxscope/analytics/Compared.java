package dev.muxscope.analytics;

import dev.muxscope.report.Estimate;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.Optional;

/// A measure of two recordings side by side.
///
/// @param measure what was compared
/// @param label its name, with the unit
/// @param a of the first recording; `NaN` where there is none
/// @param b of the second
/// @param ratio of `b` to `a`, with an interval where one may be told
/// @param verdict what may be said
record Compared(
    Measure measure, String label, double a, double b, Estimate ratio, Verdict verdict) {

  /// In how many seconds there must be any.
  private static final int FEWEST_NONZERO = 5;

  /// Compares two samples of a measure; empty where neither recording has any of it, or one has
  /// nothing to divide it by.
  ///
  /// @param refused whether something keeps the recordings from being compared by it
  static Optional<Compared> of(
      Measure measure, Unit unit, Sampled a, Sampled b, boolean refused, BlockBootstrap bootstrap) {
    boolean none = a.nonZero() == 0 && b.nonZero() == 0;
    // As requests per select of a server that does not select.
    boolean undefined = Double.isNaN(a.value()) || Double.isNaN(b.value());
    if (none || undefined) {
      return Optional.empty();
    }
    String label = measure.label(unit);
    double ratio = RecordingSummary.ratio(b.value(), a.value());
    Estimate alone = new Estimate(ratio > 0 ? ratio : Double.NaN);
    boolean tooShort = Math.min(a.size(), b.size()) < Steady.FEWEST;
    Verdict verdict =
        tooShort ? Verdict.UNKNOWN : refused ? Verdict.REFUSED : beforehand(measure, a, b);
    if (verdict != Verdict.SAME) {
      return Optional.of(new Compared(measure, label, a.value(), b.value(), alone, verdict));
    }
    Estimate interval = widened(bootstrap.ratio(a, b), measure.step());
    return Optional.of(
        new Compared(measure, label, a.value(), b.value(), interval, Verdict.of(interval)));
  }

  /// What is clear before chance is judged; [Verdict#SAME] if nothing is.
  private static Verdict beforehand(Measure measure, Sampled a, Sampled b) {
    boolean some = a.nonZero() >= FEWEST_NONZERO;
    boolean others = b.nonZero() >= FEWEST_NONZERO;
    if (!some && !others) {
      return Verdict.UNKNOWN;
    }
    boolean sampled = measure.origin().isSampled();
    if (!sampled && (a.nonZero() == 0 || b.nonZero() == 0)) {
      return a.nonZero() == 0 ? Verdict.ONLY_B : Verdict.ONLY_A;
    }
    boolean compares = some && others && a.value() > 0 && b.value() > 0;
    return compares ? Verdict.SAME : Verdict.UNKNOWN;
  }

  private static Estimate widened(Estimate ratio, double step) {
    return new Estimate(ratio.value(), ratio.low() / step, ratio.high() * step);
  }

  /// The comparison in words, as a sentence.
  String sentence(String labelA, String labelB) {
    var format = measure.kind().format();
    String figures =
        "%s: %s in %s, %s in %s"
            .formatted(
                capitalised(label),
                Values.format(a, format),
                labelA,
                Values.format(b, format),
                labelB);
    String factor =
        Double.isNaN(ratio.value()) ? "" : " (" + Values.format(ratio, Format.RATIO) + ")";
    return figures + factor + ": " + verdict.label() + ".";
  }

  private static String capitalised(String text) {
    boolean percentile = Character.isDigit(text.charAt(1));
    return percentile ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
