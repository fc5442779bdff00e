package dev.muxscope.client.load;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/// What a thread of the load generator tells the one that gathers the results.
sealed interface WorkerEvent {

  /// Its connections are open, as far as they could be opened.
  record Connected(int connections) implements WorkerEvent {}

  /// It has passed the next boundary of the timeline.
  ///
  /// @param interval what was recorded since the last; belongs to the receiver now
  /// @param replies since the start
  /// @param waitedNanos how long it has waited since the start
  /// @param atNanos when it passed, in [System#nanoTime()]
  /// @param connections how many are open
  /// @param lost why none that sends is left, nor comes back; empty where one is
  record Passed(
      Interval interval,
      long replies,
      long waitedNanos,
      long atNanos,
      int connections,
      Optional<String> lost)
      implements WorkerEvent {}

  /// It has ended in good order.
  ///
  /// @param interval the late replies
  /// @param service service times of the measured part; empty in a closed loop
  /// @param sendLag of the measured part; empty in a closed loop
  /// @param dueBatches of the measured part, sent or not; 0 in a closed loop
  /// @param errors what went wrong
  /// @param sockets what it has used
  record Finished(
      Interval interval,
      Histogram service,
      Histogram sendLag,
      long dueBatches,
      LoadErrors errors,
      LoadResult.Sockets sockets)
      implements WorkerEvent {}

  /// It cannot go on.
  record Failed(LoadException why) implements WorkerEvent {}
}
