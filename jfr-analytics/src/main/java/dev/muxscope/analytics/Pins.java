package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Virtual threads that blocked without giving their carrier back, by reason.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Pins implements Collector {

  private final Map<String, Amount> byReason = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of("jdk.VirtualThreadPinned");
  }

  @Override
  public void accept(RecordedEvent event) {
    byReason.computeIfAbsent(reason(event), _ -> new Amount()).add(event.getDuration().toNanos());
  }

  // JDK 21 to 23 record no reason.
  private static String reason(RecordedEvent event) {
    String reason = event.hasField("pinnedReason") ? event.getString("pinnedReason") : "";
    return reason == null || reason.isBlank() ? "unknown reason" : reason;
  }

  Map<String, Amount> byReason() {
    return byReason;
  }
}
