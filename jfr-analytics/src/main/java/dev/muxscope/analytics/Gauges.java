package dev.muxscope.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;

/// What memory, threads and connections there were at which moment.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Gauges implements Collector {

  static final String RESIDENT = "jdk.ResidentSetSize";
  static final String HEAP = "jdk.GCHeapSummary";
  static final String THREADS = "jdk.JavaThreadStatistics";

  private final Gauge resident = new Gauge();
  private final Gauge heap = new Gauge();
  private final Gauge committed = new Gauge();
  private final Gauge threads = new Gauge();
  private final Gauge connections = new Gauge();

  @Override
  public List<String> types() {
    return List.of(RESIDENT, HEAP, THREADS, "muxscope.IoCounters");
  }

  @Override
  public void accept(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case RESIDENT -> resident.add(event, "size");
      case THREADS -> threads.add(event, "activeCount");
      case HEAP -> {
        committed.add(event, "heapSpace.committedSize");
        if ("After GC".equals(event.getString("when"))) {
          heap.add(event, "heapUsed");
        }
      }
      default -> connections.add(event, "connections");
    }
  }

  /// Bytes of memory the process holds.
  Gauge resident() {
    return resident;
  }

  /// Bytes of heap in use after a collection.
  Gauge heap() {
    return heap;
  }

  /// Bytes that the system has set aside for the heap, whether in use or not.
  Gauge committed() {
    return committed;
  }

  /// Live platform threads.
  Gauge threads() {
    return threads;
  }

  /// Open connections, where the server tells.
  Gauge connections() {
    return connections;
  }

  /// Values at moments.
  static final class Gauge {

    private static final int BLOCKS = 10;

    private final TreeMap<Long, Long> values = new TreeMap<>();

    private void add(RecordedEvent event, String field) {
      values.put(Series.nanos(event), event.getLong(field));
    }

    int size() {
      return values.size();
    }

    long min() {
      return values.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    long max() {
      return values.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private long firstTimeOfMax() {
      long max = max();
      return values.entrySet().stream()
          .filter(point -> point.getValue() == max)
          .findFirst()
          .map(Map.Entry::getKey)
          .orElse(Long.MIN_VALUE);
    }

    private long near(long time) {
      Long before = values.floorKey(time);
      Long after = values.ceilingKey(time);
      if (before == null || after == null) {
        return before == null ? values.firstEntry().getValue() : values.lastEntry().getValue();
      }
      return values.getOrDefault(time - before <= after - time ? before : after, 0L);
    }

    /// This gauge's values over those of another one at nearly the same time, until that one was
    /// highest: a process keeps most of the memory it once had. In ten parts, in order of time.
    List<Moments> over(Gauge other) {
      long end = other.firstTimeOfMax();
      List<Moments> pairs = new ArrayList<>();
      values
          .headMap(end, true)
          .forEach(
              (time, value) -> pairs.add(Moments.of((double) other.near(time), (double) value)));
      List<Moments> parts = new ArrayList<>();
      int blocks = Math.min(BLOCKS, pairs.size());
      for (int i = 0; i < blocks; i++) {
        int from = i * pairs.size() / blocks;
        parts.add(Moments.sum(pairs.subList(from, (i + 1) * pairs.size() / blocks)));
      }
      return parts;
    }
  }
}
