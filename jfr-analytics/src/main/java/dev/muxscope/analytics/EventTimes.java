package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// When the events came that a limit to their number may have cut off: a limit holds in every
/// second, also where most are idle.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class EventTimes implements Collector {

  private final Map<String, TimedSum> byType = new HashMap<>();

  @Override
  public List<String> types() {
    return HiddenRows.types();
  }

  @Override
  public void accept(RecordedEvent event) {
    byType
        .computeIfAbsent(event.getEventType().getName(), _ -> new TimedSum())
        .add(Series.nanos(event.getEndTime()), 1);
  }

  /// The most events of a type that came within a second.
  double mostInASecond(String type) {
    TimedSum times = byType.get(type);
    return times == null ? 0 : times.mostInASecond();
  }
}
