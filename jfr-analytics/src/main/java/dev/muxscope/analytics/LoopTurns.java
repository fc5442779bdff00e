package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The longest turns of event loops: a stall lies in one of them.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class LoopTurns {

  private static final int KEPT = 2_000;

  private final Longest<Turn> longest = new Longest<>(KEPT, turn -> turn.end - turn.start);
  private final Map<Integer, Turn> latest = new HashMap<>();

  /// Adds a turn; the next turn of the same loop finds ready whoever asked for something meanwhile.
  void add(LoopTick tick) {
    long end = tick.time();
    Turn turn = new Turn(tick.loop(), end - tick.processTime(), end, tick.ready(), 0);
    Turn before = latest.put(tick.loop(), turn);
    if (before != null && longest.wants(before)) {
      longest.add(before.withNext(tick.ready()));
    }
  }

  /// The turn that a time lies in.
  ///
  /// @param thread the name of the loop's thread, which ends with its number; empty if not known
  @Nullable Turn around(Span span, String thread) {
    for (Turn turn : longest.list()) {
      if (turn.holds(span, thread)) {
        return turn;
      }
    }
    return latest.values().stream()
        .filter(turn -> turn.holds(span, thread))
        .findFirst()
        .orElse(null);
  }

  /// A turn of an event loop, outside its select.
  ///
  /// @param loop the loop's number
  /// @param start nanoseconds since the epoch
  /// @param end nanoseconds since the epoch
  /// @param ready connections it served
  /// @param readyNext connections that the next turn found ready: they asked meanwhile
  record Turn(int loop, long start, long end, int ready, int readyNext) {

    private Turn withNext(int next) {
      return new Turn(loop, start, end, ready, next);
    }

    // Clocks are read a little before and after the events, and a thread may lose its processor in
    // between: so most of the span, not all of it.
    private boolean holds(Span span, String thread) {
      return 2 * span.overlap(start, end) > span.length()
          && (thread.isEmpty() || thread.endsWith("-" + loop));
    }
  }
}
