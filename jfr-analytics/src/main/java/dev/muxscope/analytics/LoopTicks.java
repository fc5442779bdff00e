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

  private final LoopWork work = new LoopWork();
  private final LoopTurns turns = new LoopTurns();

  @Override
  public List<String> types() {
    return List.of(LoopTick.TYPE);
  }

  @Override
  public void accept(RecordedEvent event) {
    LoopTick tick = LoopTick.of(event);
    selectTime.add(tick.selectTime());
    processTime.add(tick.processTime());
    ready.add(tick.ready());
    reads.add(tick.reads());
    writes.add(tick.writes());
    requests.add(tick.requests());
    processTimes.add(tick.time(), tick.processTime());
    selects.add(tick.time(), 1);
    readySum.add(tick.time(), tick.ready());
    work.add(tick);
    turns.add(tick);
  }

  /// How busy each loop was.
  LoopWork work() {
    return work;
  }

  /// The longest turns.
  LoopTurns turns() {
    return turns;
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
