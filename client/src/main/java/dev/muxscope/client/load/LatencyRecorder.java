package dev.muxscope.client.load;

import org.HdrHistogram.Histogram;

/// Records what a loop measures. Requests that were due before [#measureFrom] belong to the warm-up
/// and are kept apart, however late their replies come.
///
/// Owned by the loop's thread.
final class LatencyRecorder {

  /// Longer times count as this long.
  private static final long MAX_NANOS = 60_000_000_000L;

  private static final int DIGITS = 3;

  private final boolean openLoop;
  private final Histogram service = newHistogram();
  private final Histogram sendLag = newHistogram();
  private Interval interval = new Interval();
  private long measureFrom = Long.MAX_VALUE;
  private boolean measuring;
  private long missedBatches;
  private long replies;

  LatencyRecorder(boolean openLoop) {
    this.openLoop = openLoop;
  }

  /// All have the same form, so that one is added to another quickly.
  static Histogram newHistogram() {
    return new Histogram(MAX_NANOS, DIGITS);
  }

  /// Measures the requests due from this moment on, in [System#nanoTime()].
  void measureFrom(long nanos) {
    measureFrom = nanos;
    measuring = true;
  }

  /// A batch has left.
  void sent(long due, long sent) {
    long lag = sent - due;
    interval.left(lag);
    if (isMeasured(due)) {
      record(sendLag, lag, 1);
    }
  }

  /// A batch will never leave.
  void missed(long due) {
    missedBatches += isMeasured(due) ? 1 : 0;
  }

  /// Replies to `count` requests of a batch have come.
  void replied(long due, long sent, long now, int count) {
    replies += count;
    boolean measured = isMeasured(due);
    record(measured ? interval.measured() : interval.warmUp(), now - due, count);
    // In a closed loop a request is due when it is sent: both times are one.
    if (measured && openLoop) {
      record(service, now - sent, count);
    }
  }

  private boolean isMeasured(long due) {
    return measuring && due - measureFrom >= 0;
  }

  private static void record(Histogram histogram, long nanos, int count) {
    long value = Math.clamp(nanos, 0, MAX_NANOS);
    if (count == 1) {
      histogram.recordValue(value);
    } else {
      histogram.recordValueWithCount(value, count);
    }
  }

  /// Batches of the measured part, sent or missed; 0 in a closed loop.
  long dueBatches() {
    return sendLag.getTotalCount() + missedBatches;
  }

  /// Replies since the start, those of the warm-up included.
  long replies() {
    return replies;
  }

  /// Service times of the measured part; empty in a closed loop.
  Histogram service() {
    return service;
  }

  /// How late the batches of the measured part left; empty in a closed loop.
  Histogram sendLag() {
    return sendLag;
  }

  /// Goes on in another interval, which must be empty.
  ///
  /// @return the one that is over
  Interval endInterval(Interval next) {
    Interval ended = interval;
    interval = next;
    return ended;
  }
}
