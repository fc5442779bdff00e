package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.LoopTurns.Turn;
import dev.muxscope.analytics.Stalls.Stall;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.List;
import java.util.Locale;

/// Rows about the longest stalls: who held the thread, who waited, and what fell in them.
final class StallRows {

  static final String GC = "pauses of garbage collection";
  static final String SAFEPOINTS = "operations at safepoints";
  static final String ALL = "the longest stalls together";

  private static final int MOST_NAMED = 3;

  private StallRows() {}

  static List<List<Object>> longest(RecordingSummary recording) {
    Stalls stalls = recording.collected(Stalls.class);
    return stalls.longest().stream().map(stall -> stall(recording, stalls, stall)).toList();
  }

  private static List<Object> stall(RecordingSummary recording, Stalls stalls, Stall stall) {
    Turn turn = recording.collected(LoopTicks.class).turns().around(stall.span(), stall.thread());
    String seen = stalls.seenIn(stall);
    return List.of(
        at(recording, stall),
        stall.span().length(),
        recording.collected(RunFacts.class).command(stall.command()),
        stall.span().connection(),
        stall.thread().isEmpty() ? "(unnamed)" : stall.thread(),
        seen.isEmpty() ? "-" : seen,
        turn == null ? Double.NaN : (Object) turn.ready(),
        turn == null ? Double.NaN : (Object) turn.readyNext(),
        shared(stalls.pausesDuring(stall), stall),
        shared(stalls.safepointsDuring(stall), stall),
        meanwhile(stalls.requestsDuring(stall)));
  }

  private static String at(RecordingSummary recording, Stall stall) {
    double seconds = (stall.span().start() - recording.startNanos()) / 1e9;
    return String.format(Locale.ROOT, "%+.3f s", seconds);
  }

  // NaN for none, so that nothing is said of what did not happen.
  private static double shared(List<Span> spans, Stall stall) {
    long shared = sharedNanos(spans, stall);
    return shared == 0 ? Double.NaN : shared;
  }

  private static long sharedNanos(List<Span> spans, Stall stall) {
    long sum =
        spans.stream()
            .mapToLong(span -> span.overlap(stall.span().start(), stall.span().end()))
            .sum();
    return Math.min(sum, stall.span().length());
  }

  // "3: connection 7 (25 ms), 8 (21 ms), ..."
  private static String meanwhile(List<Span> requests) {
    if (requests.isEmpty()) {
      return "-";
    }
    StringBuilder text = new StringBuilder(requests.size() + ": connection ");
    for (Span request : requests.subList(0, Math.min(MOST_NAMED, requests.size()))) {
      text.append(request.connection())
          .append(" (")
          .append(Values.format(request.length(), Format.NANOS))
          .append("), ");
    }
    return requests.size() > MOST_NAMED
        ? text + "..."
        : text.substring(0, text.length() - ", ".length());
  }

  static List<List<Object>> causes(RecordingSummary recording) {
    Stalls stalls = recording.collected(Stalls.class);
    List<Stall> longest = stalls.longest();
    long all = longest.stream().mapToLong(stall -> stall.span().length()).sum();
    if (all == 0) {
      return List.of();
    }
    return List.of(
        cause(ALL, longest.size(), all, all),
        cause(
            GC,
            longest.stream().filter(stall -> !stalls.pausesDuring(stall).isEmpty()).count(),
            longest.stream().mapToLong(s -> sharedNanos(stalls.pausesDuring(s), s)).sum(),
            all),
        cause(
            SAFEPOINTS,
            longest.stream().filter(stall -> !stalls.safepointsDuring(stall).isEmpty()).count(),
            longest.stream().mapToLong(s -> sharedNanos(stalls.safepointsDuring(s), s)).sum(),
            all));
  }

  private static List<Object> cause(String what, long stalls, long nanos, long all) {
    return List.of(what, stalls, nanos, stalls == 0 ? Double.NaN : ratio(nanos, all));
  }
}
