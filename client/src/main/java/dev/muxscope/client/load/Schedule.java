package dev.muxscope.client.load;

import java.time.Duration;

/// When the batches of a thread are due, one after the other.
///
/// Owned by the loop's thread.
sealed interface Schedule permits EvenSchedule, PoissonSchedule, CutSchedule {

  /// The share of one thread in all batches that are due before the warm-up and the measured part
  /// are over.
  ///
  /// @param thread counted from 0
  /// @param startNanos when the warm-up begins, in [System#nanoTime()]
  static Schedule of(LoadOptions options, int thread, long startNanos) {
    Duration length = options.warmUp().plus(options.duration());
    int threads = options.connections().threads();
    return switch (options.pace().arrival()) {
      case FIXED -> EvenSchedule.lasting(length, startNanos, options.pace(), thread, threads);
      case POISSON -> new PoissonSchedule(length, startNanos, options.pace(), thread, threads);
    };
  }

  /// Nothing is ever due.
  static Schedule none() {
    return new EvenSchedule(0, 1, 1, 0, 0, 1);
  }

  /// Whether no batch is left.
  boolean isOver();

  /// When the next batch is due, in [System#nanoTime()]; only while there is one.
  long dueNanos();

  /// Goes on to the batch after the next one.
  void advance();
}
