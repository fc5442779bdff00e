package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Virtual threads that blocked without giving their carrier back: why, where and on what.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Pins implements Collector {

  private final Map<String, Amount> byReason = new HashMap<>();
  private final Map<String, Amount> bySite = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of("jdk.VirtualThreadPinned");
  }

  @Override
  public void accept(RecordedEvent event) {
    long nanos = event.getDuration().toNanos();
    String reason = text(event, "pinnedReason");
    byReason
        .computeIfAbsent(reason.isBlank() ? "unknown reason" : reason, _ -> new Amount())
        .add(nanos);
    String site = Frames.application(event.getStackTrace());
    String operation = text(event, "blockingOperation");
    bySite
        .computeIfAbsent(operation.isBlank() ? site : operation + " in " + site, _ -> new Amount())
        .add(nanos);
  }

  // JDK 21 to 23 record neither reason nor operation.
  private static String text(RecordedEvent event, String field) {
    String text = event.hasField(field) ? event.getString(field) : "";
    return text == null ? "" : text;
  }

  Map<String, Amount> byReason() {
    return byReason;
  }

  /// Pins by the blocking operation and the application's frame.
  Map<String, Amount> bySite() {
    return bySite;
  }
}
