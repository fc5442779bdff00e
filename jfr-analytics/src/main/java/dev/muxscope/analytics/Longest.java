package dev.muxscope.analytics;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/// Keeps the longest of many things, so that memory stays bounded whatever a recording holds.
///
/// Owned by the thread that reads the recording; read-only afterwards.
///
/// @param <T> what is kept
final class Longest<T> {

  private final int most;
  private final Comparator<T> byLength;
  private final PriorityQueue<T> kept;
  private long seen;

  /// Keeps `most` things, by their length.
  Longest(int most, ToLongFunction<T> length) {
    this.most = most;
    byLength = Comparator.comparingLong(length);
    kept = new PriorityQueue<>(byLength);
  }

  /// Whether a thing would be kept.
  boolean wants(T thing) {
    return kept.size() < most || byLength.compare(thing, kept.element()) > 0;
  }

  void add(T thing) {
    seen++;
    if (wants(thing)) {
      kept.add(thing);
    }
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /// What was kept, the longest first.
  List<T> list() {
    return kept.stream().sorted(byLength.reversed()).toList();
  }

  /// How many there were, those not kept included.
  long seen() {
    return seen;
  }
}
