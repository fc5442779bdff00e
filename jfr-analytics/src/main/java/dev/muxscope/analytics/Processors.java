package dev.muxscope.analytics;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/// How many processors the machine has, and how many of them the JVM may use. `jdk.CPULoad` is a
/// share of the former, `jdk.ThreadCPULoad` one of the latter. A container's quota may leave the
/// JVM less time than these have: it counts a part of a processor as one, and stops once it has
/// used up its part of a period, until the next begins.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Processors implements Collector {

  static final String THROTTLING = "jdk.ContainerCPUThrottling";

  private static final String RUN = "muxscope.RunInfo";

  private static final Pattern OPTION = Pattern.compile("-XX:ActiveProcessorCount=(\\d{1,6})\\b");
  private static final Pattern PARALLELISM =
      Pattern.compile("-Djdk\\.virtualThreadScheduler\\.parallelism=(\\d{1,6})\\b");
  private static final Pattern CORES = Pattern.compile("\\bcores=(\\d{1,6})\\b");

  // Shares are of single precision.
  private static final double ROUNDING = 0.01;

  private double machine = Double.NaN;
  private long container = Long.MAX_VALUE;
  private double quota = Double.POSITIVE_INFINITY;
  private double counted = Double.NaN;
  private double parallelism = Double.NaN;
  private double largestShare;
  private final Series periods = new Series();
  private final Series usedUp = new Series();

  @Override
  public List<String> types() {
    return List.of(
        "jdk.CPUInformation",
        "jdk.ContainerConfiguration",
        THROTTLING,
        "jdk.JVMInformation",
        RUN,
        ThreadLoads.LOAD);
  }

  @Override
  public void accept(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.CPUInformation" -> acceptMachine(event.getInt("hwThreads"));
      case "jdk.ContainerConfiguration" ->
          acceptContainer(
              event.getLong("effectiveCpuCount"),
              event.getLong("cpuQuota"),
              event.getLong("cpuSlicePeriod"));
      case THROTTLING ->
          acceptThrottling(
              Series.nanos(event),
              event.getLong("cpuElapsedSlices"),
              event.getLong("cpuThrottledSlices"));
      case "jdk.JVMInformation" -> acceptArguments(event.getString("jvmArguments"));
      case RUN -> acceptSettings(event.getString("settings"));
      default -> acceptShare(ThreadLoads.share(event));
    }
  }

  void acceptMachine(int hardwareThreads) {
    machine = hardwareThreads;
  }

  /// Bounds what the JVM may use by its container.
  ///
  /// @param effective processors of its set; not positive where unknown
  /// @param quota time on processors in each `period`; not positive without a limit
  void acceptContainer(long effective, long quota, long period) {
    if (effective > 0) {
      container = Math.min(container, effective);
    }
    if (quota > 0 && period > 0) {
      container = Math.min(container, Math.ceilDiv(quota, period));
      this.quota = Math.min(this.quota, (double) quota / period);
    }
  }

  /// Takes what the kernel has counted since the container began.
  ///
  /// @param elapsed periods of the quota
  /// @param throttled those of them in which it was used up
  void acceptThrottling(long time, long elapsed, long throttled) {
    periods.add(time, elapsed);
    usedUp.add(time, throttled);
  }

  void acceptArguments(@Nullable String arguments) {
    counted = last(OPTION, arguments, counted);
    parallelism = last(PARALLELISM, arguments, parallelism);
  }

  /// Takes what a server of ours says of itself: its JVM knows of `taskset`.
  void acceptSettings(@Nullable String settings) {
    counted = last(CORES, settings, counted);
  }

  private static double last(Pattern number, @Nullable String text, double before) {
    Matcher given = number.matcher(text == null ? "" : text);
    double last = before;
    while (given.find()) {
      last = Double.parseDouble(given.group(1));
    }
    return last;
  }

  void acceptShare(double share) {
    largestShare = Math.max(largestShare, share);
  }

  /// The machine's hardware threads; `NaN` where not recorded.
  double machine() {
    return machine;
  }

  /// The processors that the JVM counts itself; `NaN` where not recorded. No event tells of
  /// `taskset`, but a thread uses one processor at most: the largest share bounds how many there
  /// are to share.
  double usable() {
    double told = counted > 0 ? counted : Math.min(machine, (double) container);
    return Math.min(told, Math.max(1, Math.floor(1 / largestShare + ROUNDING)));
  }

  /// As many processors as the JVM may have the time of, which may be a broken number; `NaN` where
  /// not recorded.
  double available() {
    return Math.min(usable(), quota);
  }

  /// How many virtual threads the JVM was told to run at once; `NaN` where it was not told.
  double parallelism() {
    return parallelism;
  }

  boolean hasQuota() {
    return quota < Double.POSITIVE_INFINITY;
  }

  /// Share of the quota's periods in which it was used up; `NaN` without two samples.
  double throttled() {
    return RecordingSummary.ratio(usedUp.total(), periods.total());
  }
}
