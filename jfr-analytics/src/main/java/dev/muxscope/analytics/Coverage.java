package dev.muxscope.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The time that a recording covers. All times are in nanoseconds since the epoch.
///
/// @param start when it began
/// @param end when it ended
/// @param gaps the times between that it does not cover, as between files
record Coverage(long start, long end, List<Gap> gaps) {

  private static final double MOST_MISSING = 0.1;

  /// A time that was not recorded.
  record Gap(long from, long to) {}

  Coverage {
    gaps = List.copyOf(gaps);
  }

  /// All the time between two moments.
  static Coverage between(Instant start, Instant end) {
    return new Coverage(Series.nanos(start), Series.nanos(end), List.of());
  }

  /// What chunks cover, of which there is at least one.
  static Coverage of(List<Chunk> chunks) {
    List<Chunk> sorted = chunks.stream().sorted(Comparator.comparingLong(Chunk::start)).toList();
    long start = sorted.getFirst().start();
    long end = start;
    List<Gap> gaps = new ArrayList<>();
    for (Chunk chunk : sorted) {
      if (chunk.start() > end) {
        gaps.add(new Gap(end, chunk.start()));
      }
      end = Math.max(end, chunk.end());
    }
    return new Coverage(start, end, gaps);
  }

  /// For how many nanoseconds it was recorded.
  long nanos() {
    return end - start - missing(start, end);
  }

  /// Whether nine tenths of the time between two times were recorded, or more.
  boolean covers(long from, long to) {
    return missing(from, to) <= MOST_MISSING * (to - from);
  }

  private long missing(long from, long to) {
    return gaps.stream()
        .mapToLong(gap -> Math.max(0, Math.min(gap.to, to) - Math.max(gap.from, from)))
        .sum();
  }
}
