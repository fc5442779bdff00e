package dev.muxscope.analytics;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/// Memory in use, moment by moment.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class MemoryLevels implements Collector {

  private final Levels heap = new Levels();
  private final Levels resident = new Levels();

  @Override
  public List<String> types() {
    return List.of(Gauges.HEAP, Gauges.RESIDENT);
  }

  @Override
  public void accept(RecordedEvent event) {
    if (event.getEventType().getName().equals(Gauges.RESIDENT)) {
      resident.add(Series.nanos(event), (double) event.getLong("size"));
    } else if ("After GC".equals(event.getString("when"))) {
      heap.add(Series.nanos(event), (double) event.getLong("heapUsed"));
    }
  }

  /// Bytes on the heap after a collection.
  Levels heap() {
    return heap;
  }

  /// Bytes of memory the process holds.
  Levels resident() {
    return resident;
  }
}
