package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Times at which all threads of the JVM stood still, and what for.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Safepoints implements Collector {

  static final String OPERATION = "jdk.ExecuteVMOperation";
  static final String BEGIN = "jdk.SafepointBegin";

  private final Map<String, Amount> operations = new HashMap<>();
  private final Amount reaching = new Amount();

  @Override
  public List<String> types() {
    return List.of(OPERATION, BEGIN);
  }

  @Override
  public void accept(RecordedEvent event) {
    long nanos = event.getDuration().toNanos();
    if (event.getEventType().getName().equals(BEGIN)) {
      reaching.add(nanos);
    } else if (event.getBoolean("safepoint")) {
      operations.computeIfAbsent(event.getString("operation"), _ -> new Amount()).add(nanos);
    }
  }

  /// Operations at a safepoint, by name; the time to reach it is not in it.
  Map<String, Amount> operations() {
    return operations;
  }

  /// From the call for a safepoint until every thread had stopped.
  Amount reaching() {
    return reaching;
  }
}
