package dev.muxscope.analytics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// The server's own counters: the calls it made, the bytes it moved, the requests it answered.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class IoCounters implements Collector {

  private static final List<String> FIELDS =
      List.of(
          "selects",
          "reads",
          "emptyReads",
          "writes",
          "partialWrites",
          "bytesRead",
          "bytesWritten",
          "accepts",
          "requests",
          "connections");

  private final Map<String, Series> series = new LinkedHashMap<>();
  private final Levels open = new Levels();

  IoCounters() {
    FIELDS.forEach(field -> series.put(field, new Series()));
  }

  @Override
  public List<String> types() {
    return List.of("muxscope.IoCounters");
  }

  @Override
  public void accept(RecordedEvent event) {
    series.forEach((field, counter) -> counter.add(event, field));
    open.add(Series.nanos(event), (double) event.getLong("connections"));
  }

  /// Connections open.
  Levels open() {
    return open;
  }

  /// Requests answered since the server started.
  Series requests() {
    return of("requests");
  }

  /// The counter of a field of the event.
  Series of(String field) {
    Series counter = series.get(field);
    if (counter == null) {
      throw new IllegalArgumentException("no field " + field);
    }
    return counter;
  }
}
