package dev.muxscope.lab;

import java.util.Map;

/// How often the threads of a process have been switched from, at a moment.
///
/// @param atNanos the moment, in [System#nanoTime()]
/// @param byThread for each thread that is alive
record Switches(long atNanos, Map<String, Count> byThread) {

  Switches {
    byThread = Map.copyOf(byThread);
  }

  /// @param voluntary the thread had to wait
  /// @param involuntary the thread was made to let others run
  record Count(double voluntary, double involuntary) {

    double all() {
      return voluntary + involuntary;
    }
  }

  /// What came since `earlier`, in all threads but those that have ended meanwhile: the kernel
  /// forgets their counts. `NaN` where nothing is counted.
  Count since(Switches earlier) {
    if (byThread.isEmpty() || earlier.byThread.isEmpty()) {
      return new Count(Double.NaN, Double.NaN);
    }
    double voluntary = 0;
    double involuntary = 0;
    for (Map.Entry<String, Count> thread : byThread.entrySet()) {
      Count before = earlier.byThread.getOrDefault(thread.getKey(), new Count(0, 0));
      voluntary += thread.getValue().voluntary() - before.voluntary();
      involuntary += thread.getValue().involuntary() - before.involuntary();
    }
    return new Count(voluntary, involuntary);
  }
}
