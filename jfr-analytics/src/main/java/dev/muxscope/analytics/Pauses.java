package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Pauses of garbage collections, by collector and cause.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Pauses implements Collector {

  static final String COLLECTION = "jdk.GarbageCollection";
  static final String PHASE = "jdk.GCPhasePause";

  private final Map<String, Amount> collections = new HashMap<>();
  private final Map<String, Amount> phases = new HashMap<>();
  private final TimedSum collectionPauses = new TimedSum();
  private final TimedSum phasePauses = new TimedSum();

  @Override
  public List<String> types() {
    return List.of(COLLECTION, PHASE);
  }

  @Override
  public void accept(RecordedEvent event) {
    if (event.getEventType().getName().equals(COLLECTION)) {
      long sum = event.getDuration("sumOfPauses").toNanos();
      long longest = event.getDuration("longestPause").toNanos();
      String name = event.getString("name") + " (" + event.getString("cause") + ")";
      collections.computeIfAbsent(name, _ -> new Amount()).add(1, sum, longest);
      collectionPauses.add(Series.nanos(event), sum);
    } else {
      long pause = event.getDuration().toNanos();
      phases.computeIfAbsent(event.getString("name"), _ -> new Amount()).add(pause);
      phasePauses.add(Series.nanos(event), pause);
    }
  }

  /// Collections, or single pauses where only those were recorded.
  Map<String, Amount> byCause() {
    return collections.isEmpty() ? phases : collections;
  }

  /// Nanoseconds paused, by when.
  TimedSum times() {
    return collections.isEmpty() ? phasePauses : collectionPauses;
  }
}
