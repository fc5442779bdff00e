package dev.muxscope.lab.drill;

import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Axis;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Unread data makes the next select return at once; what clears readiness. About `java.nio`
/// itself.
final class LevelTriggeredDrill implements Drill {

  /// A select that waits returns by its timeout 100 times a second; one that does not, tens of
  /// thousands of times.
  private static final double WAITS_PER_SECOND = 1_000 / ReadinessProbe.TIMEOUT_MILLIS;

  private static final String UNREAD = "unread bytes make every select return at once";
  private static final String LEFT =
      "so do an interest in writing without anything to write, and an end of input, read or not";
  private static final String CLEARS =
      "reading all of it, withdrawing the interest, or cancelling the key makes select wait again";

  @Override
  public Lesson lesson() {
    return new Lesson(
        "level-triggered",
        "what makes select return, and what stops it",
        "When does select return at once, and what clears readiness?",
        "A Selector tells what is so, not what is new: as long as bytes are unread, the input has"
            + " ended, or a socket that could take bytes is registered for writing, every select"
            + " returns at once. Reading everything, withdrawing the interest or cancelling the key"
            + " ends it; an end of input is not cleared by reading it.",
        "none; how often select returns is counted, as each return for nothing is time that a loop"
            + " has not for others.");
  }

  @Override
  public Seen run(Stage stage) throws IOException {
    stage.say("one socket and one Selector in this process; modes do not apply");
    List<ReadinessProbe.Stretch> stretches = ReadinessProbe.run();
    List<Block> figures =
        List.of(
            Paragraph.plain(
                "Modes do not apply: this is java.nio itself, with one loopback socket and one"
                    + " Selector in one process. In each situation select is called with a timeout"
                    + " of "
                    + ReadinessProbe.TIMEOUT_MILLIS
                    + " ms again and again, and nothing is done about what it reports: a select that"
                    + " waits makes "
                    + (long) WAITS_PER_SECOND
                    + " calls a second or fewer."),
            chart(stretches),
            table(stretches));
    return new Seen(figures, conclusions(stretches));
  }

  static List<Conclusion> conclusions(List<ReadinessProbe.Stretch> stretches) {
    return List.of(
        conclude(UNREAD, stretches, ReadinessProbe.Kind.UNREAD),
        conclude(LEFT, stretches, ReadinessProbe.Kind.LEFT_READY),
        conclude(CLEARS, stretches, ReadinessProbe.Kind.CLEARED));
  }

  private static Conclusion conclude(
      String claim, List<ReadinessProbe.Stretch> all, ReadinessProbe.Kind kind) {
    List<ReadinessProbe.Stretch> stretches =
        all.stream().filter(each -> each.situation().kind() == kind).toList();
    double least = stretches.stream().mapToDouble(s -> s.perSecond()).min().orElse(Double.NaN);
    double most = stretches.stream().mapToDouble(s -> s.perSecond()).max().orElse(Double.NaN);
    Holding holding =
        kind == ReadinessProbe.Kind.CLEARED
            ? Holding.atMost(most, 2 * WAITS_PER_SECOND, 10 * WAITS_PER_SECOND)
            : Holding.atLeast(least, 20 * WAITS_PER_SECOND, 5 * WAITS_PER_SECOND);
    return new Conclusion(
        "Selector",
        claim,
        holding,
        "In these %d situations select returned %s to %s times a second."
            .formatted(
                stretches.size(),
                Values.format(least, Format.COUNT),
                Values.format(most, Format.COUNT)));
  }

  private static Chart chart(List<ReadinessProbe.Stretch> stretches) {
    List<Chart.Point> points = new ArrayList<>();
    List<Chart.Span> spans = new ArrayList<>();
    for (ReadinessProbe.Stretch stretch : stretches) {
      stretch.counts().forEach(c -> points.add(new Chart.Point(c.atSecond(), c.perSecond())));
      if (stretch.number() % 2 == 0) {
        spans.add(new Chart.Span(stretch.from(), stretch.to(), "" + stretch.number()));
      }
    }
    return new Chart(
        "selects",
        "How often select returns, as the situation changes (numbers as in the table)",
        new Axis("seconds", Scale.LINEAR, Format.NUMBER),
        new Axis("selects per second", Scale.LOGARITHMIC, Format.COUNT),
        List.of(new Chart.Series("selects", points)),
        spans);
  }

  private static Table table(List<ReadinessProbe.Stretch> stretches) {
    List<List<Object>> rows = new ArrayList<>();
    for (ReadinessProbe.Stretch stretch : stretches) {
      rows.add(
          List.of(
              (long) stretch.number(),
              stretch.situation().text(),
              stretch.perSecond(),
              stretch.perSecond() > 2 * WAITS_PER_SECOND ? "at once" : "waits"));
    }
    return new Table(
        "situations",
        "",
        List.of(
            new Column("", Format.COUNT),
            new Column("situation", Format.TEXT),
            new Column("selects/s", Format.COUNT),
            new Column("select", Format.TEXT)),
        rows);
  }
}
