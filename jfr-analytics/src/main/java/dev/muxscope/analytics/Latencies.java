package dev.muxscope.analytics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Time inside the server, from a request's read to its written reply: percentiles of each second.
///
/// Percentiles of seconds cannot be merged into those of the whole, so they are kept apart.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Latencies implements Collector {

  private final Map<String, Histogram> seconds = new LinkedHashMap<>();
  private final Levels median = new Levels();
  private final Levels p99 = new Levels();

  Latencies() {
    List.of("p50", "p90", "p99", "p999", "max").forEach(p -> seconds.put(p, new Histogram()));
  }

  @Override
  public List<String> types() {
    return List.of("muxscope.Latency");
  }

  @Override
  public void accept(RecordedEvent event) {
    if (event.getLong("count") > 0) {
      seconds.forEach((percentile, values) -> values.add(event.getLong(percentile)));
      long time = Series.nanos(event);
      median.add(time, (double) event.getLong("p50"));
      p99.add(time, (double) event.getLong("p99"));
    }
  }

  /// The median of each second, in nanoseconds.
  Levels median() {
    return median;
  }

  /// The 99th percentile of each second, in nanoseconds.
  Levels p99() {
    return p99;
  }

  /// For each percentile, its values in the seconds that had a request, in nanoseconds.
  Map<String, Histogram> seconds() {
    return seconds;
  }
}
