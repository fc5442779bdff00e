package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.LoopWork.Loop;
import dev.muxscope.analytics.LoopWork.Size;
import dev.muxscope.analytics.LoopWork.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Rows about event loops: how busy each is, when it would be saturated, and what its ready sets do
/// to its cost.
final class LoopRows {

  static final String ALL_SELECTING = "all that select";

  private static final double HALF_SECOND = 5e8;

  private LoopRows() {}

  static List<List<Object>> loops(RecordingSummary recording) {
    var loops = recording.collected(LoopTicks.class).work().loops();
    double connections =
        ratio(recording.collected(IoCounters.class).of("connections").max(), loops.size());
    return loops.entrySet().stream()
        .map(loop -> loop("loop " + loop.getKey(), loop.getValue(), connections))
        .toList();
  }

  private static List<Object> loop(String name, Loop loop, double connections) {
    Work all = loop.serving();
    Saturation saturation = Saturation.of(loop, connections);
    return List.of(
        name,
        all.ticks(),
        all.busy(),
        busiest(loop),
        ratio(all.requests() * 1e9, all.select() + all.process()),
        ratio(all.process(), (double) all.requests()),
        saturation.rate(),
        saturation.evidence());
  }

  private static double busiest(Loop loop) {
    return loop.seconds().values().stream()
        .filter(work -> work.select() + work.process() > HALF_SECOND)
        .mapToDouble(Work::busy)
        .max()
        .orElse(Double.NaN);
  }

  static List<List<Object>> sizes(RecordingSummary recording) {
    var sizes = recording.collected(LoopTicks.class).work().sizes();
    long ticks = sizes.values().stream().mapToLong(Size::ticks).sum();
    long requests = sizes.values().stream().mapToLong(Size::requests).sum();
    return sizes.entrySet().stream()
        .<List<Object>>map(size ->
            List.of(
                LoopWork.label(size.getKey()),
                size.getValue().ticks(),
                ratio(size.getValue().ticks(), ticks),
                ratio(size.getValue().requests(), requests),
                ratio(size.getValue().process(), (double) size.getValue().requests())))
        .toList();
  }

  /// Threads that select, of any application: by their pools, as thread dumps show them.
  static List<List<Object>> selecting(RecordingSummary recording) {
    Set<String> threads = selectingThreads(recording);
    Map<String, Set<String>> pools =
        threads.stream()
            .collect(Collectors.groupingBy(ThreadRoles::pool, TreeMap::new, Collectors.toSet()));
    List<List<Object>> rows = new ArrayList<>();
    pools.forEach((pool, names) -> rows.add(pool(recording, pool, names)));
    Calls selects = Calls.of(recording, MethodTimings.SELECTS);
    if (selects.count() > 0) {
      rows.add(selecting(recording, threads, selects));
    }
    return rows;
  }

  private static Set<String> selectingThreads(RecordingSummary recording) {
    ThreadSnapshots dumps = recording.collected(ThreadSnapshots.class);
    Set<String> names = new HashSet<>(dumps.selecting());
    names.addAll(dumps.clients());
    return names;
  }

  private static List<Object> pool(RecordingSummary recording, String pool, Set<String> names) {
    ThreadLoads.Use use = ThreadLoads.ofThreads(recording, names);
    return List.of(pool, (long) names.size(), use.mean(), use.most(), Double.NaN, Double.NaN);
  }

  // A thread that has been in one select all the time is taken to be outside: its call is not over.
  // One that also waits in its pool for work is outside without having anything to do.
  private static List<Object> selecting(
      RecordingSummary recording, Set<String> names, Calls selects) {
    boolean called = recording.collected(SelectStacks.class).called();
    boolean idle = !Collections.disjoint(names, recording.collected(ThreadSnapshots.class).idle());
    double inside = ratio(selects.nanos(), (double) names.size() * recording.nanos());
    return List.of(
        ALL_SELECTING,
        names.isEmpty() ? (Object) Double.NaN : (long) names.size(),
        Double.NaN,
        Double.NaN,
        inside <= 1 && !called && !idle ? 1 - inside : Double.NaN,
        selects.perSecond());
  }
}
