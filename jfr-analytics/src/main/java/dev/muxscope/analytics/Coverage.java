package dev.muxscope.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The time that a recording covers.
///
/// @param start when it began, in nanoseconds since the epoch
/// @param end when it ended, in nanoseconds since the epoch
/// @param nanos for how long of the time between it was recorded: less where files leave gaps
record Coverage(long start, long end, long nanos) {

  /// All the time between two moments.
  static Coverage between(Instant start, Instant end) {
    long nanos = Duration.between(start, end).toNanos();
    long from = Duration.between(Instant.EPOCH, start).toNanos();
    return new Coverage(from, from + nanos, nanos);
  }

  /// What chunks cover, of which there is at least one.
  static Coverage of(List<Chunk> chunks) {
    List<Chunk> sorted = chunks.stream().sorted(Comparator.comparingLong(Chunk::start)).toList();
    long start = sorted.getFirst().start();
    long end = start;
    long gaps = 0;
    for (Chunk chunk : sorted) {
      gaps += Math.max(0, chunk.start() - end);
      end = Math.max(end, chunk.end());
    }
    return new Coverage(start, end, end - start - gaps);
  }
}
