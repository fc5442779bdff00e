package dev.muxscope.client.load;

import java.time.Duration;
import java.util.SplittableRandom;

/// Batches at exponentially distributed distances. Each thread has a stream of its own: streams of
/// independent arrivals are, taken together, one of the sum of their rates. The same in every run.
final class PoissonSchedule implements Schedule {

  private static final long SEED = 0x5EED_0F_A881_7A15L;

  private final SplittableRandom random;
  private final double meanNanos;
  private final double lengthNanos;
  private final long startNanos;

  /// Since the start. A `double` holds the nanoseconds of a day exactly.
  private double offset;

  PoissonSchedule(Duration length, long startNanos, Pace pace, int thread, int threads) {
    this.random = new SplittableRandom(SEED + thread);
    this.meanNanos = 1e9 * pace.pipeline() * threads / pace.rate();
    this.lengthNanos = length.toNanos();
    this.startNanos = startNanos;
    advance();
  }

  @Override
  public boolean isOver() {
    return offset >= lengthNanos;
  }

  @Override
  public long dueNanos() {
    return startNanos + (long) offset;
  }

  @Override
  public void advance() {
    // 1 - u is never zero, of which there is no logarithm.
    offset -= meanNanos * Math.log(1 - random.nextDouble());
  }
}
