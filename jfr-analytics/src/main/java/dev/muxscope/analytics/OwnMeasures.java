package dev.muxscope.analytics;

import dev.muxscope.analytics.advice.Measure;
import dev.muxscope.analytics.advice.Measures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Figures of a recording of one of Muxscope's own servers while it was under load.
final class OwnMeasures {

  /// What neither serves requests nor would be there without a recording, or for long.
  private static final Set<String> APART = Set.of("compiler", "JFR");

  private static final Map<Measure, String> CPU_OF =
      Map.of(
          Measure.LOOP_CPU, "event loop",
          Measure.CONNECTION_CPU, "connection thread",
          Measure.CARRIER_CPU, "carrier",
          Measure.POLLER_CPU, "poller");

  private static final Map<Measure, String> TIMED =
      Map.of(Measure.MOUNTS, MethodTimings.MOUNTS, Measure.POLLS, MethodTimings.POLLS);

  private final RecordingSummary recording;
  private final LoadWindow window;
  private final double requests;
  private final Map<Measure, Double> values = new EnumMap<>(Measure.class);

  private OwnMeasures(RecordingSummary recording, LoadWindow window) {
    this.recording = recording;
    this.window = window;
    this.requests = rise(recording.requestSeries());
  }

  /// The figures; none where requests or CPU time were not counted for long enough under load.
  static Optional<Measures> of(RecordingSummary recording) {
    if (recording.collected(RoleTimes.class).roles().isEmpty()) {
      return Optional.empty();
    }
    return LoadWindow.of(recording.requestSeries())
        .map(window -> new OwnMeasures(recording, window).measure());
  }

  private Measures measure() {
    addCpu();
    addCalls();
    IoCounters counters = recording.collected(IoCounters.class);
    values.put(Measure.CONNECTIONS, (double) counters.of("connections").max());
    values.put(Measure.RATE, requests / window.nanos() * 1e9);
    values.put(
        Measure.CORES, values.getOrDefault(Measure.CPU, Double.NaN) * requests / window.nanos());
    return new Measures(values);
  }

  private void addCpu() {
    double cpu = 0;
    double switches = 0;
    double waiting = 0;
    for (RoleTimes.Role role : recording.collected(RoleTimes.class).roles()) {
      if (!APART.contains(role.name())) {
        cpu += rise(role.cpu());
        switches += rise(role.switches());
        waiting += rise(role.waiting());
      }
      CPU_OF.forEach((measure, name) -> {
        if (name.equals(role.name())) {
          put(measure, rise(role.cpu()));
        }
      });
    }
    put(Measure.CPU, cpu);
    put(Measure.SWITCHES, switches);
    put(Measure.RUN_QUEUE, waiting);
  }

  private void addCalls() {
    IoCounters counters = recording.collected(IoCounters.class);
    put(Measure.READS, rise(counters.of("reads")) - rise(counters.of("emptyReads")));
    put(Measure.WRITES, rise(counters.of("writes")));
    put(Measure.SELECTS, rise(counters.of("selects")));
    put(Measure.BYTES, rise(counters.of("bytesRead")) + rise(counters.of("bytesWritten")));
    Map<String, List<MethodTimings.Timing>> timed =
        recording.collected(MethodTimings.class).byName();
    TIMED.forEach((measure, name) -> {
      List<MethodTimings.Timing> timings = timed.getOrDefault(name, List.of());
      if (!timings.isEmpty()) {
        put(measure, timings.stream().mapToDouble(timing -> rise(timing.calls())).sum());
      }
    });
  }

  private void put(Measure measure, double total) {
    values.put(measure, total / requests);
  }

  private double rise(Series counter) {
    return counter.between(window.from(), window.to());
  }
}
