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

/// Views of the events that every JVM can record.
final class JvmViews {

  static final String RECORDED_BY =
      "`muxscope serve --record` records it, and so does any application started with the option"
          + " that `muxscope probe` prints";

  static final View CPU_SAMPLES =
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
          View.ALL_ROWS,
          CpuRows::byCpuTimeSample,
          List.of(
              new Finding(
                  "",
                  "*",
                  "Of the sampled CPU time, {share} went to: {role} (samples: {samples}).")));

  static final View JAVA_SAMPLES =
      new View(
          "java-samples",
          "Running Java code by thread role, sampled",
          jdk(
              "jdk.ExecutionSample",
              CpuRows::wantsExecutionSamples,
              "No thread was seen running Java code.",
              "Shares of samples of threads in Java code, which are not CPU time: unless"
                  + " async-profiler took them, time in system calls and in the JVM is not among"
                  + " them."),
          List.of(text("role"), count("samples"), share("share")),
          List.of("share"),
          View.ALL_ROWS,
          CpuRows::byExecutionSample,
          List.of(
              new Finding(
                  "",
                  "*",
                  "Of the samples of running Java code, {share} fell on: {role} (samples:"
                      + " {samples}).")));

  static final View JDK_CALLS =
      new View(
          "jdk-calls",
          "Mounts and system calls inside the JDK",
          jdk(
              "jdk.MethodTiming",
              _ -> true,
              "None of the methods it was to time was called; the option that `muxscope probe`"
                  + " prints names those that wait, read and write.",
              "Times include the time a call was blocked, and what a select calls; a call that has"
                  + " not returned is not counted. Calls count for every thread of the process."
                  + " Per second: the median of the times between two counts that had any, so that"
                  + " idle times do not water it down."
                  + " Threads inside: how many were in such a call at a time, on average; of virtual"
                  + " threads, mounted or not."),
          List.of(
              text("call"),
              count("calls"),
              number("per request"),
              number("per second"),
              number("threads inside"),
              nanos("mean time"),
              nanos("longest")),
          List.of("per request", "per second"),
          View.ALL_ROWS,
          JvmRows::calls,
          List.of(
              new Finding(
                  "System calls per request",
                  JvmRows.ALL_CALLS,
                  "Each request cost {per request} system calls: reads, writes, waits for ready"
                      + " sockets and registrations with the poller."),
              new Finding(
                  "System calls per second",
                  JvmRows.ALL_CALLS,
                  "In a usual second with any, the application made {per second} system calls for"
                      + " its sockets: reads, writes, waits for ready sockets and registrations with"
                      + " the poller."),
              new Finding(
                  "Virtual thread mounts per second",
                  MethodTimings.MOUNTS,
                  "In a usual second with any, virtual threads were mounted {per second} times."),
              new Finding(
                  "Virtual thread mounts per request",
                  MethodTimings.MOUNTS,
                  "Each request mounted a virtual thread {per request} times.")));

  static final View PINS =
      new View(
          "pins",
          "Pinned virtual threads",
          jdk(
              "jdk.VirtualThreadPinned",
              _ -> true,
              "No virtual thread held its carrier for longer than the threshold while it was blocked.",
              "Only pins longer than the recording's threshold count."),
          List.of(
              text("reason"),
              count("pins"),
              number("per request"),
              number("per second"),
              nanos("total"),
              nanos("longest")),
          List.of("per second"),
          View.ALL_ROWS,
          JvmRows::pins,
          List.of(
              new Finding(
                  "Pins",
                  JvmRows.ALL_PINS,
                  "Blocked virtual threads that kept their carriers: {pins}, for {longest} at the"
                      + " longest.")));

  static final View GC =
      new View(
          "gc",
          "Garbage collection pauses",
          new Source(
              List.of(Pauses.COLLECTION, Pauses.PHASE),
              _ -> true,
              RECORDED_BY,
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
          View.ALL_ROWS,
          JvmRows::pauses,
          List.of(
              new Finding(
                  "Time paused for garbage collection",
                  JvmRows.ALL_PAUSES,
                  "Garbage collections paused the JVM for {share of time} of the time, {longest}"
                      + " at the longest.")));

  static final View ALLOCATION =
      new View(
          "allocation",
          "Allocation by class and method",
          jdk(
              "jdk.ObjectAllocationSample",
              _ -> true,
              "No allocation was sampled.",
              "Estimated from weighted samples; the method is the first one outside the JDK, if there is"
                  + " one. The first sample of a thread also stands for what it allocated before the recording."),
          List.of(
              text("class and method"),
              count("samples"),
              bytes("bytes"),
              bytes("bytes per request"),
              share("share")),
          List.of("bytes per request", "share"),
          View.TOP_ROWS + 1,
          JvmRows::allocations,
          List.of(
              new Finding(
                  "Allocation per request",
                  JvmRows.ALL_ALLOCATION,
                  "For each request the JVM allocated about {bytes per request}, in all of its"
                      + " threads.")));

  static final View HOT_METHODS =
      new View(
          "hot-methods",
          "Methods on top of the sampled stacks",
          new Source(
              List.of("jdk.CPUTimeSample", "jdk.ExecutionSample"),
              _ -> true,
              RECORDED_BY,
              "No stack was sampled.",
              ""),
          List.of(text("method"), text("mostly on"), count("samples"), share("share")),
          List.of("share"),
          View.TOP_ROWS,
          CpuRows::hotMethods,
          List.of());

  private JvmViews() {}

  static Source jdk(String event, Predicate<RecordingSummary> applies, String none, String note) {
    return new Source(List.of(event), applies, RECORDED_BY, none, note);
  }
}
