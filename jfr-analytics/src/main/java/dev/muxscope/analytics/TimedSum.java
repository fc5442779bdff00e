package dev.muxscope.analytics;

import java.util.Arrays;

/// Amounts by when they fell due, in slots of a tenth of a second: fine enough for seconds that
/// begin at any sample of a counter to be cut from them, at 80 bytes a second.
///
/// Owned by the thread that reads the recording; read-only afterwards.
final class TimedSum {

  private static final long SLOT = 100_000_000L;
  private static final int IN_A_SECOND = 10;
  // Of a recording longer than a day, the first event's day is kept.
  private static final int MOST_SLOTS = 864_000;

  private double[] sums = new double[0];
  private long base;
  private long droppedBefore = Long.MIN_VALUE;
  private long droppedAfter = Long.MAX_VALUE;

  /// Adds an amount at a time in nanoseconds since the epoch, in any order of time.
  void add(long time, long amount) {
    long slot = Math.floorDiv(time, SLOT);
    if (sums.length == 0) {
      base = slot;
    }
    long at = slot - base;
    if (at >= MOST_SLOTS) {
      droppedAfter = Math.min(droppedAfter, slot);
      return;
    }
    if (at <= -MOST_SLOTS) {
      droppedBefore = Math.max(droppedBefore, slot);
      return;
    }
    if (at < 0) {
      at = growAtFront(at);
    } else if (at >= sums.length) {
      sums = Arrays.copyOf(sums, (int) Math.max(at + 1, 2L * sums.length));
    }
    sums[(int) at] += amount;
  }

  private long growAtFront(long at) {
    int more = (int) Math.max(-at, sums.length);
    double[] longer = new double[more + sums.length];
    System.arraycopy(sums, 0, longer, more, sums.length);
    sums = longer;
    base -= more;
    return at + more;
  }

  boolean isEmpty() {
    return sums.length == 0;
  }

  /// The largest sum of a second, which may begin at any slot.
  double mostInASecond() {
    double sum = 0;
    double most = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += sums[i] - (i < IN_A_SECOND ? 0 : sums[i - IN_A_SECOND]);
      most = Math.max(most, sum);
    }
    return most;
  }

  /// The sums of the spans that rising times divide; within a slot the amount is taken to be spread
  /// evenly.
  ///
  /// @param edges nanoseconds since the epoch
  /// @return one less than there are edges; `NaN` for a span of which amounts were not kept
  double[] between(long[] edges) {
    double[] before = new double[sums.length + 1];
    for (int i = 0; i < sums.length; i++) {
      before[i + 1] = before[i] + sums[i];
    }
    double[] spans = new double[edges.length - 1];
    for (int i = 0; i < spans.length; i++) {
      spans[i] =
          isKept(edges[i], edges[i + 1])
              ? upTo(edges[i + 1], before) - upTo(edges[i], before)
              : Double.NaN;
    }
    return spans;
  }

  private boolean isKept(long from, long to) {
    return Math.floorDiv(from, SLOT) > droppedBefore && Math.floorDiv(to - 1, SLOT) < droppedAfter;
  }

  private double upTo(long time, double[] before) {
    long slot = Math.floorDiv(time, SLOT);
    long at = slot - base;
    if (at < 0) {
      return 0;
    }
    if (at >= sums.length) {
      return before[sums.length];
    }
    double part = (double) (time - slot * SLOT) / SLOT;
    return before[(int) at] + part * sums[(int) at];
  }
}
