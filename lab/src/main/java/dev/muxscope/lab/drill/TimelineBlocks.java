package dev.muxscope.lab.drill;

import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Axis;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;

/// Pictures and tables of what the bystanders went through, one line or row for each mode.
final class TimelineBlocks {

  /// What the bystanders of most drills are.
  static final String METRIC =
      Bystanders.CONNECTIONS
          + " connections that together send "
          + Bystanders.RATE_PER_SECOND
          + " PING per second on a schedule, from a process of their own; the p99 of their response"
          + " time, from the moment a request was due.";

  private TimelineBlocks() {}

  /// The p99 of each interval. The modes ran one after the other; the fault is shaded from its
  /// first beginning to its last end.
  ///
  /// @param fault a word or two
  static Chart chart(List<Timeline> timelines, String fault) {
    List<Chart.Series> series = new ArrayList<>();
    for (Timeline timeline : timelines) {
      series.add(
          new Chart.Series(
              timeline.mode(),
              timeline.intervals().stream()
                  .map(each -> new Chart.Point(each.middle(), each.p99()))
                  .toList()));
    }
    double from = timelines.stream().mapToDouble(Timeline::begin).min().orElse(0);
    double to = timelines.stream().mapToDouble(Timeline::to).max().orElse(0);
    return new Chart(
        "timeline",
        "Bystanders' p99 response time, interval by interval (a gap: nobody was answered)",
        new Axis("seconds", Scale.LINEAR, Format.NUMBER),
        new Axis("", Scale.LOGARITHMIC, Format.NANOS),
        series,
        List.of(new Chart.Span(from, to, fault)));
  }

  static Table table(List<Timeline> timelines) {
    List<List<Object>> rows = new ArrayList<>();
    for (Timeline timeline : timelines) {
      Timeline.Part without = timeline.without();
      Timeline.Part with = timeline.with();
      rows.add(
          List.of(
              timeline.mode(),
              cell(without.p99()),
              cell(with.p99()),
              cell(without.typicalP99()),
              cell(with.typicalP99()),
              cell(with.longest()),
              cell(timeline.afterwards().p99())));
    }
    return new Table(
        "p99",
        "Bystanders' response time (typical: the median of the intervals' p99)",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("p99 without", Format.NANOS),
            new Column("p99 with the fault", Format.NANOS),
            new Column("typical without", Format.NANOS),
            new Column("typical with", Format.NANOS),
            new Column("longest with", Format.NANOS),
            new Column("p99 afterwards", Format.NANOS)),
        rows);
  }

  /// The timeline for a terminal: a row for each second.
  static Table bySecond(List<Timeline> timelines) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("second", Format.COUNT));
    timelines.forEach(timeline -> columns.add(new Column(timeline.mode(), Format.NANOS)));
    columns.add(new Column("", Format.TEXT));
    List<List<Object>> rows = new ArrayList<>();
    double end =
        timelines.stream()
            .filter(timeline -> !timeline.intervals().isEmpty())
            .mapToDouble(timeline -> timeline.intervals().getLast().end())
            .max()
            .orElse(0);
    for (int second = 0; second < Math.floor(end); second++) {
      rows.add(row(timelines, second));
    }
    return new Table("seconds", "Bystanders' p99, second by second", columns, rows);
  }

  private static List<Object> row(List<Timeline> timelines, int second) {
    List<Object> row = new ArrayList<>();
    row.add((long) second);
    boolean fault = false;
    for (Timeline timeline : timelines) {
      row.add(
          cell(
              new Timeline.Part(
                      timeline.intervals().stream()
                          .filter(each -> each.middle() >= second && each.middle() < second + 1)
                          .toList())
                  .p99()));
      fault |= timeline.begin() <= second + 0.5 && timeline.to() >= second + 0.5;
    }
    row.add(fault ? "fault" : "");
    return row;
  }

  /// A figure if there is one, and a word where nobody was answered.
  private static Object cell(double nanos) {
    return Double.isInfinite(nanos) ? Timeline.words(nanos) : (Object) nanos;
  }
}
