package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rows about safepoints.
final class SafepointRows {

  static final String ALL = "all operations";
  static final String REACHING = "until every thread had stopped";

  private SafepointRows() {}

  static List<List<Object>> operations(RecordingSummary recording) {
    Safepoints safepoints = recording.collected(Safepoints.class);
    Map<String, Amount> operations = safepoints.operations();
    List<List<Object>> rows = new ArrayList<>();
    String hidden = SocketRows.hidden(recording, Safepoints.OPERATION);
    Rows.bySum(operations)
        .forEach(each -> rows.add(row(recording, each.getKey(), each.getValue(), hidden)));
    if (!rows.isEmpty()) {
      rows.add(row(recording, ALL, Rows.total(operations), hidden));
    }
    if (safepoints.reaching().count() > 0) {
      String hiddenReaching = SocketRows.hidden(recording, Safepoints.BEGIN);
      rows.add(row(recording, REACHING, safepoints.reaching(), hiddenReaching));
    }
    return rows;
  }

  private static List<Object> row(
      RecordingSummary recording, String name, Amount times, String hidden) {
    return List.of(
        name,
        times.count(),
        times.sum(),
        ratio(times.sum(), recording.nanos()),
        times.mean(),
        times.max(),
        hidden);
  }
}
