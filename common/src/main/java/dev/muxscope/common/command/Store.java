package dev.muxscope.common.command;

import dev.muxscope.common.protocol.Key;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

  /// Keys that a sweep looks at, some milliseconds.
  static final int SWEPT_AT_ONCE = 50_000;

  private static final int MANY_EXPIRED = SWEPT_AT_ONCE / 4;

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

    private boolean expires() {
      return exists() && expiresAt != NEVER;
    }

    private boolean expired() {
      return expires() && expiresAt <= System.currentTimeMillis();
    }
  }

  private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();

  /// How many of them have an expiry.
  private final LongAdder expiring = new LongAdder();

  /// What is left of a round of sweeps; belongs to the thread that sweeps.
  private Iterator<Map.Entry<Key, Entry>> unswept = Collections.emptyIterator();

  /// An empty store.
  public Store() {}

  /// The value of `key`, or [#ABSENT]. Allocates nothing.
  public Entry get(Key key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return ABSENT;
    }
    if (entry.expired()) {
      remove(key, entry);
      return ABSENT;
    }
    return entry;
  }

  /// Sets the value of `key`, which then never expires.
  public void put(Key key, byte[] value) {
    Entry entry = new Entry(value, NEVER);
    // A value in the place of another needs no copy of the key.
    Entry old = entries.replace(key, entry);
    if (old == null) {
      old = entries.put(key.copy(), entry);
    }
    noteExpiry(old, entry);
  }

  /// Changes the value of `key` in one atomic step.
  ///
  /// @param change gets the value or [#ABSENT], and returns the new one or [#ABSENT]; it is called
  ///   again if another thread was quicker, and only its last call counts
  /// @return what `change` returned
  public Entry update(Key key, UnaryOperator<Entry> change) {
    Entry old;
    Entry updated;
    do {
      old = entries.get(key);
      updated = change.apply(old == null || old.expired() ? ABSENT : old);
    } while (!swap(key, old, updated));
    return updated;
  }

  /// Puts one value in the place of another, if that is still there.
  private boolean swap(Key key, @Nullable Entry old, Entry updated) {
    if (!updated.exists()) {
      return old == null || remove(key, old);
    }
    boolean swapped =
        old == null
            ? entries.putIfAbsent(key.copy(), updated) == null
            : entries.replace(key, old, updated);
    if (swapped) {
      noteExpiry(old, updated);
    }
    return swapped;
  }

  /// Removes `key`.
  ///
  /// @return whether it was there
  public boolean remove(Key key) {
    Entry entry = entries.remove(key);
    noteExpiry(entry, ABSENT);
    return entry != null && !entry.expired();
  }

  /// Removes a value, if it is still there.
  private boolean remove(Key key, Entry entry) {
    boolean removed = entries.remove(key, entry);
    if (removed) {
      noteExpiry(entry, ABSENT);
    }
    return removed;
  }

  private void noteExpiry(@Nullable Entry before, Entry after) {
    boolean hadExpiry = before != null && before.expires();
    if (hadExpiry != after.expires()) {
      expiring.add(hadExpiry ? -1 : 1);
    }
  }

  /// Removes all keys.
  public void clear() {
    entries.keySet().forEach(this::remove);
  }

  /// How many keys there are; some may have expired unnoticed.
  public int size() {
    return entries.size();
  }

  /// How many keys have an expiry.
  public int expiringKeys() {
    return Math.max(0, expiring.intValue());
  }

  /// Removes values that have expired, so that those nobody asks for do not stay for ever. To be
  /// called now and then, by one thread; costs nothing while no value has an expiry. Of many keys
  /// it looks at some and goes on from there the next time, unless many of them have expired.
  ///
  /// @return how many were removed
  public int sweep() {
    if (!unswept.hasNext() && expiringKeys() > 0) {
      unswept = entries.entrySet().iterator();
    }
    int removed = 0;
    int some;
    do {
      some = sweepSome();
      removed += some;
    } while (some > MANY_EXPIRED);
    return removed;
  }

  private int sweepSome() {
    int removed = 0;
    for (int i = 0; i < SWEPT_AT_ONCE && unswept.hasNext(); i++) {
      Map.Entry<Key, Entry> each = unswept.next();
      if (each.getValue().expired() && remove(each.getKey(), each.getValue())) {
        removed++;
      }
    }
    return removed;
  }
}
