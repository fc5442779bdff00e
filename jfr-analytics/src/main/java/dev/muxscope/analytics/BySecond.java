package dev.muxscope.analytics;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What a recording tells of each of its seconds. Every figure is one number a second; `NaN` for a
/// second that was not sampled, or not recorded at all, and no numbers at all for what was not
/// recorded second by second.
///
/// Immutable.
final class BySecond {

  private static final double[] NONE = {};
  private static final double MOST_PERIODS = 2;
  private static final long FEWEST_SAMPLES = 100;
  private static final double ALL_CLOSED = 0.98;

  private final RecordingSummary recording;
  private final long[] edges;

  /// @param edges where the seconds begin and end, as [Steady#edges()]
  BySecond(RecordingSummary recording, long[] edges) {
    this.recording = recording;
    this.edges = edges.clone();
  }

  int size() {
    return edges.length - 1;
  }

  /// How long each second is, in seconds.
  double[] seconds() {
    return recorded(
        IntStream.range(0, size()).mapToDouble(i -> (edges[i + 1] - edges[i]) / 1e9).toArray());
  }

  // Between two files nothing is known.
  private double[] recorded(double[] figures) {
    for (int i = 0; i < figures.length; i++) {
      figures[i] = recording.coverage().covers(edges[i], edges[i + 1]) ? figures[i] : Double.NaN;
    }
    return figures;
  }

  double[] requests() {
    return counter("requests");
  }

  /// Rises of some of the server's counters together.
  double[] counter(String... fields) {
    IoCounters counters = recording.collected(IoCounters.class);
    return sum(Arrays.stream(fields).map(field -> rises(counters.of(field))).toList());
  }

  /// Connections open.
  double[] connections() {
    return levels(recording.collected(IoCounters.class).open());
  }

  /// Connections open, times seconds.
  double[] connectionSeconds() {
    return times(connections(), seconds());
  }

  /// Connections open that sent requests, times seconds; known only if all connections were closed
  /// while they could be recorded.
  double[] activeConnectionSeconds() {
    Connections connections = recording.collected(Connections.class);
    double[] closed = running(connections.closedLater());
    double all = DoubleStream.of(times(closed, seconds())).filter(Double::isFinite).sum();
    double open = DoubleStream.of(connectionSeconds()).filter(Double::isFinite).sum();
    return open > 0 && all >= ALL_CLOSED * open
        ? times(running(connections.activeLater()), seconds())
        : NONE;
  }

  // What opened and closed until the middle of each second.
  private double[] running(TimedSum changes) {
    if (changes.isEmpty()) {
      return NONE;
    }
    long[] middles = new long[size() + 1];
    for (int i = 0; i < size(); i++) {
      middles[i + 1] = edges[i] + (edges[i + 1] - edges[i]) / 2;
    }
    double[] running = changes.between(middles);
    Arrays.parallelPrefix(running, Double::sum);
    return recorded(running);
  }

  /// Nanoseconds of processor time by the kernel's account, in all threads.
  double[] cpu() {
    return sum(cpuByRole().values());
  }

  /// The same by what threads are for.
  Map<String, double[]> cpuByRole() {
    Map<String, double[]> byRole = new LinkedHashMap<>();
    for (RoleTimes.Role role : roles().roles()) {
      put(byRole, role.name(), rises(role, role.cpu()));
    }
    return byRole;
  }

  /// Nanoseconds that threads were ready to run without a processor.
  double[] waiting() {
    return sum(roles().roles().stream().map(role -> rises(role, role.waiting())).toList());
  }

  double[] switches() {
    return sum(roles().roles().stream().map(role -> rises(role, role.switches())).toList());
  }

  private RoleTimes roles() {
    return recording.collected(RoleTimes.class);
  }

  // A role met later than the others began at 0.
  private double[] rises(RoleTimes.Role role, Series counter) {
    RoleTimes times = roles();
    boolean late = times.rise(counter) > counter.total();
    double[] rises = rises(late ? counter.from(role.cpu().first() - 1_000_000_000L) : counter);
    return late
        ? recorded(IntStream.range(0, rises.length).mapToDouble(i -> orZero(rises[i])).toArray())
        : rises;
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /// Nanoseconds of processor time by samples, by what threads are for.
  Map<String, double[]> sampledCpuByRole() {
    ThreadSamples.Tally tally = recording.collected(ThreadSamples.class).cpuTime();
    Map<String, double[]> byRole = new LinkedHashMap<>();
    if (tally.all().count() >= FEWEST_SAMPLES) {
      tally.timesByRole().forEach((role, times) -> put(byRole, role, sums(times)));
    }
    return byRole;
  }

  double[] sampledCpu() {
    return sum(sampledCpuByRole().values());
  }

  /// Nanoseconds of processor time by the share of the machine that the process used.
  double[] cpuByLoad() {
    RunFacts run = recording.collected(RunFacts.class);
    String threads = run.fact("hardware threads");
    if (!threads.matches("\\d{1,6}")) {
      return NONE;
    }
    double nanos = 1e9 * Integer.parseInt(threads);
    double[] loads = times(ownLoad(), seconds());
    return DoubleStream.of(loads).map(load -> nanos * load).toArray();
  }

  /// Calls of timed methods, as [MethodTimings] names them.
  double[] calls(List<String> names) {
    MethodTimings timings = recording.collected(MethodTimings.class);
    return sum(
        names.stream()
            .flatMap(name -> timings.byName().getOrDefault(name, List.of()).stream())
            .map(timing -> rises(timing.calls()))
            .toList());
  }

  /// Nanoseconds of event loops outside select.
  double[] processTime() {
    return sums(recording.collected(LoopTicks.class).processTimes());
  }

  double[] selects() {
    return sums(recording.collected(LoopTicks.class).selects());
  }

  /// Sockets that selects returned.
  double[] ready() {
    return sums(recording.collected(LoopTicks.class).readySum());
  }

  /// Nanoseconds paused for garbage collections; 0 where they were recorded and none happened.
  double[] pauses() {
    TimedSum pauses = recording.collected(Pauses.class).times();
    boolean recorded = recording.recorded(Pauses.COLLECTION) || recording.recorded(Pauses.PHASE);
    return pauses.isEmpty() && recorded ? recorded(new double[size()]) : sums(pauses);
  }

  /// Bytes allocated, by samples.
  double[] allocation() {
    return sums(recording.collected(Allocations.class).bytes());
  }

  double[] medianLatency() {
    return levels(recording.collected(Latencies.class).median());
  }

  double[] p99Latency() {
    return levels(recording.collected(Latencies.class).p99());
  }

  /// Bytes on the heap after collections.
  double[] heap() {
    return levels(recording.collected(MemoryLevels.class).heap());
  }

  /// Bytes of memory the process holds.
  double[] resident() {
    return levels(recording.collected(MemoryLevels.class).resident());
  }

  /// Share of the machine's processors that other processes used; nothing where the kernel does not
  /// count it well.
  double[] foreignLoad() {
    Surroundings machine = recording.collected(Surroundings.class);
    return machine.ticksMiss() ? NONE : levels(machine.foreignLevels());
  }

  /// Share of the machine's processors that this one used.
  double[] ownLoad() {
    return levels(recording.collected(Surroundings.class).ownLevels());
  }

  private double[] rises(Series counter) {
    boolean often = size() > 0 && counter.period() <= MOST_PERIODS * meanSecond();
    return often ? recorded(counter.rises(edges)) : NONE;
  }

  private double meanSecond() {
    return DoubleStream.of(seconds()).filter(Double::isFinite).average().orElse(0) * 1e9;
  }

  private double[] sums(TimedSum sum) {
    return sum.isEmpty() ? NONE : recorded(sum.between(edges));
  }

  private double[] levels(Levels levels) {
    return levels.isEmpty() ? NONE : recorded(levels.in(edges));
  }

  private static void put(Map<String, double[]> byRole, String role, double[] seconds) {
    if (seconds.length > 0) {
      byRole.put(role, seconds);
    }
  }

  /// The sum, second by second, of those that have any.
  private static double[] sum(Collection<double[]> parts) {
    double[] sum = NONE;
    for (double[] part : parts) {
      if (sum.length == 0) {
        sum = part.clone();
      } else if (part.length > 0) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += part[i];
        }
      }
    }
    return sum;
  }

  private static double[] times(double[] values, double[] factors) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] * factors[i]).toArray();
  }
}
