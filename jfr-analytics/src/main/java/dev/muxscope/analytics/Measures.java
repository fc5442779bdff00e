package dev.muxscope.analytics;

import static dev.muxscope.analytics.Measure.Kind.COUNT;
import static dev.muxscope.analytics.Measure.Kind.SIZE;
import static dev.muxscope.analytics.Measure.Kind.TIME;
import static dev.muxscope.analytics.Measure.Origin.COUNTERS;
import static dev.muxscope.analytics.Measure.Origin.CPU_SAMPLES;
import static dev.muxscope.analytics.Measure.Origin.EVENTS;
import static dev.muxscope.analytics.Measure.Origin.LEVELS;
import static dev.muxscope.analytics.Measure.Origin.SAMPLES;
import static dev.muxscope.analytics.Measure.mean;
import static dev.muxscope.analytics.Measure.median;
import static dev.muxscope.analytics.Measure.perUnit;
import static dev.muxscope.analytics.Measure.ratio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The list of measures two recordings are compared by. To add one, enter it here.
final class Measures {

  /// The histogram of latencies in the server has buckets of at most this width.
  private static final double LATENCY_STEP = 1.125;

  // A role with less of the processor time in both recordings has no row.
  private static final double LEAST_SHARE = 0.02;

  /// Processor time in all threads; the first that both recordings have is compared.
  private static final List<Measure> CPU =
      List.of(
          perUnit("CPU per %s", TIME, COUNTERS, BySecond::cpu).tell(),
          perUnit("CPU per %s, by jdk.CPULoad", TIME, COUNTERS, BySecond::cpuByLoad).tell(),
          perUnit("CPU per %s, sampled", TIME, CPU_SAMPLES, BySecond::sampledCpu).tell());

  private static final Measure READS =
      perUnit("JDK: socket reads per %s", COUNT, COUNTERS, calls(MethodTimings.READS));

  /// What a request, a second or a socket read costs beside it.
  private static final List<Measure> COSTS =
      List.of(
          perUnit("wait for a processor per %s", TIME, COUNTERS, BySecond::waiting).tell(),
          perUnit("loop time outside select per %s", TIME, EVENTS, BySecond::processTime),
          perUnit("GC pause per %s", TIME, EVENTS, BySecond::pauses).tell(),
          perUnit("context switches per %s", COUNT, COUNTERS, BySecond::switches).tell(),
          perUnit(
              "reads, writes and selects per %s",
              COUNT, COUNTERS, seconds -> seconds.counter("selects", "reads", "writes")),
          perUnit("selects per %s", COUNT, COUNTERS, counter("selects")),
          perUnit("reads per %s", COUNT, COUNTERS, counter("reads")),
          perUnit("reads that found nothing per %s", COUNT, COUNTERS, counter("emptyReads")),
          perUnit("writes per %s", COUNT, COUNTERS, counter("writes")),
          perUnit(
                  "system calls per %s",
                  COUNT, COUNTERS, seconds -> seconds.calls(MethodTimings.SYSTEM_CALLS))
              .tell(),
          perUnit("JDK: selects per %s", COUNT, COUNTERS, calls(MethodTimings.SELECTS)),
          READS,
          perUnit("JDK: socket writes per %s", COUNT, COUNTERS, calls(MethodTimings.WRITES)),
          perUnit("JDK: poller waits per %s", COUNT, COUNTERS, calls(MethodTimings.POLLS)),
          perUnit(
              "JDK: poller registrations per %s",
              COUNT, COUNTERS, calls(MethodTimings.REGISTRATIONS)),
          perUnit("virtual thread mounts per %s", COUNT, COUNTERS, calls(MethodTimings.MOUNTS))
              .tell(),
          perUnit("allocation per %s, sampled", SIZE, SAMPLES, BySecond::allocation).tell());

  /// What is not divided by requests.
  private static final List<Measure> OTHERS =
      List.of(
          median("p50 in the server, median second", TIME, LATENCY_STEP, BySecond::medianLatency),
          median("p99 in the server, median second", TIME, LATENCY_STEP, BySecond::p99Latency)
              .tell(),
          ratio("requests per select", COUNT, COUNTERS, BySecond::requests, counter("selects")),
          ratio("ready sockets per select", COUNT, EVENTS, BySecond::ready, BySecond::selects),
          mean("process memory", SIZE, BySecond::resident).tell(),
          mean("heap after collections", SIZE, BySecond::heap));

  private static final List<Measure> PER_CONNECTION =
      List.of(
          ratio(
              "CPU per open connection-second",
              TIME,
              COUNTERS,
              BySecond::cpu,
              BySecond::connectionSeconds),
          ratio(
              "CPU per active connection-second",
              TIME,
              COUNTERS,
              BySecond::cpu,
              BySecond::activeConnectionSeconds),
          ratio(
              "requests per open connection-second",
              COUNT,
              COUNTERS,
              BySecond::requests,
              BySecond::connectionSeconds),
          ratio(
              "requests per active connection-second",
              COUNT,
              COUNTERS,
              BySecond::requests,
              BySecond::activeConnectionSeconds),
          ratio(
              "allocation per connection-second",
              SIZE,
              SAMPLES,
              BySecond::allocation,
              BySecond::connectionSeconds),
          ratio(
              "process memory per open connection",
              SIZE,
              LEVELS,
              BySecond::resident,
              BySecond::connections));

  private Measures() {}

  /// Those that both recordings have, in reading order.
  static List<Measure> of(BySecond a, BySecond b, Unit unit) {
    List<Measure> measures = new ArrayList<>();
    CPU.stream().filter(cpu -> inBoth(cpu, a, b, unit)).limit(1).forEach(measures::add);
    measures.addAll(roles(a, b));
    measures.addAll(COSTS);
    if (unit == Unit.READ) {
      // One each, in any recording.
      measures.remove(READS);
    } else {
      measures.addAll(OTHERS);
      measures.addAll(PER_CONNECTION);
    }
    return measures.stream().filter(measure -> inBoth(measure, a, b, unit)).toList();
  }

  private static boolean inBoth(Measure measure, BySecond a, BySecond b, Unit unit) {
    return measure.reading().of(a, unit).isPresent() && measure.reading().of(b, unit).isPresent();
  }

  /// A measure for each role that used processor time worth a row in either.
  private static List<Measure> roles(BySecond a, BySecond b) {
    boolean accounts = a.cpu().length > 0 && b.cpu().length > 0;
    Function<BySecond, Map<String, double[]>> byRole =
        accounts ? BySecond::cpuByRole : BySecond::sampledCpuByRole;
    Map<String, Double> shares = new LinkedHashMap<>();
    for (BySecond side : List.of(a, b)) {
      Map<String, double[]> times = byRole.apply(side);
      double all = times.values().stream().mapToDouble(Measures::total).sum();
      times.forEach(
          (role, time) -> shares.merge(role, RecordingSummary.ratio(total(time), all), Math::max));
    }
    return shares.entrySet().stream()
        .filter(share -> share.getValue() >= LEAST_SHARE)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(share -> role(share.getKey(), accounts, byRole))
        .toList();
  }

  private static Measure role(
      String role, boolean accounts, Function<BySecond, Map<String, double[]>> byRole) {
    String name = "CPU per %s, " + (accounts ? "" : "sampled, ") + "in " + role;
    Measure.Origin origin = accounts ? COUNTERS : CPU_SAMPLES;
    return perUnit(
        name,
        TIME,
        origin,
        seconds -> {
          Map<String, double[]> times = byRole.apply(seconds);
          // A role that is not there used nothing.
          return times.isEmpty()
              ? new double[0]
              : times.getOrDefault(role, new double[seconds.size()]);
        });
  }

  private static double total(double[] seconds) {
    return Arrays.stream(seconds).filter(Double::isFinite).sum();
  }

  private static Function<BySecond, double[]> counter(String field) {
    return seconds -> seconds.counter(field);
  }

  private static Function<BySecond, double[]> calls(String name) {
    return seconds -> seconds.calls(List.of(name));
  }
}
