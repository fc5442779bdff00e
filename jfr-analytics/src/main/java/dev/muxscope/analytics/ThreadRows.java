package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.ThreadDumps.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Rows about the platform threads that thread dumps show.
final class ThreadRows {

  static final String ALL = "all platform threads";

  private ThreadRows() {}

  static List<List<Object>> groups(RecordingSummary recording) {
    ThreadDumps dumps = recording.collected(ThreadDumps.class);
    List<List<Object>> rows = new ArrayList<>();
    if (dumps.count() > 0) {
      rows.add(List.of(ALL, dumps.most(), dumps.mean(), "-"));
    }
    dumps.groups().entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Group, Amount>>comparingLong(group -> -group.getValue().max())
                .thenComparing(group -> name(group.getKey())))
        .forEach(group -> rows.add(row(dumps, group.getKey(), group.getValue())));
    return rows;
  }

  private static List<Object> row(ThreadDumps dumps, Group group, Amount threads) {
    String frame = dumps.frame(group);
    return List.of(
        name(group),
        threads.max(),
        ratio(threads.sum(), dumps.count()),
        frame.isEmpty() ? "-" : frame);
  }

  private static String name(Group group) {
    return switch (group.waitsFor()) {
      case RUNNING -> group.pool() + ": runnable";
      case CARRYING -> group.pool() + ": carrying a virtual thread";
      default -> group.pool() + ": waiting for " + group.waitsFor().text();
    };
  }
}
