package dev.muxscope.analytics.advice;

import dev.muxscope.report.Estimate;

/// Resident memory that a waiting connection's stack takes, in bytes, as the lab's memory anatomy
/// measures it on Muxscope's own servers (JDK 25, Linux, x86-64: `muxscope lab`, *memory*). Their
/// stacks are shallow: an application's take as much or more, a platform thread's above all.
final class StackMemory {

  private static final double KIB = 1024;

  static final Estimate PLATFORM = new Estimate(45 * KIB, 40 * KIB, 50 * KIB);
  static final Estimate VIRTUAL = new Estimate(5 * KIB, 4 * KIB, 6 * KIB);
  static final Estimate MULTIPLEXED = new Estimate(1.5 * KIB, 1 * KIB, 2 * KIB);

  private StackMemory() {}

  /// Of one connection that waits in a way; no figure where it is not known which.
  static Estimate of(Waiting waiting) {
    return switch (waiting) {
      case EVENT_LOOPS -> MULTIPLEXED;
      case VIRTUAL_THREADS -> VIRTUAL;
      case PLATFORM_THREADS -> PLATFORM;
      case MIXED, UNKNOWN -> new Estimate(Double.NaN);
    };
  }

  /// Of a number of connections.
  static Estimate times(Estimate each, double connections) {
    return new Estimate(
        connections * each.value(), connections * each.low(), connections * each.high());
  }

  /// What one way takes less than another, of a number of connections.
  static Estimate saved(Estimate now, Estimate then, double connections) {
    return new Estimate(
        connections * (now.value() - then.value()),
        connections * (now.low() - then.high()),
        connections * (now.high() - then.low()));
  }
}
