package dev.muxscope.analytics;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/// Ticks of the event loop: one select and the work on what it returned.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class LoopTicks implements Collector {

  private final Histogram selectTime = new Histogram();
  private final Histogram processTime = new Histogram();
  private final Histogram ready = new Histogram();
  private final Histogram reads = new Histogram();
  private final Histogram writes = new Histogram();
  private final Histogram requests = new Histogram();
  private final TimedSum processTimes = new TimedSum();
  private final TimedSum selects = new TimedSum();
  private final TimedSum readySum = new TimedSum();

  @Override
  public List<String> types() {
    return List.of("muxscope.LoopTick");
  }

  @Override
  public void accept(RecordedEvent event) {
    selectTime.add(event.getLong("selectTime"));
    processTime.add(event.getLong("processTime"));
    ready.add(event.getInt("ready"));
    reads.add(event.getInt("reads"));
    writes.add(event.getInt("writes"));
    requests.add(event.getInt("requests"));
    long time = Series.nanos(event);
    processTimes.add(time, event.getLong("processTime"));
    selects.add(time, 1);
    readySum.add(time, event.getInt("ready"));
  }

  /// Nanoseconds outside select, by when.
  TimedSum processTimes() {
    return processTimes;
  }

  /// Selects, by when.
  TimedSum selects() {
    return selects;
  }

  /// Sockets that selects returned, by when.
  TimedSum readySum() {
    return readySum;
  }

  /// Nanoseconds in select.
  Histogram selectTime() {
    return selectTime;
  }

  /// Nanoseconds from the return of select to the next select.
  Histogram processTime() {
    return processTime;
  }

  /// Sockets a select returned.
  Histogram ready() {
    return ready;
  }

  /// Reads in a tick.
  Histogram reads() {
    return reads;
  }

  /// Writes in a tick.
  Histogram writes() {
    return writes;
  }

  /// Requests executed in a tick.
  Histogram requests() {
    return requests;
  }
}
