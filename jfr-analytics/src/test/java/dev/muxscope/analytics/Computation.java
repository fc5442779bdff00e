package dev.muxscope.analytics;

/// Work for samples to show.
final class Computation {

  /// So that nothing of it can be left out.
  private static volatile long result;

  private Computation() {}

  /// Work of a given amount, some hundred milliseconds of a core: a time would be over without a
  /// sample if the machine gave this thread none of it.
  static void run() {
    long sum = 0;
    for (int i = 0; i < 10_000_000; i++) {
      sum += Long.toString(sum).hashCode();
    }
    result = sum;
  }
}
