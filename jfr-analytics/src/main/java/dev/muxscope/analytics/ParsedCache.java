package dev.muxscope.analytics;

import java.util.IdentityHashMap;
import java.util.function.Function;

/// What was worked out of objects that the parser shares between events: threads, stacks, types. It
/// makes new ones for each chunk, so what is known is forgotten now and then, to keep no chunk.
///
/// Owned by the thread that reads.
///
/// @param <K> what the parser shares, told apart by identity
/// @param <V> what was worked out of it
final class ParsedCache<K, V> {

  private static final int MOST = 1 << 12;

  private final IdentityHashMap<K, V> known = new IdentityHashMap<>();
  private final Function<K, V> workOut;

  ParsedCache(Function<K, V> workOut) {
    this.workOut = workOut;
  }

  V get(K key) {
    V value = known.get(key);
    if (value == null) {
      value = workOut.apply(key);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(key, value);
    }
    return value;
  }
}
