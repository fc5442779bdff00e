package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Where virtual threads blocked without giving their carrier back, and on what.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class PinSites implements Collector {

  private final Map<String, Amount> bySite = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of("jdk.VirtualThreadPinned");
  }

  @Override
  public void accept(RecordedEvent event) {
    String site = Frames.application(event.getStackTrace());
    // Since JDK 24.
    String operation =
        event.hasField("blockingOperation") ? event.getString("blockingOperation") : "";
    String name = operation == null || operation.isBlank() ? site : operation + " in " + site;
    bySite.computeIfAbsent(name, _ -> new Amount()).add(event.getDuration().toNanos());
  }

  /// Pins by the blocking operation and the application's frame.
  Map<String, Amount> bySite() {
    return bySite;
  }
}
