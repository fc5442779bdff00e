package dev.muxscope.lab.drill;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;

/// What a rise of the bystanders' p99 means. Immutable.
///
/// It is judged by the typical interval, the median of all, so that one hiccup of the machine is no
/// hit; but who was hit in more than a quarter of the intervals was not spared for sure. Where
/// nobody is answered the p99 is infinite, so that silence is the worst hit of all.
///
/// @param sparedNanos a rise up to this one is none
/// @param hitNanos a rise from this one on is a hit, over `sparedNanos`
record Harm(double sparedNanos, double hitNanos) {

  /// Fewer responses than these have no p99 worth a word.
  private static final int LEAST = 100;

  /// What is expected of the bystanders.
  enum Expected {
    HIT,
    SPARED
  }

  /// Judges what happened to the bystanders.
  Conclusion judge(Timeline timeline, Expected expected) {
    String claim =
        "in the typical interval the bystanders' p99 rises by "
            + (expected == Expected.HIT
                ? nanos(hitNanos) + " or more"
                : nanos(sparedNanos) + " at most");
    return new Conclusion(timeline.mode(), claim, holding(timeline, expected), figures(timeline));
  }

  private Holding holding(Timeline timeline, Expected expected) {
    Timeline.Part without = timeline.without();
    Timeline.Part with = timeline.with();
    if (without.count() < LEAST || tooLoud(without)) {
      return Holding.UNDECIDED;
    }
    double rise = with.typicalP99() - without.typicalP99();
    if (rise >= hitNanos) {
      return expected == Expected.HIT ? Holding.HELD : Holding.DID_NOT_HOLD;
    }
    boolean rarely = with.upperP99() - without.typicalP99() < hitNanos;
    if (rise <= sparedNanos && rarely && with.count() >= LEAST) {
      return expected == Expected.SPARED ? Holding.HELD : Holding.DID_NOT_HOLD;
    }
    return Holding.UNDECIDED;
  }

  /// Whether the bystanders waited so long without the fault that nothing can be laid to it.
  private boolean tooLoud(Timeline.Part without) {
    return without.typicalP99() > hitNanos / 2;
  }

  private String figures(Timeline timeline) {
    Timeline.Part without = timeline.without();
    Timeline.Part with = timeline.with();
    return "%s without the fault, %s with it%s; over the whole time %s and %s."
        .formatted(
            Timeline.words(without.typicalP99()),
            Timeline.words(with.typicalP99()),
            doubt(without, with),
            Timeline.words(without.p99()),
            Timeline.words(with.p99()));
  }

  /// Why nothing was decided, if that is so for another reason than the typical interval.
  private String doubt(Timeline.Part without, Timeline.Part with) {
    if (tooLoud(without)) {
      return ", too much without the fault to judge";
    }
    boolean scattered =
        with.typicalP99() - without.typicalP99() <= sparedNanos
            && with.upperP99() - without.typicalP99() >= hitNanos;
    return scattered ? ", but " + orMore(with.upperP99()) + " in a quarter of the time" : "";
  }

  private static String orMore(double nanos) {
    return Timeline.words(nanos) + (Double.isInfinite(nanos) ? "" : " or more");
  }

  private static String nanos(double nanos) {
    return Values.format(nanos, Format.NANOS);
  }
}
