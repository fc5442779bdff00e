package dev.muxscope.analytics;

import dev.muxscope.analytics.SocketIo.Waits;
import java.util.ArrayList;
import java.util.List;

/// Rows about reads and writes of sockets, and what their times mean.
final class SocketRows {

  static final String COPY = "copy alone";

  private SocketRows() {}

  static List<List<Object>> calls(RecordingSummary recording) {
    SocketIo sockets = recording.collected(SocketIo.class);
    List<List<Object>> rows = new ArrayList<>();
    sockets.calls().forEach((key, calls) -> rows.add(row(recording, key, calls)));
    boolean anyBlocks =
        sockets.calls().isEmpty()
            || recording.collected(ThreadDumps.class).mean(ThreadWait.READ) > 0
            || sockets.calls().keySet().stream().anyMatch(SocketRows::blocksPlatform);
    addTimed(rows, recording, MethodTimings.READS, anyBlocks);
    addTimed(rows, recording, MethodTimings.WRITES, anyBlocks);
    return rows;
  }

  private static List<Object> row(RecordingSummary recording, SocketIo.Key key, SocketIo.Calls calls) {
    Histogram nanos = calls.nanos();
    return List.of(
        (key.write() ? "writes on " : "reads on ") + key.role(),
        meaning(key),
        nanos.count(),
        calls.bytes(),
        nanos.mean(),
        nanos.percentile(0.5),
        nanos.percentile(0.99),
        nanos.max(),
        key.write() ? Double.NaN : (Object) calls.ends(),
        hidden(recording, key.write() ? SocketIo.WRITE : SocketIo.READ));
  }

  private static String meaning(SocketIo.Key key) {
    return switch (key.waits()) {
      case BLOCKS -> key.write() ? "copy, and a wait for room" : "think time, and copy";
      case COPIES -> COPY;
      case UNKNOWN -> "copy, and think time if it blocks";
    };
  }

  private static boolean blocksPlatform(SocketIo.Key key) {
    return key.waits() == Waits.BLOCKS && !key.role().equals("virtual threads");
  }

  /// What the recording's settings keep out of the events of a type.
  static String hidden(RecordingSummary recording, String type) {
    ActiveSettings settings = recording.collected(ActiveSettings.class);
    long id = recording.typeId(type);
    List<String> hidden = new ArrayList<>();
    if (settings.threshold(id) > 0) {
      hidden.add("under " + settings.of(id, "threshold"));
    }
    if (Double.isFinite(settings.throttle(id))) {
      hidden.add("over " + settings.of(id, "throttle"));
    }
    return hidden.isEmpty() ? "none" : String.join(", ", hidden);
  }

  // Every call is timed; on a virtual thread and an event loop the method never waits.
  private static void addTimed(
      List<List<Object>> rows, RecordingSummary recording, String name, boolean anyBlocks) {
    Calls calls = Calls.of(recording, name);
    if (calls.count() > 0) {
      rows.add(
          List.of(
              "all " + name + ", timed",
              anyBlocks ? "copy, and platform threads' waits" : COPY,
              Math.round(calls.count()),
              Double.NaN,
              calls.mean(),
              Double.NaN,
              Double.NaN,
              calls.longest(),
              Double.NaN,
              "none"));
    }
  }
}
