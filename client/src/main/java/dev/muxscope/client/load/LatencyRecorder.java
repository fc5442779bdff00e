package dev.muxscope.client.load;

import org.HdrHistogram.Histogram;

/// Records what the loop measures. Requests that were due before [#measureFrom] belong to the
/// warm-up and are thrown away, however late their replies come.
///
/// Owned by the loop's thread.
final class LatencyRecorder {

  /// Longer times count as this long.
  private static final long MAX_NANOS = 60_000_000_000L;

  private static final int DIGITS = 3;

  /// A snapshot is read by people once a second: two digits keep reading it cheap.
  private static final int INTERVAL_DIGITS = 2;

  private final boolean openLoop;
  private final Histogram response = new Histogram(MAX_NANOS, DIGITS);
  private final Histogram service = new Histogram(MAX_NANOS, DIGITS);
  private final Histogram sendLag = new Histogram(MAX_NANOS, DIGITS);
  private final Histogram interval = new Histogram(MAX_NANOS, INTERVAL_DIGITS);
  private long measureFrom = Long.MAX_VALUE;
  private boolean measuring;
  private long replies;
  private long intervalMaxLag;

  LatencyRecorder(boolean openLoop) {
    this.openLoop = openLoop;
  }

  /// Measures the requests due from this moment on, in [System#nanoTime()].
  void measureFrom(long nanos) {
    measureFrom = nanos;
    measuring = true;
  }

  /// A batch has left.
  void sent(long due, long sent) {
    long lag = sent - due;
    if (lag > intervalMaxLag) {
      intervalMaxLag = lag;
    }
    if (isMeasured(due)) {
      record(sendLag, lag, 1);
    }
  }

  /// Replies to `count` requests of a batch have come.
  void replied(long due, long sent, long now, int count) {
    replies += count;
    record(interval, now - due, count);
    if (isMeasured(due)) {
      record(response, now - due, count);
      if (openLoop) {
        record(service, now - sent, count);
      }
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

  /// Replies since the start, those of the warm-up included.
  long replies() {
    return replies;
  }

  Histogram response() {
    return response;
  }

  /// In a closed loop a request is due when it is sent: both times are one.
  Histogram service() {
    return openLoop ? service : response;
  }

  Histogram sendLag() {
    return sendLag;
  }

  /// Response times since the last [#endInterval].
  Histogram interval() {
    return interval;
  }

  long intervalMaxLag() {
    return intervalMaxLag;
  }

  void endInterval() {
    interval.reset();
    intervalMaxLag = 0;
  }
}
