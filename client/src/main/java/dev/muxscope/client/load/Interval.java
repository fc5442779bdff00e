package dev.muxscope.client.load;

import org.HdrHistogram.Histogram;

/// The replies of an interval. A thread fills one, hands it over and takes another, so that nobody
/// reads what somebody else writes.
///
/// Owned by whoever holds it.
final class Interval {

  private final Histogram measured = LatencyRecorder.newHistogram();
  private final Histogram warmUp = LatencyRecorder.newHistogram();
  private long maxLagNanos;

  /// Response times of the requests that were due in the measured part.
  Histogram measured() {
    return measured;
  }

  /// Response times of the requests that were due before.
  Histogram warmUp() {
    return warmUp;
  }

  /// How late the latest request left; 0 in a closed loop.
  long maxLagNanos() {
    return maxLagNanos;
  }

  void left(long lagNanos) {
    if (lagNanos > maxLagNanos) {
      maxLagNanos = lagNanos;
    }
  }

  void add(Interval other) {
    measured.add(other.measured);
    warmUp.add(other.warmUp);
    left(other.maxLagNanos);
  }

  void reset() {
    measured.reset();
    warmUp.reset();
    maxLagNanos = 0;
  }
}
