package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Values of an application's threads, of the first so many: one with a new thread for each request
/// has no end of them. What is added to others goes to a single value that is not shown; [Quality]
/// tells that there are any.
///
/// Owned by the thread that reads the recording; read-only afterwards.
///
/// @param <K> what a thread is known by
/// @param <V> what is kept of it
final class Capped<K, V> {

  /// A few megabytes of values, and more threads than live at once in a server.
  static final int MOST = 10_000;

  private final Map<K, V> values = new HashMap<>();
  private final Supplier<V> make;
  private final V others;
  private boolean overflown;

  Capped(Supplier<V> make) {
    this.make = make;
    this.others = make.get();
  }

  /// The value of a thread, to be added to.
  V of(K thread) {
    if (values.size() < MOST) {
      return values.computeIfAbsent(thread, _ -> make.get());
    }
    V known = values.get(thread);
    overflown |= known == null;
    return known == null ? others : known;
  }

  /// The values of the threads that are told apart.
  Map<K, V> values() {
    return values;
  }

  /// Whether there were others.
  boolean isOverflown() {
    return overflown;
  }
}
