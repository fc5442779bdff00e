package dev.muxscope.analytics;

import static dev.muxscope.analytics.Columns.count;
import static dev.muxscope.analytics.Columns.nanos;
import static dev.muxscope.analytics.Columns.number;
import static dev.muxscope.analytics.Columns.share;
import static dev.muxscope.analytics.Columns.text;

import dev.muxscope.analytics.View.Source;
import java.util.List;

/// Views of event loops: Muxscope's own by their turns, those of any application by the threads
/// that select.
final class LoopViews {

  static final View LOOPS =
      new View(
          "loops",
          "How busy the event loops were, and when they would be saturated",
          ServerViews.muxscope(
              "muxscope.LoopTick",
              "select",
              "The event loop did not run.",
              "Of seconds with requests, but for the first and the last, which are seldom whole."
                  + " Busy is the time outside select, waiting for a processor included. The"
                  + " forecast is an estimate for requests of the same mix, by clients of the same"
                  + " number of connections, with a processor for each loop: its lower end is the"
                  + " cost as it was, its upper end that of turns that cost nothing."),
          List.of(
              text("event loop"),
              count("turns"),
              share("busy"),
              share("busiest second"),
              number("requests per second"),
              nanos("busy per request"),
              number("saturated at, per second"),
              text("forecast from")),
          List.of("busy"),
          View.ALL_ROWS,
          LoopRows::loops,
          List.of(
              new Finding("Event loop busy", "*", "For {busy} of its time, {event loop} was busy."),
              new Finding(
                  "",
                  "*",
                  "At {saturated at, per second} requests per second (estimate), {event loop}"
                      + " would be saturated; it served {requests per second}.")));

  static final View READY_SET_SIZES =
      new View(
          "ready-set-sizes",
          "Ready sets by size, and what a request cost in them",
          ServerViews.muxscope("muxscope.LoopTick", "select", "The event loop did not run.", ""),
          List.of(
              text("ready sockets"),
              count("selects"),
              share("share of selects"),
              share("share of requests"),
              nanos("busy per request")),
          List.of("share of selects"),
          View.ALL_ROWS,
          LoopRows::sizes,
          List.of());

  static final View SELECTING =
      new View(
          "selecting-threads",
          "Threads that select, of any application",
          new Source(
              List.of(ThreadDumps.DUMP, "jdk.MethodTiming", "jdk.ThreadCPULoad"),
              _ -> true,
              JvmViews.RECORDED_BY,
              "No thread was in a select when threads were dumped, and no select was timed.",
              "The processor's share is that of one, and too large under taskset, of which no event tells. A thread that stayed in one select for the"
                  + " whole recording counts as outside, so that this share is an upper bound; there is"
                  + " none where selects call the application, as with select(Consumer), or where such"
                  + " a thread was idle in a pool, too."),
          List.of(
              text("threads that select"),
              count("threads"),
              share("on a processor, mean"),
              share("on a processor, busiest"),
              share("outside select, at most"),
              number("selects per second")),
          List.of("threads"),
          View.TOP_ROWS,
          LoopRows::selecting,
          List.of(
              new Finding(
                  "Time outside select, at most",
                  LoopRows.ALL_SELECTING,
                  "Threads that select, {threads} of them, spent at most {outside select, at most}"
                      + " of their time outside it.")));

  static final View REQUEST_TIME =
      new View(
          "request-time",
          "Where a request's time went inside the server",
          new Source(
              List.of("muxscope.IoCounters"),
              _ -> true,
              ServerViews.RECORDED_BY,
              "No request was counted.",
              "Means over all requests. The time from a virtual thread's wake-up to its mount is"
                  + " recorded by no event, and so is the wait in the kernel's socket buffer."),
          List.of(text("part"), nanos("per request"), text("kind"), text("from")),
          List.of("per request"),
          View.ALL_ROWS,
          RequestTimeRows::split,
          List.of(
              new Finding(
                  "Wait behind others of the same turn",
                  RequestTimeRows.BEHIND,
                  "On average, a request waited about {per request} for others that were ready"
                      + " with it.")));

  private LoopViews() {}
}
