package dev.muxscope.sql;

import dev.muxscope.analytics.ClassNames;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import org.duckdb.DuckDBColumnType;
import org.jspecify.annotations.Nullable;

/// How a value is read from a field, and what DuckDB gets of it.
enum Source {
  /// A whole number of any width.
  WHOLE(DuckDBColumnType.BIGINT),
  /// A number with a fraction.
  FRACTION(DuckDBColumnType.DOUBLE),
  TRUTH(DuckDBColumnType.BOOLEAN),
  /// A text, a character, a constant of an enumeration, or what has no better form.
  TEXT(DuckDBColumnType.VARCHAR),
  /// A point in time, in nanoseconds since the epoch.
  INSTANT(DuckDBColumnType.BIGINT),
  /// A span of time, in nanoseconds.
  DURATION(DuckDBColumnType.BIGINT),
  /// When the event ended, in nanoseconds since the epoch.
  END(DuckDBColumnType.BIGINT),
  /// A class's full name.
  CLASS(DuckDBColumnType.VARCHAR),
  /// A class loader's name, or its class's if it has none.
  LOADER(DuckDBColumnType.VARCHAR),
  /// The topmost method of a stack trace.
  TOP_FRAME(DuckDBColumnType.VARCHAR),
  /// The topmost method that is not the platform's.
  TOP_APPLICATION_FRAME(DuckDBColumnType.VARCHAR),
  /// Whether a stack was deeper than was recorded.
  TRUNCATED(DuckDBColumnType.BOOLEAN),
  /// A whole stack trace, see [StackTexts#frames].
  FRAMES(DuckDBColumnType.VARCHAR);

  private final DuckDBColumnType type;

  Source(DuckDBColumnType type) {
    this.type = type;
  }

  /// The type of the scan's column.
  DuckDBColumnType type() {
    return type;
  }

  /// Whether it is read from a stack trace.
  boolean isOfStack() {
    return switch (this) {
      case TOP_FRAME, TOP_APPLICATION_FRAME, TRUNCATED, FRAMES -> true;
      default -> false;
    };
  }

  /// The value of the field `name`: a [Long], [Double], [Boolean] or [String] as [#type()] says.
  /// Nothing if there is no such field, or if in this part of the recording it is of another type.
  @Nullable Object read(RecordedObject owner, String name, StackTexts stacks) {
    if (this == END) {
      return owner instanceof RecordedEvent event ? nanos(event.getEndTime()) : null;
    }
    if (!owner.hasField(name)) {
      return null;
    }
    try {
      return readPresent(owner, name, stacks);
    } catch (IllegalArgumentException | ClassCastException _) {
      return null;
    }
  }

  private @Nullable Object readPresent(RecordedObject owner, String name, StackTexts stacks) {
    return switch (this) {
      case WHOLE -> owner.getLong(name);
      case FRACTION -> owner.getDouble(name);
      case TRUTH -> owner.getBoolean(name);
      case TEXT -> text(owner.getValue(name));
      case INSTANT -> nanos(owner.getInstant(name));
      case DURATION -> nanos(owner.getDuration(name));
      case CLASS ->
          owner.getValue(name) instanceof RecordedClass type
              ? ClassNames.readable(type.getName())
              : null;
      case LOADER -> loader(owner.getValue(name));
      case TOP_FRAME, TOP_APPLICATION_FRAME, TRUNCATED, FRAMES ->
          owner.getValue(name) instanceof RecordedStackTrace stack ? ofStack(stack, stacks) : null;
      case END -> throw new AssertionError("read before");
    };
  }

  private @Nullable Object ofStack(RecordedStackTrace stack, StackTexts stacks) {
    return switch (this) {
      case TOP_FRAME -> stacks.topFrame(stack);
      case TOP_APPLICATION_FRAME -> stacks.topApplicationFrame(stack);
      case TRUNCATED -> stack.isTruncated();
      default -> stacks.frames(stack);
    };
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable String loader(@Nullable Object value) {
    if (!(value instanceof RecordedClassLoader loader)) {
      return null;
    }
    String name = loader.getName();
    RecordedClass type = loader.getType();
    return name != null || type == null ? name : type.getName();
  }

  /// Flight Recorder's own marks for "not known" and "for ever" do not fit, and become nothing.
  private static @Nullable Long nanos(@Nullable Instant time) {
    return time == null ? null : nanos(time.getEpochSecond(), time.getNano());
  }

  private static @Nullable Long nanos(@Nullable Duration span) {
    return span == null ? null : nanos(span.getSeconds(), span.getNano());
  }

  private static @Nullable Long nanos(long seconds, int nanos) {
    boolean fits = Math.abs(seconds / 1_000_000_000L) < 9;
    return fits ? seconds * 1_000_000_000L + nanos : null;
  }
}
