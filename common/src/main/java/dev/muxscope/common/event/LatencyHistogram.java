package dev.muxscope.common.event;

import java.util.concurrent.atomic.AtomicLongArray;

/// Counts of durations in buckets of at most 12.5 % width. Any thread may record.
///
/// Eight buckets to each power of two: bucket `8 e + m` holds durations from `(8 + m) 2^(e-1)` ns
/// on.
public final class LatencyHistogram {

  private static final int SUB_BITS = 3;
  private static final int SUB = 1 << SUB_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(SUB * (Long.SIZE - SUB_BITS));

  /// A histogram without durations.
  public LatencyHistogram() {}

  /// Records a duration `times` times.
  public void record(long nanos, long times) {
    counts.getAndAdd(bucket(Math.max(nanos, 0)), times);
  }

  /// Begins a duration.
  ///
  /// @return [System#nanoTime], 0 if nobody records durations at this moment
  public static long start() {
    return FlightEvents.on() ? System.nanoTime() : 0;
  }

  /// Records a duration up to now `times` times.
  ///
  /// @param start what [#start] returned
  public void recordSince(long start, long times) {
    if (start != 0) {
      record(System.nanoTime() - start, times);
    }
  }

  /// Takes all counts out and leaves zeros.
  ///
  /// @return one count a bucket
  long[] drain() {
    long[] drained = new long[counts.length()];
    for (int i = 0; i < drained.length; i++) {
      drained[i] = counts.getAndSet(i, 0);
    }
    return drained;
  }

  /// The duration in nanoseconds that a share of the counted ones does not exceed, 0 if there are
  /// none.
  ///
  /// @param share over 0, at most 1
  static long percentile(long[] counts, double share) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return highest(i);
      }
    }
    return 0;
  }

  static int bucket(long nanos) {
    if (nanos < SUB) {
      return (int) nanos;
    }
    int exponent = Long.SIZE - SUB_BITS - 1 - Long.numberOfLeadingZeros(nanos);
    return SUB * (exponent + 1) + (int) (nanos >>> exponent) - SUB;
  }

  /// The longest duration in a bucket.
  static long highest(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int exponent = bucket / SUB - 1;
    return ((long) (SUB + bucket % SUB + 1) << exponent) - 1;
  }
}
