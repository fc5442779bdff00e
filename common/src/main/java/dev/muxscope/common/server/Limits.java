package dev.muxscope.common.server;

import dev.muxscope.common.protocol.ParserLimits;
import java.util.EnumMap;
import java.util.Objects;

/// A value for each [Limit]. Immutable; checked when made.
public final class Limits {

  private static final Limits DEFAULTS = ofFallbacks();

  private final EnumMap<Limit, Long> values;
  private final Replicas replicas;

  private Limits(EnumMap<Limit, Long> values, Replicas replicas) {
    this.values = values;
    this.replicas = replicas;
  }

  /// What replicas could leave unread if there were any: kept for those who set and ask for it.
  ///
  /// @param hard in bytes
  /// @param soft in bytes, for some seconds
  record Replicas(long hard, long soft, long seconds) {

    private static final Replicas OF_REDIS = new Replicas(256 << 20, 64 << 20, 60);
  }

  private static Limits ofFallbacks() {
    EnumMap<Limit, Long> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, limit.fallback());
    }
    return new Limits(values, Replicas.OF_REDIS);
  }

  /// Every limit with its [Limit#fallback].
  public static Limits defaults() {
    return DEFAULTS;
  }

  /// The same with another value for one.
  ///
  /// @param value a number, bytes or milliseconds, as the limit is counted
  /// @throws IllegalArgumentException if it is out of range; the message says which
  public Limits with(Limit limit, long value) {
    limit.check(value);
    EnumMap<Limit, Long> changed = new EnumMap<>(values);
    changed.put(limit, value);
    return new Limits(changed, replicas);
  }

  Limits with(Replicas others) {
    return new Limits(values, others);
  }

  Replicas replicas() {
    return replicas;
  }

  /// The value of one, as it is counted.
  public long get(Limit limit) {
    return Objects.requireNonNull(values.get(limit));
  }

  /// A size in bytes; [Long#MAX_VALUE] where it is not bounded.
  public long bytes(Limit size) {
    long bytes = get(size);
    return bytes == 0 ? Long.MAX_VALUE : bytes;
  }

  /// For how long a size may be exceeded, in nanoseconds; 0 for no time at all.
  long softNanos(Limit time) {
    return get(time) * 1_000_000;
  }

  /// A time in nanoseconds; [Long#MAX_VALUE] / 2 where it is not bounded, which no clock reaches.
  public long nanos(Limit time) {
    long millis = get(time);
    return millis == 0 ? Long.MAX_VALUE / 2 : millis * 1_000_000;
  }

  /// What all buffers of all connections may hold, in bytes.
  long bufferBytes() {
    long asked = get(Limit.BUFFER_BYTES);
    long heap = Runtime.getRuntime().maxMemory();
    if (asked < 0) {
      return heap / 100 * -asked;
    }
    return asked == 0 ? heap / 2 : asked;
  }

  /// What a parser accepts.
  ///
  /// @param proseLines see [ParserLimits#proseLines]
  ParserLimits forParsers(boolean proseLines) {
    return new ParserLimits(
        (int) get(Limit.BULK_BYTES),
        (int) get(Limit.REQUEST_BYTES),
        (int) get(Limit.ARGUMENTS),
        (int) get(Limit.INLINE_BYTES),
        proseLines,
        false);
  }

  /// All of them, as `max-connections=18000, …`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Limit limit : Limit.values()) {
      text.append(text.isEmpty() ? "" : ", ").append(limit).append('=').append(get(limit));
    }
    return text.toString();
  }
}
