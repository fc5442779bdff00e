package dev.muxscope.client.load;

import java.time.Duration;

/// Batches at even distances. Several threads take them in turn. Computed from the start each time,
/// so no error adds up.
final class EvenSchedule implements Schedule {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long startNanos;
  private final long rate;
  private final int pipeline;
  private final long batches;
  private final int step;
  private long next;

  /// @param startNanos when batch 0 is due, in [System#nanoTime()]
  /// @param rate requests per second of all threads, over zero
  /// @param pipeline requests in a batch
  /// @param batches how many batches there are for all threads
  /// @param first the first batch of this thread
  /// @param step from one batch of this thread to its next
  EvenSchedule(long startNanos, long rate, int pipeline, long batches, int first, int step) {
    this.startNanos = startNanos;
    this.rate = rate;
    this.pipeline = pipeline;
    this.batches = batches;
    this.next = first;
    this.step = step;
  }

  /// All batches of a thread that are due before `length` is over.
  static EvenSchedule lasting(
      Duration length, long startNanos, Pace pace, int thread, int threads) {
    return new EvenSchedule(
        startNanos,
        pace.rate(),
        pace.pipeline(),
        batchesWithin(length, pace.rate(), pace.pipeline()),
        thread,
        threads);
  }

  private static long batchesWithin(Duration length, long rate, int pipeline) {
    // The last request of the day at the highest rate is number 8.64e11: its nanoseconds fit only
    // if whole seconds are counted apart.
    long requests =
        length.toSeconds() * rate + Math.ceilDiv(length.toNanosPart() * rate, NANOS_PER_SECOND);
    return Math.ceilDiv(requests, pipeline);
  }

  @Override
  public boolean isOver() {
    return next >= batches;
  }

  @Override
  public long dueNanos() {
    return dueNanos(next);
  }

  /// When a batch is due, whichever thread's it is.
  long dueNanos(long batch) {
    long request = batch * pipeline;
    return startNanos
        + request / rate * NANOS_PER_SECOND
        + request % rate * NANOS_PER_SECOND / rate;
  }

  @Override
  public void advance() {
    next += step;
  }
}
