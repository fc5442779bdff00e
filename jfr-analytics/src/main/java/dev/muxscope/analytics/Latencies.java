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
    }
  }

  /// For each percentile, its values in the seconds that had a request, in nanoseconds.
  Map<String, Histogram> seconds() {
    return seconds;
  }
}
