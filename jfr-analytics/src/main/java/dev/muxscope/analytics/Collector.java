package dev.muxscope.analytics;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/// Adds up events of a few types while a recording is read, and keeps sums, histograms and
/// once-a-second counters, never the events.
///
/// Fed by the one thread that reads, in the order of the file, which is not the order of time.
/// [Collectors#all()] lists them; a type of event may go to several.
interface Collector {

  /// Names of the event types it wants.
  List<String> types();

  /// Adds an event of one of these types.
  void accept(RecordedEvent event);
}
