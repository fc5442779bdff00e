package dev.muxscope.analytics;

import static dev.muxscope.analytics.Columns.bytes;
import static dev.muxscope.analytics.Columns.count;
import static dev.muxscope.analytics.Columns.nanos;
import static dev.muxscope.analytics.Columns.number;
import static dev.muxscope.analytics.Columns.text;

import dev.muxscope.analytics.View.Source;
import java.util.List;

/// Views of sockets, and of memory by the number of connections.
final class ResourceViews {

  static final View SOCKETS =
      new View(
          "sockets",
          "Reads and writes of sockets, and what their times mean",
          new Source(
              List.of(SocketIo.READ, SocketIo.WRITE, "jdk.MethodTiming"),
              _ -> true,
              JvmViews.RECORDED_BY,
              "No read or write of a socket was recorded.",
              "Never compare these times as they are: think time is the wait for the other side, which"
                  + " a thread that blocks spends in its read, and an event loop does not. When the first byte came is recorded"
                  + " nowhere, so that think time and copy are told apart only by the timed calls."
                  + " Per second: of timed calls as in jdk-calls, of others over the whole recording."
                  + " What is not here makes means and percentiles too high, and sums too low."),
          List.of(
              text("calls"),
              text("time is"),
              count("count"),
              number("per second"),
              bytes("bytes"),
              nanos("mean"),
              nanos("p50"),
              nanos("longest"),
              text("not here")),
          List.of("per second"),
          View.ALL_ROWS,
          SocketRows::calls,
          List.of(
              new Finding(
                  "",
                  "*",
                  "Of {calls}, the {count} that were recorded (not here: {not here}) took {p50} at"
                      + " the median. What that time is: {time is}.")));

  static final View MEMORY =
      new View(
          "connection-memory",
          "Memory and threads by open connections",
          new Source(
              List.of(Gauges.RESIDENT, Gauges.THREADS, Gauges.HEAP),
              _ -> true,
              JvmViews.RECORDED_BY,
              "Neither connections nor threads varied enough (by 20, and by a fifth), or nothing was"
                  + " seen to grow with them.",
              "Slopes of a straight line until connections, or threads, were most. An estimate: what"
                  + " else grew meanwhile is in it. The interval tells how straight the line is."),
          List.of(
              text("what grows"),
              bytes("bytes each"),
              number("threads each"),
              count("samples"),
              text("connections or threads")),
          List.of("bytes each", "threads each"),
          View.ALL_ROWS,
          MemoryRows::slopes,
          List.of(
              new Finding(
                  "",
                  MemoryRows.RESIDENT,
                  "Each open connection cost about {bytes each} of resident memory.")));

  private ResourceViews() {}
}
