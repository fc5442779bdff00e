package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;

/// Hands events to the collectors that want their type, and counts all.
///
/// A collector may throw at an event: other JDKs record other fields. The event is counted, named
/// as a problem, and reading goes on.
///
/// Owned by the thread that reads.
final class Intake {

  private final List<Collector> collectors = Collectors.all();
  private final Map<String, Long> typeIds = new HashMap<>();
  private final Map<String, Channel> byName = new HashMap<>();
  private final ParsedCache<EventType, Channel> byType =
      new ParsedCache<>(type -> byName.computeIfAbsent(type.getName(), Channel::new));

  Intake() {
    for (Collector collector : collectors) {
      for (String type : collector.types()) {
        byName.computeIfAbsent(type, Channel::new).collectors.add(collector);
      }
    }
  }

  /// Tells the types of the events to come.
  void begin(Collection<EventType> types) {
    types.forEach(type -> typeIds.put(type.getName(), type.getId()));
  }

  void accept(RecordedEvent event) {
    byType.get(event.getEventType()).accept(event);
  }

  List<Collector> collectors() {
    return collectors;
  }

  /// Ids of all event types that were told of, by name.
  Map<String, Long> typeIds() {
    return typeIds;
  }

  /// How many events there were of each type.
  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    byName.forEach((name, channel) -> counts.put(name, channel.count));
    return counts;
  }

  /// How many events there were.
  long events() {
    return byName.values().stream().mapToLong(channel -> channel.count).sum();
  }

  /// A sentence for each type with events that a collector could not take.
  List<String> problems() {
    return byName.values().stream()
        .filter(channel -> channel.refused > 0)
        .map(Channel::problem)
        .sorted()
        .toList();
  }

  /// Where the events of one type go.
  private static final class Channel {

    private final String type;
    private final List<Collector> collectors = new ArrayList<>();
    private long count;
    private long refused;
    private String reason = "";

    Channel(String type) {
      this.type = type;
    }

    void accept(RecordedEvent event) {
      count++;
      boolean taken = true;
      for (Collector collector : collectors) {
        taken &= isTaken(collector, event);
      }
      refused += taken ? 0 : 1;
    }

    private boolean isTaken(Collector collector, RecordedEvent event) {
      try {
        collector.accept(event);
        return true;
      } catch (RuntimeException e) {
        reason =
            e instanceof NullPointerException
                ? "what they refer to is not in the recording"
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return false;
      }
    }

    String problem() {
      return "%s of %s %s events could not be used: %s"
          .formatted(
              Values.format(refused, Format.COUNT),
              Values.format(count, Format.COUNT),
              type,
              reason);
    }
  }
}
