package dev.muxscope.common.command;

import dev.muxscope.common.protocol.Key;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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

  /// A value and its expiry as they were when they were looked up. Immutable, as long as nobody
  /// changes the bytes, which nobody may.
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

  /// Bytes that never expire stand here themselves, others in their [Entry]: most never do, and an
  /// object less for each is a wait for memory less, and less for the collector to copy.
  private final ConcurrentHashMap<Key, Object> values = new ConcurrentHashMap<>();

  /// How many values have an expiry. Counted up before one is there and down after it has gone, so
  /// that none is there while this is 0.
  private final AtomicInteger expiring = new AtomicInteger();

  /// What is left of a round of sweeps; belongs to the thread that sweeps.
  private Iterator<Map.Entry<Key, Object>> unswept = Collections.emptyIterator();

  /// An empty store.
  public Store() {}

  /// The bytes of the value of `key`, not to be changed, or null if there is none. Allocates
  /// nothing.
  byte @Nullable [] value(Key key) {
    Object value = values.get(key);
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    Entry entry = unexpired(key, entry(value));
    return entry.exists() ? entry.value() : null;
  }

  /// The value of `key` and its expiry, or [#ABSENT].
  public Entry get(Key key) {
    return unexpired(key, entry(values.get(key)));
  }

  private Entry unexpired(Key key, Entry entry) {
    if (entry.expired()) {
      remove(key, entry);
      return ABSENT;
    }
    return entry;
  }

  private static Entry entry(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return new Entry(bytes, NEVER);
    }
    return value == null ? ABSENT : (Entry) value;
  }

  /// Sets the value of `key`, which then never expires.
  public void put(Key key, byte[] value) {
    // A value in the place of another needs no copy of the key.
    Object old = values.replace(key, value);
    if (old == null) {
      old = values.put(key.copy(), value);
    }
    noteGone(old);
  }

  /// Changes the value of `key` in one atomic step.
  ///
  /// @param change gets the value or [#ABSENT], and returns the new one or [#ABSENT]; it is called
  ///   again if another thread was quicker, and only its last call counts; the very one that it got
  ///   changes nothing
  /// @return what `change` returned
  @SuppressWarnings("ReferenceEquality") // Which entry it is decides.
  public Entry update(Key key, UnaryOperator<Entry> change) {
    Object old;
    Entry updated;
    do {
      old = values.get(key);
      Entry entry = entry(old);
      updated = change.apply(entry.expired() ? ABSENT : entry);
      if (updated == entry) {
        return updated;
      }
    } while (!swap(key, old, updated));
    return updated;
  }

  /// Puts one value in the place of another, if that is still there.
  private boolean swap(Key key, @Nullable Object old, Entry updated) {
    if (!updated.exists()) {
      return old == null || remove(key, old);
    }
    if (updated.expires()) {
      expiring.incrementAndGet();
    }
    Object value = updated.expires() ? updated : updated.value();
    boolean swapped =
        old == null
            ? values.putIfAbsent(key.copy(), value) == null
            : values.replace(key, old, value);
    noteGone(swapped ? old : value);
    return swapped;
  }

  /// Removes `key`.
  ///
  /// @return whether it was there
  public boolean remove(Key key) {
    Object old = values.remove(key);
    noteGone(old);
    return old != null && !entry(old).expired();
  }

  /// Removes a value, if it is still there.
  private boolean remove(Key key, Object value) {
    boolean removed = values.remove(key, value);
    if (removed) {
      noteGone(value);
    }
    return removed;
  }

  /// Looks at the value only if some expire, since it may lie in no cache.
  private void noteGone(@Nullable Object value) {
    if (expiring.get() > 0 && value instanceof Entry) {
      expiring.decrementAndGet();
    }
  }

  /// Removes all keys.
  public void clear() {
    values.keySet().forEach(this::remove);
  }

  /// How many keys there are; some may have expired unnoticed.
  public int size() {
    return values.size();
  }

  /// How many keys have an expiry.
  public int expiringKeys() {
    return expiring.get();
  }

  /// Removes values that have expired, so that those nobody asks for do not stay for ever. To be
  /// called now and then, by one thread; costs nothing while no value has an expiry. Of many keys
  /// it looks at some and goes on from there the next time, unless many of them have expired.
  ///
  /// @return how many were removed
  public int sweep() {
    if (!unswept.hasNext() && expiringKeys() > 0) {
      unswept = values.entrySet().iterator();
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
      Map.Entry<Key, Object> each = unswept.next();
      if (each.getValue() instanceof Entry entry
          && entry.expired()
          && remove(each.getKey(), entry)) {
        removed++;
      }
    }
    return removed;
  }
}
