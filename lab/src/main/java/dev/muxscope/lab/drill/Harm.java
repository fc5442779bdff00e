package dev.muxscope.lab.drill;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;

/// What a rise of the bystanders' p99 means. Immutable.
///
/// A hit must be seen in the p99 of the whole time and in that of the typical interval, so that one
/// hiccup of the machine is no hit.
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
        expected == Expected.HIT
            ? "the bystanders' p99 rises by " + nanos(hitNanos) + " or more"
            : "the bystanders' p99 rises by " + nanos(sparedNanos) + " at most";
    return new Conclusion(timeline.mode(), claim, holding(timeline, expected), figures(timeline));
  }

  private Holding holding(Timeline timeline, Expected expected) {
    Timeline.Part without = timeline.without();
    Timeline.Part with = timeline.with();
    if (without.count() < LEAST || with.count() < LEAST || tooLoud(without)) {
      return Holding.UNDECIDED;
    }
    double rise = with.p99() - without.p99();
    double typicalRise = with.typicalP99() - without.typicalP99();
    if (rise >= hitNanos && typicalRise > sparedNanos) {
      return expected == Expected.HIT ? Holding.HELD : Holding.DID_NOT_HOLD;
    }
    if (rise <= sparedNanos) {
      return expected == Expected.SPARED ? Holding.HELD : Holding.DID_NOT_HOLD;
    }
    return Holding.UNDECIDED;
  }

  /// Whether the bystanders waited so long without the fault that nothing can be laid to it.
  private boolean tooLoud(Timeline.Part without) {
    return without.p99() > hitNanos / 2;
  }

  private String figures(Timeline timeline) {
    Timeline.Part without = timeline.without();
    Timeline.Part with = timeline.with();
    return "Without the fault it is "
        + nanos(without.p99())
        + ", with it "
        + nanos(with.p99())
        + ", and "
        + nanos(with.typicalP99())
        + " in the typical interval"
        + (tooLoud(without) ? "; too much without the fault to judge." : ".");
  }

  private static String nanos(double nanos) {
    return Values.format(nanos, Format.NANOS);
  }
}
