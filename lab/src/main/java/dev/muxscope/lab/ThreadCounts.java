package dev.muxscope.lab;

import java.util.Map;

/// What the kernel has counted for each thread of a process, at a moment.
///
/// @param atNanos the moment, in [System#nanoTime()]
/// @param byThread for each thread that is alive
record ThreadCounts(long atNanos, Map<String, Count> byThread) {

  /// Nothing counted.
  static final ThreadCounts NONE = new ThreadCounts(0, Map.of());

  ThreadCounts {
    byThread = Map.copyOf(byThread);
  }

  /// @param voluntary switches: the thread had to wait
  /// @param involuntary switches: the thread was made to let others run
  /// @param queueNanos it could have run and no processor was free; `NaN` where it is not counted
  record Count(double voluntary, double involuntary, double queueNanos) {

    static final Count NONE = new Count(0, 0, 0);
    static final Count UNKNOWN = new Count(Double.NaN, Double.NaN, Double.NaN);

    Count plus(Count other) {
      return new Count(
          voluntary + other.voluntary,
          involuntary + other.involuntary,
          queueNanos + other.queueNanos);
    }

    Count minus(Count other) {
      return new Count(
          voluntary - other.voluntary,
          involuntary - other.involuntary,
          queueNanos - other.queueNanos);
    }
  }

  /// What came since `earlier`, in all threads but those that have ended meanwhile: the kernel
  /// forgets their counts. `NaN` where nothing is counted.
  Count since(ThreadCounts earlier) {
    if (byThread.isEmpty() || earlier.byThread.isEmpty()) {
      return Count.UNKNOWN;
    }
    Count sum = Count.NONE;
    for (Map.Entry<String, Count> thread : byThread.entrySet()) {
      Count before = earlier.byThread.getOrDefault(thread.getKey(), Count.NONE);
      sum = sum.plus(thread.getValue().minus(before));
    }
    return sum;
  }

  /// How many threads have ended since `earlier`, and taken their counts along.
  long endedSince(ThreadCounts earlier) {
    return earlier.byThread.keySet().stream().filter(id -> !byThread.containsKey(id)).count();
  }
}
