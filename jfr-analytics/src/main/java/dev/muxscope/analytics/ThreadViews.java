package dev.muxscope.analytics;

import static dev.muxscope.analytics.Columns.count;
import static dev.muxscope.analytics.Columns.nanos;
import static dev.muxscope.analytics.Columns.number;
import static dev.muxscope.analytics.Columns.share;
import static dev.muxscope.analytics.Columns.text;

import dev.muxscope.analytics.View.Source;
import java.util.List;

/// Views of threads: what platform threads wait for, and what goes on beneath virtual ones.
final class ThreadViews {

  static final View THREADS =
      new View(
          "threads",
          "Platform threads by what they waited for",
          JvmViews.jdk(
              ThreadDumps.DUMP,
              _ -> true,
              "No thread dump has a Java thread.",
              "From thread dumps, by default at the beginning and end of each chunk: moments, not"
                  + " times. Virtual threads are not in them."),
          List.of(text("threads"), count("most in a dump"), number("mean"), text("mostly in")),
          List.of("most in a dump"),
          View.TOP_ROWS + View.TOP_ROWS,
          ThreadRows::groups,
          List.of(
              new Finding(
                  "Platform threads",
                  ThreadRows.ALL,
                  "Thread dumps show up to {most in a dump} platform threads.")));

  static final View CARRIERS =
      new View(
          "carriers",
          "Carriers of virtual threads, busy and idle",
          new Source(
              List.of("jdk.ThreadCPULoad", "muxscope.CpuByRole", CarrierParks.PARK),
              ThreadViews::mayHaveVirtualThreads,
              JvmViews.RECORDED_BY,
              "No carrier was seen with processor time, which is looked at once a period.",
              "Idle needs jdk.ThreadPark, an event for each wait of any thread, so not for every day: add"
                  + " `+jdk.ThreadPark#enabled=true,+jdk.ThreadPark#threshold=0ms,"
                  + "+jdk.ThreadPark#stackTrace=true` to the settings. Mounted includes pinned, and"
                  + " the time a thread waits for a processor."),
          List.of(
              text("carriers"),
              nanos("time"),
              share("share of their time"),
              count("times"),
              nanos("mean time")),
          List.of("share of their time"),
          View.ALL_ROWS,
          CarrierRows::carriers,
          List.of(
              new Finding(
                  "Carriers on a processor",
                  CarrierRows.RUNNING,
                  "The carriers ran on a processor for {share of their time} of their time."),
              new Finding(
                  "Carriers with a thread mounted",
                  CarrierRows.MOUNTED,
                  "The carriers had a virtual thread mounted for {share of their time} of their"
                      + " time.")));

  static final View POLLER =
      new View(
          "poller",
          "The JDK's pollers, which wait in epoll for virtual threads",
          new Source(
              List.of("jdk.MethodTiming", "muxscope.CpuByRole", "jdk.CPUTimeSample"),
              ThreadViews::mayHaveVirtualThreads,
              JvmViews.RECORDED_BY,
              "No call and no processor time of a poller was seen.",
              "Pollers that are virtual threads themselves run on carriers: the kernel's accounts"
                  + " count those as carriers, samples as pollers. A wait that finds nothing counts"
                  + " as well."),
          List.of(
              text("poller"),
              count("count"),
              number("per request"),
              number("per second"),
              nanos("CPU"),
              nanos("CPU per request"),
              share("share of CPU")),
          List.of("per request", "per second"),
          View.ALL_ROWS,
          CarrierRows::poller,
          List.of(
              new Finding(
                  "Poller waits per request",
                  CarrierRows.WAITS,
                  "Pollers waited {per request} times in epoll for each request.")));

  static final View PIN_SITES =
      new View(
          "pin-sites",
          "Where virtual threads pinned their carriers",
          JvmViews.jdk(
              "jdk.VirtualThreadPinned",
              _ -> true,
              "No virtual thread held its carrier for longer than the threshold while it was blocked.",
              "The method is the first one outside the JDK, if there is one; what it blocked on is"
                  + " recorded since JDK 24."),
          List.of(
              text("blocked"),
              count("pins"),
              number("per second"),
              nanos("total"),
              nanos("mean"),
              nanos("longest")),
          List.of("per second"),
          View.TOP_ROWS,
          JvmRows::pinSites,
          List.of(
              new Finding(
                  "",
                  "*",
                  "Longest in total were pins at: {blocked} (pins: {pins}, longest: {longest}).")));

  static final View SAFEPOINTS =
      new View(
          "safepoints",
          "Safepoints: operations for which all threads stood still",
          new Source(
              List.of(Safepoints.OPERATION, Safepoints.BEGIN),
              _ -> true,
              JvmViews.RECORDED_BY,
              "No operation at a safepoint took longer than the threshold.",
              "The time of an operation does not include the time until every thread had stopped."
                  + " Pauses of garbage collections are among them. What is not here makes means too"
                  + " high, and sums too low."),
          List.of(
              text("operation"),
              count("count"),
              nanos("time"),
              share("share of time"),
              nanos("mean"),
              nanos("longest"),
              text("not here")),
          List.of("share of time"),
          View.TOP_ROWS + 2,
          SafepointRows::operations,
          List.of(
              new Finding(
                  "Time at safepoints",
                  SafepointRows.ALL,
                  "All threads stood still for {share of time} of the time at the safepoints that were"
                      + " recorded (not here: {not here}), {longest} at the longest.")));

  private ThreadViews() {}

  private static boolean mayHaveVirtualThreads(RecordingSummary recording) {
    return recording.mode().isEmpty() || recording.collected(RunFacts.class).hasVirtualThreads();
  }
}
