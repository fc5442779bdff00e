package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Requests that took longer than a threshold, and callbacks that stalled their thread, by command.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class CommandTimes implements Collector {

  static final String REQUEST = "muxscope.Request";
  static final String STALL = "muxscope.Stall";

  private final Map<Long, Amount> requests = new HashMap<>();
  private final Map<Long, Amount> stalls = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of(REQUEST, STALL);
  }

  @Override
  public void accept(RecordedEvent event) {
    boolean stall = event.getEventType().getName().equals(STALL);
    (stall ? stalls : requests)
        .computeIfAbsent(event.getLong("command"), _ -> new Amount())
        .add(event.getDuration().toNanos());
  }

  /// Slow requests by the command's index.
  Map<Long, Amount> requests() {
    return requests;
  }

  /// Stalls by the command's index.
  Map<Long, Amount> stalls() {
    return stalls;
  }
}
