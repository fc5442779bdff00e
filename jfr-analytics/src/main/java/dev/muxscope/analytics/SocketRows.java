package dev.muxscope.analytics;

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
    boolean neverWaits =
        !sockets.calls().isEmpty()
            && sockets.calls().keySet().stream()
                .allMatch(key -> key.virtual() || waits(recording, key) == Waits.COPIES);
    addTimed(rows, recording, MethodTimings.READS, neverWaits);
    addTimed(rows, recording, MethodTimings.WRITES, neverWaits);
    return rows;
  }

  private static List<Object> row(
      RecordingSummary recording, SocketIo.Key key, SocketIo.Calls calls) {
    Histogram nanos = calls.nanos();
    return List.of(
        (key.write() ? "writes on " : "reads on ") + key.role(),
        meaning(key.write(), waits(recording, key)),
        nanos.count(),
        recording.perSecond(nanos.count()),
        calls.bytes(),
        nanos.mean(),
        nanos.percentile(0.5),
        nanos.max(),
        hidden(recording, key.write() ? SocketIo.WRITE : SocketIo.READ));
  }

  /// What a call's duration may hold.
  private enum Waits {
    BLOCKS,
    COPIES,
    UNKNOWN
  }

  // A virtual thread blocks; a platform thread does as others of its role were seen to.
  private static Waits waits(RecordingSummary recording, SocketIo.Key key) {
    if (key.virtual()) {
      return Waits.BLOCKS;
    }
    SelectStacks stacks = recording.collected(SelectStacks.class);
    ThreadDumps dumps = recording.collected(ThreadDumps.class);
    boolean selects = stacks.selects(key.role()) || dumps.has(key.role(), ThreadWait.SELECT);
    boolean blocks = stacks.blocks(key.role()) || dumps.has(key.role(), ThreadWait.READ);
    if (selects == blocks) {
      return Waits.UNKNOWN;
    }
    return selects ? Waits.COPIES : Waits.BLOCKS;
  }

  private static String meaning(boolean write, Waits waits) {
    String wait = write ? "wait for room" : "think time";
    return switch (waits) {
      case BLOCKS -> wait + ", copy";
      case COPIES -> COPY;
      case UNKNOWN -> "copy; " + wait + " if it blocks";
    };
  }

  /// What the recording's settings keep out of the events of a type, as `under 20 ms`; `none` for
  /// nothing.
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
      List<List<Object>> rows, RecordingSummary recording, String name, boolean neverWaits) {
    Calls calls = Calls.of(recording, name);
    if (calls.count() > 0) {
      rows.add(
          List.of(
              "all " + name + ", timed",
              neverWaits ? COPY : "copy; waits if some block",
              Math.round(calls.count()),
              calls.perSecond(),
              Double.NaN,
              calls.mean(),
              Double.NaN,
              calls.longest(),
              "none"));
    }
  }
}
