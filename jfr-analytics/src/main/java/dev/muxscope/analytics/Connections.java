package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Connections that were closed, by the reason.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Connections implements Collector {

  // A greeting alone is no activity.
  private static final long ACTIVE_REQUESTS = 2;

  private final Map<String, Closed> byReason = new HashMap<>();
  private final TimedSum closedLater = new TimedSum();
  private final TimedSum activeLater = new TimedSum();

  @Override
  public List<String> types() {
    return List.of("muxscope.Connection");
  }

  @Override
  public void accept(RecordedEvent event) {
    String reason = event.getString("reason");
    Closed closed = byReason.computeIfAbsent(reason == null ? "" : reason, _ -> new Closed());
    closed.lifetime.add(event.getLong("lifetime"));
    closed.requests.add(event.getLong("requests"));
    closed.bytes.add(event.getLong("bytesRead") + event.getLong("bytesWritten"));
    count(closedLater, event);
    if (event.getLong("requests") >= ACTIVE_REQUESTS) {
      count(activeLater, event);
    }
  }

  // The event is made when a connection closes, and has no duration of its own.
  private static void count(TimedSum changes, RecordedEvent event) {
    long closed = Series.nanos(event.getEndTime());
    changes.add(closed, -1);
    changes.add(closed - event.getLong("lifetime"), 1);
  }

  /// Connections opened, less those closed, by when; of those that were closed before the
  /// recording's end.
  TimedSum closedLater() {
    return closedLater;
  }

  /// Of these, the ones that sent more than one request.
  TimedSum activeLater() {
    return activeLater;
  }

  Map<String, Closed> byReason() {
    return byReason;
  }

  /// Connections closed for one reason.
  static final class Closed {

    private final Amount lifetime = new Amount();
    private final Amount requests = new Amount();
    private final Amount bytes = new Amount();

    /// Nanoseconds from accept to close.
    Amount lifetime() {
      return lifetime;
    }

    /// Requests of a connection.
    Amount requests() {
      return requests;
    }

    /// Bytes read and written.
    Amount bytes() {
      return bytes;
    }
  }
}
