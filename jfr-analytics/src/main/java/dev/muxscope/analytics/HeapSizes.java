package dev.muxscope.analytics;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/// What is left on the heap after each garbage collection.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class HeapSizes implements Collector {

  private final Levels afterCollections = new Levels();

  @Override
  public List<String> types() {
    return List.of("jdk.GCHeapSummary");
  }

  @Override
  public void accept(RecordedEvent event) {
    if ("After GC".equals(event.getString("when"))) {
      afterCollections.add(Series.nanos(event), event.getLong("heapUsed"));
    }
  }

  /// Bytes in use after a collection.
  Levels afterCollections() {
    return afterCollections;
  }
}
