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
    ThreadSnapshots dumps = recording.collected(ThreadSnapshots.class);
    Set<String> names = new HashSet<>(dumps.selecting());
    names.addAll(dumps.clients());
    Map<String, Set<String>> byPool =
        names.stream().collect(Collectors.groupingBy(ThreadRoles::pool, Collectors.toSet()));
    List<List<Object>> rows = new ArrayList<>();
    dumps
        .selectingAtOnce()
        .forEach((pool, threads) -> {
          ThreadLoads.Use use =
              ThreadLoads.ofThreads(recording, byPool.getOrDefault(pool, Set.of())).of(threads);
          rows.add(List.of(pool, threads, use.mean(), use.most(), Double.NaN, Double.NaN));
        });
    Calls selects = Calls.of(recording, MethodTimings.SELECTS);
    if (selects.count() > 0) {
      boolean idle = !Collections.disjoint(names, dumps.idle());
      rows.add(selecting(recording, selects, idle));
    }
    return rows;
  }

  // A thread that has been in one select all the time is taken to be outside: its call is not over.
  // One that also waits in its pool for work is outside without having anything to do.
  private static List<Object> selecting(RecordingSummary recording, Calls selects, boolean idle) {
    ThreadSnapshots dumps = recording.collected(ThreadSnapshots.class);
    long threads = dumps.selectingAtOnce().values().stream().mapToLong(Long::longValue).sum();
    boolean called = recording.collected(SelectStacks.class).called();
    double inside = ratio(selects.nanos(), (double) threads * recording.nanos());
    return List.of(
        ALL_SELECTING,
        threads == 0 ? (Object) Double.NaN : threads,
        Double.NaN,
        Double.NaN,
        inside <= 1 && !called && !idle ? 1 - inside : Double.NaN,
        selects.perSecond());
  }
}
