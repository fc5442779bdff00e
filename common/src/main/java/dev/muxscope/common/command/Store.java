package dev.muxscope.common.command;

import dev.muxscope.common.protocol.Key;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// The server's keys and values: one concurrent map in every mode, so that no mode has a cheaper
/// one.
///
/// Safe for all threads. Each operation on one key is atomic; a command on several keys is atomic
/// for each of them only.
public final class Store {

  /// A value that does not expire.
  public static final long NEVER = Long.MAX_VALUE;

  /// No value.
  public static final Entry ABSENT = new Entry(new byte[0], Entry.NOT_THERE);

  /// A value as it was when it was looked up. Immutable, as long as nobody changes the bytes, which
  /// nobody may.
  public static final class Entry {

    private static final long NOT_THERE = Long.MIN_VALUE;

    private final byte[] value;
    private final long expiresAt;

    /// @param value the bytes
    /// @param expiresAt when it ceases to be there, in epoch milliseconds, or [#NEVER]
    public Entry(byte[] value, long expiresAt) {
      this.value = value;
      this.expiresAt = expiresAt;
    }

    /// The bytes, not to be changed; none if it is [#ABSENT].
    public byte[] value() {
      return value;
    }

    /// When it ceases to be there, in epoch milliseconds, or [#NEVER].
    public long expiresAt() {
      return expiresAt;
    }

    /// Whether this is a value at all, rather than [#ABSENT].
    public boolean exists() {
      return expiresAt != NOT_THERE;
    }

    private boolean expired() {
      return expiresAt != NEVER && expiresAt <= System.currentTimeMillis();
    }
  }

  private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();

  /// How many values with an expiry were stored since the last sweep that found none.
  private final AtomicInteger expiring = new AtomicInteger();

  /// An empty store.
  public Store() {}

  /// The value of `key`, or [#ABSENT]. Allocates nothing.
  public Entry get(Key key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return ABSENT;
    }
    if (entry.expired()) {
      entries.remove(key, entry);
      return ABSENT;
    }
    return entry;
  }

  /// Sets the value of `key`, which then never expires.
  public void put(Key key, byte[] value) {
    Entry entry = new Entry(value, NEVER);
    // A value in the place of another needs no copy of the key.
    if (entries.replace(key, entry) == null) {
      entries.put(key.copy(), entry);
    }
  }

  /// Changes the value of `key` in one atomic step.
  ///
  /// @param change gets the value or [#ABSENT], and returns the new one or [#ABSENT]; it may be
  ///   called by any thread, and must be short
  /// @return what `change` returned
  public Entry update(Key key, UnaryOperator<Entry> change) {
    Entry updated =
        entries.compute(
            key.copy(),
            (_, old) -> {
              Entry next = change.apply(old == null || old.expired() ? ABSENT : old);
              return next.exists() ? next : null;
            });
    if (updated == null) {
      return ABSENT;
    }
    if (updated.expiresAt != NEVER) {
      expiring.incrementAndGet();
    }
    return updated;
  }

  /// Removes `key`.
  ///
  /// @return whether it was there
  public boolean remove(Key key) {
    Entry entry = entries.remove(key);
    return entry != null && !entry.expired();
  }

  /// Removes all keys.
  public void clear() {
    entries.clear();
  }

  /// How many keys there are; some may have expired unnoticed.
  public int size() {
    return entries.size();
  }

  /// How many keys have an expiry. Looks at all keys.
  public int expiringKeys() {
    int count = 0;
    for (Entry entry : entries.values()) {
      count += entry.expiresAt == NEVER ? 0 : 1;
    }
    return count;
  }

  /// Removes values that have expired, so that those nobody asks for do not stay for ever. To be
  /// called now and then; costs nothing while no value has an expiry.
  ///
  /// @return how many were removed
  public int sweep() {
    int seen = expiring.get();
    if (seen == 0) {
      return 0;
    }
    int removed = 0;
    boolean left = false;
    Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Entry> each = all.next();
      if (each.getValue().expired()) {
        removed += entries.remove(each.getKey(), each.getValue()) ? 1 : 0;
      } else {
        left |= each.getValue().expiresAt() != NEVER;
      }
    }
    if (!left) {
      expiring.compareAndSet(seen, 0);
    }
    return removed;
  }
}
