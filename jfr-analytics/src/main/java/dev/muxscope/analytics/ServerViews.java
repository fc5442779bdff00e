package dev.muxscope.analytics;

import static dev.muxscope.analytics.Columns.bytes;
import static dev.muxscope.analytics.Columns.count;
import static dev.muxscope.analytics.Columns.nanos;
import static dev.muxscope.analytics.Columns.number;
import static dev.muxscope.analytics.Columns.share;
import static dev.muxscope.analytics.Columns.text;

import dev.muxscope.analytics.View.Source;
import java.util.List;
import java.util.function.Predicate;

/// Views of the events that only Muxscope's own servers emit.
final class ServerViews {

  static final String RECORDED_BY = "`muxscope serve --record` records it";

  static final View CPU =
      new View(
          "cpu",
          "CPU time by thread role",
          muxscope("muxscope.CpuByRole", "", "No processor time was sampled twice.", ""),
          List.of(
              text("role"),
              count("threads"),
              nanos("CPU"),
              nanos("CPU per request"),
              share("share"),
              nanos("waited for a processor"),
              number("switches per request")),
          List.of("CPU per request", "share"),
          View.ALL_ROWS,
          CpuRows::byRole,
          List.of(
              new Finding(
                  "CPU per request",
                  CpuRows.ALL_ROLES,
                  "Each request cost {CPU per request} of CPU in all threads of the server."),
              new Finding("", "*", "Of the CPU time, {share} went to threads of role: {role}.")));

  static final View SERVER_CALLS =
      new View(
          "server-calls",
          "Reads, writes and selects of the server's own code",
          muxscope(
              "muxscope.IoCounters",
              "",
              "The counters were not sampled twice.",
              "What the JDK calls by itself, as the poller of virtual threads, is not counted here."),
          List.of(text("call"), count("calls"), number("per request")),
          List.of("per request"),
          View.ALL_ROWS,
          ServerRows::calls,
          List.of(
              new Finding(
                  "Reads, writes and selects per request",
                  ServerRows.ALL_CALLS,
                  "The server's code made {per request} reads, writes and selects for each"
                      + " request.")));

  static final View LOOP_TIME =
      new View(
          "loop-time",
          "Time of the event loop",
          muxscope("muxscope.LoopTick", "select", "The event loop did not run.", ""),
          List.of(
              text("part"),
              nanos("total"),
              share("share"),
              nanos("per request"),
              nanos("mean"),
              nanos("p50"),
              nanos("p99"),
              nanos("max")),
          List.of("per request", "share"),
          View.ALL_ROWS,
          ServerRows::loopTime,
          List.of(
              new Finding(
                  "Time in select",
                  ServerRows.SELECT,
                  "The event loop spent {share} of its time in select."),
              new Finding(
                  "Event loop time outside select per request",
                  ServerRows.PROCESS,
                  "Each request took {per request} of the event loop outside select."),
              new Finding(
                  "Processing per tick",
                  ServerRows.PROCESS,
                  "Between two selects the event loop worked {mean} on average, {p99} at the 99th"
                      + " percentile.")));

  static final View READY_SETS =
      new View(
          "ready-sets",
          "Ready sets: what one select returned",
          muxscope("muxscope.LoopTick", "select", "The event loop did not run.", ""),
          List.of(
              text("in one tick"),
              number("mean"),
              count("p50"),
              count("p99"),
              count("max"),
              share("none")),
          List.of("mean"),
          View.ALL_ROWS,
          ServerRows::readySets,
          List.of(
              new Finding(
                  "Ready sockets per select",
                  ServerRows.READY,
                  "A select returned {mean} ready sockets on average; {none} of the selects"
                      + " returned none."),
              new Finding(
                  "Requests per select",
                  ServerRows.REQUESTS,
                  "A select led to {mean} requests on average.")));

  static final View LATENCY =
      new View(
          "latency",
          "Time inside the server, from a request's read to its written reply",
          muxscope(
              "muxscope.Latency",
              "",
              "No request was answered.",
              "Percentiles of each second that had a request: the median of these seconds, and"
                  + " the worst."),
          List.of(text("percentile"), nanos("median second"), nanos("worst second")),
          List.of("median second"),
          View.ALL_ROWS,
          ServerRows::latency,
          List.of(
              new Finding(
                  "99th percentile inside the server",
                  "p99",
                  "In the median second, 99 % of the requests left the server within {median"
                      + " second}.")));

  static final View SLOW_REQUESTS =
      new View(
          "slow-requests",
          "Sampled slow requests by command",
          muxscope(
              CommandTimes.REQUEST,
              "",
              "No request took longer than the recording's threshold.",
              "Only requests over the recording's threshold, and not all of these, are here."),
          List.of(
              text("command"),
              count("requests"),
              number("per second"),
              nanos("mean"),
              nanos("longest")),
          List.of("longest"),
          View.TOP_ROWS,
          ServerRows::slowRequests,
          List.of());

  static final View STALLS =
      new View(
          "stalls",
          "Stalls: callbacks that held their thread",
          muxscope(CommandTimes.STALL, "", "No callback held its thread over the threshold.", ""),
          List.of(
              text("command"),
              count("stalls"),
              number("per second"),
              nanos("mean"),
              nanos("longest")),
          List.of("per second"),
          View.TOP_ROWS,
          ServerRows::stalls,
          List.of(
              new Finding(
                  "Stalls",
                  "*",
                  "{command} held its thread {stalls} times, {longest} at the longest.")));

  static final View CONNECTIONS =
      new View(
          "connections",
          "Closed connections by reason",
          muxscope("muxscope.Connection", "", "No connection was closed.", ""),
          List.of(
              text("reason"),
              count("closed"),
              number("per second"),
              number("requests each"),
              bytes("bytes each"),
              nanos("mean lifetime"),
              nanos("longest")),
          List.of("per second"),
          View.ALL_ROWS,
          ServerRows::connections,
          List.of());

  private ServerViews() {}

  /// @param mode of which such events are to be expected, as [RunFacts#isOf] takes it; empty for
  ///   all
  static Source muxscope(String event, String mode, String none, String note) {
    Predicate<RecordingSummary> applies =
        recording ->
            mode.isEmpty()
                || recording.mode().isEmpty()
                || recording.collected(RunFacts.class).isOf(mode);
    return new Source(List.of(event), applies, RECORDED_BY, none, note);
  }
}
