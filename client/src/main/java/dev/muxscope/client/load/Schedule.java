package dev.muxscope.client.load;

import java.time.Duration;

/// When requests are due: batches of `pipeline` requests at even distances, from `startNanos` on.
/// Computed from the start each time, so no error adds up.
///
/// @param startNanos when batch 0 is due, in [System#nanoTime()]
/// @param rate requests per second, over zero
/// @param pipeline requests in a batch
/// @param batches how many batches there are
record Schedule(long startNanos, long rate, int pipeline, long batches) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// All batches that are due before `length` is over.
  static Schedule lasting(Duration length, long startNanos, long rate, int pipeline) {
    return new Schedule(startNanos, rate, pipeline, batchesWithin(length, rate, pipeline));
  }

  /// Nothing is ever due.
  static Schedule none(int pipeline) {
    return new Schedule(0, 1, pipeline, 0);
  }

  private static long batchesWithin(Duration length, long rate, int pipeline) {
    // The last request of the day at the highest rate is number 8.64e11: its nanoseconds fit only
    // if whole seconds are counted apart.
    long requests =
        length.toSeconds() * rate + Math.ceilDiv(length.toNanosPart() * rate, NANOS_PER_SECOND);
    return Math.ceilDiv(requests, pipeline);
  }

  /// When a batch is due, in [System#nanoTime()].
  long dueNanos(long batch) {
    long request = batch * pipeline;
    return startNanos
        + request / rate * NANOS_PER_SECOND
        + request % rate * NANOS_PER_SECOND / rate;
  }
}
