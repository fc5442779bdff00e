package dev.muxscope.analytics;

import jdk.jfr.consumer.RecordedEvent;

/// One turn of an event loop, taken out of its event. A recording may hold millions: looking a
/// field up by its name is most of what reading one costs, so each is looked up once.
///
/// @param loop the loop's number
/// @param time nanoseconds since the epoch, when the turn was over
/// @param selectTime nanoseconds in select
/// @param processTime nanoseconds from the return of select to the next select
/// @param ready sockets that the select returned
/// @param reads reads issued
/// @param writes writes issued
/// @param requests requests answered
record LoopTick(
    int loop,
    long time,
    long selectTime,
    long processTime,
    int ready,
    int reads,
    int writes,
    int requests) {

  static final String TYPE = "muxscope.LoopTick";

  static LoopTick of(RecordedEvent event) {
    return new LoopTick(
        event.getInt("loop"),
        Series.nanos(event),
        event.getLong("selectTime"),
        event.getLong("processTime"),
        event.getInt("ready"),
        event.getInt("reads"),
        event.getInt("writes"),
        event.getInt("requests"));
  }
}
