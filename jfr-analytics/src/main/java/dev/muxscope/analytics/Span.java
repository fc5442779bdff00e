package dev.muxscope.analytics;

import jdk.jfr.consumer.RecordedEvent;

/// Something that lasted.
///
/// @param name what it was
/// @param start nanoseconds since the epoch
/// @param end nanoseconds since the epoch
/// @param connection the id of the connection it is about; -1 for none
record Span(String name, long start, long end, long connection) {

  static Span of(RecordedEvent event, String name) {
    return of(event, name, -1);
  }

  static Span of(RecordedEvent event, String name, long connection) {
    long start = Series.nanos(event);
    return new Span(name, start, start + event.getDuration().toNanos(), connection);
  }

  /// Its nanoseconds.
  long length() {
    return end - start;
  }

  /// For how many nanoseconds both lasted.
  long overlap(long from, long to) {
    return Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
}
