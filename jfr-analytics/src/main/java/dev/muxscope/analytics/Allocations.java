package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Allocated bytes by class and by the application's method, estimated from weighted samples.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Allocations implements Collector {

  private final Map<String, Amount> bySite = new HashMap<>();
  private final TimedSum bytes = new TimedSum();

  @Override
  public List<String> types() {
    return List.of("jdk.ObjectAllocationSample");
  }

  @Override
  public void accept(RecordedEvent event) {
    String type = Frames.simple(event.getClass("objectClass").getName());
    String site = type + " in " + Frames.application(event.getStackTrace());
    bySite.computeIfAbsent(site, _ -> new Amount()).add(event.getLong("weight"));
    bytes.add(Series.nanos(event), event.getLong("weight"));
  }

  /// Bytes, by when.
  TimedSum bytes() {
    return bytes;
  }

  Map<String, Amount> bySite() {
    return bySite;
  }
}
