package dev.muxscope.analytics;

import dev.muxscope.analytics.View.Source;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.List;
import java.util.function.Predicate;

/// The list of views. To add one, add an entry; if it needs events that no collector adds up yet,
/// add a [Collector] as well.
final class Views {

  private static final String SERVE = "`muxscope serve --record` records it";
  private static final String ANY =
      "`muxscope serve --record` records it, and so does any application with the settings"
          + " muxscope.jfc";
  private static final int ALL = Integer.MAX_VALUE;
  private static final int TOP = 10;

  private static final View CPU =
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
          ALL,
          CpuRows::byRole,
          List.of(
              new Finding(
                  "CPU per request",
                  CpuRows.ALL_ROLES,
                  "Each request cost {CPU per request} of CPU in all threads of the server."),
              new Finding("", "*", "Of the CPU time, {share} went to threads of role: {role}.")));

  private static final View CPU_SAMPLES =
      new View(
          "cpu-samples",
          "CPU time by thread role, sampled",
          jdk(
              "jdk.CPUTimeSample",
              CpuRows::wantsSamples,
              "No thread used enough processor time to be sampled.",
              "Estimated from samples of Java threads; the JVM's own threads (GC, compiler) are"
                  + " not among them."),
          List.of(
              text("role"),
              count("samples"),
              nanos("CPU"),
              nanos("CPU per request"),
              share("share")),
          List.of("CPU per request", "share"),
          ALL,
          CpuRows::byCpuTimeSample,
          List.of(new Finding("", "*", "Of the sampled CPU time, {share} went to: {role}.")));

  private static final View JAVA_SAMPLES =
      new View(
          "java-samples",
          "Running Java code by thread role, sampled",
          jdk(
              "jdk.ExecutionSample",
              CpuRows::wantsExecutionSamples,
              "No thread was seen running Java code.",
              "Shares of samples of threads in Java code; time in system calls and in the JVM is"
                  + " not among them, so this is not CPU time."),
          List.of(text("role"), count("samples"), share("share")),
          List.of("share"),
          ALL,
          CpuRows::byExecutionSample,
          List.of(
              new Finding(
                  "", "*", "Of the samples of running Java code, {share} fell on: {role}.")));

  private static final View SERVER_CALLS =
      new View(
          "server-calls",
          "Reads, writes and selects of the server's own code",
          muxscope(
              "muxscope.IoCounters",
              "",
              "The counters were not sampled twice.",
              "What the JDK calls by itself, as the poller of virtual threads, is not counted here."),
          List.of(text("call"), count("calls"), number("per request")),
          List.of("per request", "calls"),
          ALL,
          ServerRows::calls,
          List.of(
              new Finding(
                  "Reads, writes and selects per request",
                  ServerRows.ALL_CALLS,
                  "The server's code made {per request} reads, writes and selects for each"
                      + " request.")));

  private static final View JDK_CALLS =
      new View(
          "jdk-calls",
          "Mounts and system calls inside the JDK",
          jdk(
              "jdk.MethodTiming",
              _ -> true,
              "None of the timed methods was called.",
              "Times include the time a call was blocked. Calls count for every thread of the"
                  + " process."),
          List.of(
              text("call"),
              count("calls"),
              number("per request"),
              nanos("mean time"),
              nanos("longest")),
          List.of("per request", "calls"),
          ALL,
          JvmRows::calls,
          List.of(
              new Finding(
                  "System calls per request",
                  JvmRows.ALL_CALLS,
                  "Each request cost {per request} system calls: reads, writes, waits for ready"
                      + " sockets and registrations with the poller."),
              new Finding(
                  "Virtual thread mounts per request",
                  MethodTimings.MOUNTS,
                  "Each request mounted a virtual thread {per request} times.")));

  private static final View LOOP_TIME =
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
          ALL,
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

  private static final View READY_SETS =
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
          ALL,
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

  private static final View PINS =
      new View(
          "pins",
          "Pinned virtual threads",
          jdk(
              "jdk.VirtualThreadPinned",
              _ -> true,
              "No virtual thread held its carrier while it was blocked.",
              "Only pins longer than the recording's threshold count."),
          List.of(
              text("reason"),
              count("pins"),
              number("per request"),
              nanos("total"),
              nanos("longest")),
          List.of("pins"),
          ALL,
          JvmRows::pins,
          List.of(
              new Finding(
                  "Pins",
                  JvmRows.ALL_PINS,
                  "Blocked virtual threads that kept their carriers: {pins}, for {longest} at the"
                      + " longest.")));

  private static final View GC =
      new View(
          "gc",
          "Garbage collection pauses",
          new Source(
              List.of(Pauses.COLLECTION, Pauses.PHASE),
              _ -> true,
              ANY,
              "No garbage collection ran.",
              ""),
          List.of(
              text("collection (cause)"),
              count("count"),
              nanos("paused"),
              share("share of time"),
              nanos("paused per request"),
              nanos("mean"),
              nanos("longest")),
          List.of("share of time"),
          ALL,
          JvmRows::pauses,
          List.of(
              new Finding(
                  "Time paused for garbage collection",
                  JvmRows.ALL_PAUSES,
                  "Garbage collections paused the JVM for {share of time} of the time, {longest}"
                      + " at the longest.")));

  private static final View ALLOCATION =
      new View(
          "allocation",
          "Allocation by class and method",
          jdk(
              "jdk.ObjectAllocationSample",
              _ -> true,
              "Nothing was allocated.",
              "Estimated from weighted samples; the method is the first one outside the JDK, if there is one. The first"
                  + " sample of a thread also stands for what it allocated before the recording."),
          List.of(
              text("class and method"),
              count("samples"),
              bytes("bytes"),
              bytes("bytes per request"),
              share("share")),
          List.of("bytes per request", "share"),
          TOP + 1,
          JvmRows::allocations,
          List.of(
              new Finding(
                  "Allocation per request",
                  JvmRows.ALL_ALLOCATION,
                  "Each request allocated about {bytes per request}.")));

  private static final View HOT_METHODS =
      new View(
          "hot-methods",
          "Methods on top of the sampled stacks",
          new Source(
              List.of("jdk.CPUTimeSample", "jdk.ExecutionSample"),
              _ -> true,
              ANY,
              "No stack was sampled.",
              ""),
          List.of(text("method"), count("samples"), share("share")),
          List.of("share"),
          TOP,
          CpuRows::hotMethods,
          List.of());

  private static final View LATENCY =
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
          ALL,
          ServerRows::latency,
          List.of(
              new Finding(
                  "99th percentile inside the server",
                  "p99",
                  "In the median second, 99 % of the requests left the server within {median"
                      + " second}.")));

  private static final View SLOW_REQUESTS =
      new View(
          "slow-requests",
          "Sampled slow requests by command",
          muxscope(
              CommandTimes.REQUEST,
              "",
              "No request took longer than the recording's threshold.",
              "Only requests over the recording's threshold, and not all of these, are here."),
          List.of(text("command"), count("requests"), nanos("mean"), nanos("longest")),
          List.of("longest"),
          TOP,
          ServerRows::slowRequests,
          List.of());

  private static final View STALLS =
      new View(
          "stalls",
          "Stalls: callbacks that held their thread",
          muxscope(CommandTimes.STALL, "", "No callback held its thread over the threshold.", ""),
          List.of(text("command"), count("stalls"), nanos("mean"), nanos("longest")),
          List.of("stalls"),
          TOP,
          ServerRows::stalls,
          List.of(
              new Finding(
                  "Stalls",
                  "*",
                  "{command} held its thread {stalls} times, {longest} at the longest.")));

  private static final View CONNECTIONS =
      new View(
          "connections",
          "Closed connections by reason",
          muxscope("muxscope.Connection", "", "No connection was closed.", ""),
          List.of(
              text("reason"),
              count("closed"),
              number("requests each"),
              bytes("bytes each"),
              nanos("mean lifetime"),
              nanos("longest")),
          List.of("closed"),
          ALL,
          ServerRows::connections,
          List.of());

  private static final List<View> LIST =
      List.of(
          CPU,
          CPU_SAMPLES,
          JAVA_SAMPLES,
          SERVER_CALLS,
          JDK_CALLS,
          LOOP_TIME,
          READY_SETS,
          PINS,
          GC,
          ALLOCATION,
          HOT_METHODS,
          LATENCY,
          SLOW_REQUESTS,
          STALLS,
          CONNECTIONS);

  private Views() {}

  /// The views in reading order.
  static List<View> all() {
    return LIST;
  }

  private static Source muxscope(String event, String mode, String none, String note) {
    Predicate<RecordingSummary> applies =
        recording -> mode.isEmpty() || recording.mode().isEmpty() || recording.mode().equals(mode);
    return new Source(List.of(event), applies, SERVE, none, note);
  }

  private static Source jdk(
      String event, Predicate<RecordingSummary> applies, String none, String note) {
    return new Source(List.of(event), applies, ANY, none, note);
  }

  private static Column text(String label) {
    return new Column(label, Format.TEXT);
  }

  private static Column count(String label) {
    return new Column(label, Format.COUNT);
  }

  private static Column number(String label) {
    return new Column(label, Format.NUMBER);
  }

  private static Column share(String label) {
    return new Column(label, Format.SHARE);
  }

  private static Column nanos(String label) {
    return new Column(label, Format.NANOS);
  }

  private static Column bytes(String label) {
    return new Column(label, Format.BYTES);
  }
}
