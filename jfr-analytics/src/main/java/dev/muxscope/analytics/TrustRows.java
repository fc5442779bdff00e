package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Rows about how far a recording can be trusted: what was lost, left out by settings, or
/// disturbed.
final class TrustRows {

  static final String FINE = "fine";
  static final String LIMITS = "limits";
  static final String MISLEADS = "misleads";

  private static final double LONG_SECONDS = 10;
  private static final double SHORT_SECONDS = 2;
  private static final double WARM_SECONDS = 10;
  private static final long ENOUGH_SAMPLES = 1_000;
  private static final double FEW_LOST = 0.05;

  private TrustRows() {}

  static List<List<Object>> trust(RecordingSummary recording) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(length(recording));
    rows.add(warmUp(recording));
    rows.add(losses(recording));
    rows.add(samples(recording));
    rows.add(lostSamples(recording));
    rows.add(foreignLoad(recording));
    rows.add(machineLoad(recording));
    addThrottling(rows, recording);
    rows.add(requests(recording));
    rows.addAll(HiddenRows.trust(recording));
    return rows;
  }

  private static List<Object> length(RecordingSummary recording) {
    double seconds = recording.nanos() / 1e9;
    String value = Facts.length(recording);
    if (seconds >= LONG_SECONDS) {
      return row("length", value, FINE, "long enough");
    }
    return row(
        "length",
        value,
        seconds < SHORT_SECONDS ? MISLEADS : LIMITS,
        "chance weighs heavily: record 10 s");
  }

  private static List<Object> warmUp(RecordingSummary recording) {
    Instant started = recording.collected(Surroundings.class).jvmStart();
    if (started.equals(Instant.MIN)) {
      return unknown("JVM ran before", "jdk.JVMInformation");
    }
    Duration before = Duration.between(started, recording.start());
    String value = Values.format(Math.max(0, before.toNanos()), Format.NANOS);
    return before.toMillis() < WARM_SECONDS * 1000
        ? row("JVM ran before", value, LIMITS, "start-up and compilation are in it")
        : row("JVM ran before", value, FINE, "start-up is not in it");
  }

  private static List<Object> losses(RecordingSummary recording) {
    long lost = recording.collected(RunFacts.class).lostBytes();
    if (lost == 0 && !recording.recorded("jdk.DataLoss")) {
      return unknown("events lost", "jdk.DataLoss");
    }
    String value = Values.format(lost, Format.BYTES);
    return lost == 0
        ? row("events lost", value, FINE, "the recorder had room for all")
        : row("events lost", value, MISLEADS, "sums of events are too low");
  }

  private static List<Object> samples(RecordingSummary recording) {
    ThreadSamples samples = recording.collected(ThreadSamples.class);
    long timed = samples.cpuTime().all().count();
    long count = timed > 0 ? timed : samples.execution().all().count();
    String value = Values.format(count, Format.COUNT);
    if (count == 0) {
      return row("samples of code", value, LIMITS, "nothing tells which methods ran");
    }
    // Half the width of a 95 % interval of a share of one half.
    String width = Values.format(1 / Math.sqrt((double) count), Format.SHARE);
    return row(
        "samples of code",
        value,
        count < ENOUGH_SAMPLES ? LIMITS : FINE,
        "shares are right to about ±" + width + " of all");
  }

  private static List<Object> lostSamples(RecordingSummary recording) {
    double share = Quality.lostSamples(recording);
    if (Double.isNaN(share)) {
      return row("CPU samples lost", "-", FINE, "CPU time was not sampled");
    }
    String value = Values.format(share, Format.SHARE);
    return share <= FEW_LOST
        ? row("CPU samples lost", value, FINE, "sampled times are nearly whole")
        : row("CPU samples lost", value, MISLEADS, "sampled times are that much too low");
  }

  private static List<Object> foreignLoad(RecordingSummary recording) {
    Surroundings load = recording.collected(Surroundings.class);
    double mean = load.foreignLoad();
    if (load.ticksMiss()) {
      return row(
          "CPU used by others",
          "not known",
          LIMITS,
          "the kernel counts at clock ticks, and they missed even this JVM's time");
    }
    if (Double.isNaN(mean)) {
      return unknown("CPU used by others", "jdk.CPULoad");
    }
    String value =
        Values.format(mean, Format.SHARE)
            + ", at most "
            + Values.format(load.mostForeignLoad(), Format.SHARE);
    if (mean < Quality.SOME_FOREIGN) {
      return row("CPU used by others", value, FINE, "the machine was nearly its own");
    }
    return Quality.isCrowded(mean, load.ownLoad())
        ? row("CPU used by others", value, MISLEADS, "times include waiting for them")
        : row("CPU used by others", value, LIMITS, "at times there may have been too few");
  }

  private static List<Object> machineLoad(RecordingSummary recording) {
    double load = recording.collected(Surroundings.class).machineLoad();
    if (Double.isNaN(load)) {
      return unknown("CPU used by all", "jdk.CPULoad");
    }
    boolean missed = recording.collected(Surroundings.class).ticksMiss();
    String value = (missed ? "at least " : "") + Values.format(load, Format.SHARE);
    if (missed) {
      return row("CPU used by all", value, LIMITS, "the kernel's count is too low");
    }
    if (load >= Quality.FULL) {
      return row("CPU used by all", value, LIMITS, "threads had to wait for processors");
    }
    return recording.collected(Processors.class).throttled() > 0
        ? row("CPU used by all", value, LIMITS, "what was left over was not within the quota")
        : row("CPU used by all", value, FINE, "processors were left over");
  }

  private static void addThrottling(List<List<Object>> rows, RecordingSummary recording) {
    Processors processors = recording.collected(Processors.class);
    double throttled = processors.throttled();
    if (Double.isNaN(throttled)) {
      if (processors.hasQuota()) {
        rows.add(unknown("CPU quota used up", Processors.THROTTLING + ", twice"));
      }
      return;
    }
    String value = Values.format(throttled, Format.SHARE) + " of its periods";
    rows.add(
        throttled == 0
            ? row("CPU quota used up", value, FINE, "no thread had to wait for the next one")
            : row(
                "CPU quota used up",
                value,
                throttled < Quality.OFTEN_THROTTLED ? LIMITS : MISLEADS,
                "times include waiting for the next one"));
  }

  private static List<Object> requests(RecordingSummary recording) {
    Series requests = recording.requestSeries();
    if (requests.isEmpty()) {
      return row("requests counted", "no", LIMITS, "nothing is told per request");
    }
    double counted = ratio(requests.last() - requests.first(), recording.nanos());
    String value = Values.format(counted, Format.SHARE) + " of the time";
    if (requests.total() == 0) {
      return row("requests counted", value, LIMITS, "there was none");
    }
    return counted < Quality.MOST
        ? row("requests counted", value, MISLEADS, "figures each are too high")
        : row("requests counted", value, FINE, "of the same time as all else");
  }

  private static List<Object> unknown(String what, String event) {
    return row(what, "not known", LIMITS, "it needs " + event);
  }

  static List<Object> row(String what, String value, String verdict, String because) {
    return List.of(what, value, verdict, because);
  }
}
