package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import dev.muxscope.lab.ServerChild;
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

/// System calls per request, of one busy connection and of a thousand.
final class TwoSyscallsDrill implements Drill {

  private static final int MANY = 1_000;

  /// Requests of the drill itself, and of what the JVM does besides, are not worth a tenth.
  private static final double SLACK = 0.3;

  /// System calls per request at a number of busy connections.
  ///
  /// @param perRequest counted by strace where it is there
  /// @param untracedReads per request, without strace
  /// @param requests by which was divided
  record Cell(
      String mode, int connections, SystemCalls perRequest, double untracedReads, double requests) {

    /// Those of input and output; `NaN` where they were not counted. A thread waits in its reads
    /// and writes: where no other waits were counted, those are all that is known of it.
    double io() {
      boolean known = !mode.equals("threads") || !Double.isNaN(perRequest.waits());
      return known ? perRequest.io() : perRequest.reads() + perRequest.writes();
    }
  }

  @Override
  public Lesson lesson() {
    return new Lesson(
        "two-syscalls",
        "system calls per request",
        "How many system calls does a request take, with one busy connection and with a thousand?",
        "A blocking platform thread needs two, one read and one write, however many connections"
            + " there are. An event loop needs a select more for a single connection, but shares"
            + " each select among many of a thousand. A virtual thread with nothing to read tries in"
            + " vain, arms epoll, waits there, and reads again. A loop that hands requests over is"
            + " woken for each reply that comes back, but for many that come back together only once.",
        "none: every connection sends its next request when the last reply is in.");
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    SyscallCount counting = SyscallCount.of(stage);
    stage.say(counting.toString());
    List<Cell> cells = new ArrayList<>();
    for (String mode : stage.modes()) {
      try (ServerChild server = stage.server(mode)) {
        for (int connections : List.of(1, MANY)) {
          Cell cell = counting.count(server, mode, connections);
          cells.add(cell);
          stage.say(
              "%s: %s system calls of input and output per request"
                  .formatted(subject(cell), number(cell.io())));
        }
        server.stop();
      }
    }
    List<Block> figures =
        List.of(chart(stage.modes(), cells), table(cells), Paragraph.plain(counting.note()));
    return new Seen(figures, conclusions(cells)).unlessDoubted(stage.doubts().keySet());
  }

  static List<Conclusion> conclusions(List<Cell> cells) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (Cell cell : cells) {
      boolean one = cell.connections() == 1;
      switch (cell.mode()) {
        case "threads" ->
            conclusions.add(conclude(cell, "two for each request", near(cell.io(), 2)));
        case "select" ->
            conclusions.add(
                one ? conclude(cell, "three for each request", near(cell.io(), 3)) : shares(cell));
        case DrillOptions.HANDING_OVER ->
            conclusions.add(
                one
                    ? conclude(
                        cell,
                        "five or more for each request: its loop is woken for the reply",
                        Holding.atLeast(cell.io(), 5, 4))
                    : shares(cell));
        default -> {
          if (one) {
            conclusions.add(
                conclude(
                    cell,
                    "reads twice for most requests, once in vain",
                    Holding.atLeast(cell.untracedReads(), 1.5, 1.2)));
          }
        }
      }
    }
    return conclusions;
  }

  private static Conclusion shares(Cell cell) {
    return conclude(
        cell,
        "many requests share a select, four or more",
        Holding.atMost(cell.perRequest().waits(), 0.25, 0.5));
  }

  private static Holding near(double figure, double expected) {
    return Holding.atMost(Math.abs(figure - expected), SLACK, 2 * SLACK);
  }

  private static Conclusion conclude(Cell cell, String claim, Holding holding) {
    SystemCalls calls = cell.perRequest();
    return new Conclusion(
        subject(cell),
        claim,
        holding,
        "Per request %s reads (%s untraced), %s writes, %s waits, %s changes of epoll."
            .formatted(
                number(calls.reads()),
                number(cell.untracedReads()),
                number(calls.writes()),
                number(calls.waits()),
                number(calls.arms())));
  }

  private static String subject(Cell cell) {
    return subject(cell.mode(), cell.connections());
  }

  /// Whom a conclusion is about.
  static String subject(String mode, int connections) {
    return mode
        + ", "
        + Values.format((long) connections, Format.COUNT)
        + (connections == 1 ? " connection" : " connections");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "(not counted)" : Values.format(value, Format.NUMBER);
  }

  static Chart chart(List<String> modes, List<Cell> cells) {
    List<Chart.Series> series = new ArrayList<>();
    for (String mode : modes) {
      series.add(
          new Chart.Series(
              mode,
              cells.stream()
                  .filter(cell -> cell.mode().equals(mode))
                  .map(cell -> new Chart.Point(cell.connections(), cell.io()))
                  .toList()));
    }
    return new Chart(
        "calls",
        "System calls of input and output per request",
        new Axis("busy connections", Scale.LOGARITHMIC, Format.COUNT),
        new Axis("calls", Scale.LINEAR, Format.NUMBER),
        series);
  }

  private static Table table(List<Cell> cells) {
    List<List<Object>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      SystemCalls calls = cell.perRequest();
      rows.add(
          List.of(
              cell.mode(),
              (long) cell.connections(),
              calls.reads(),
              calls.writes(),
              calls.waits(),
              calls.arms(),
              calls.others(),
              (long) cell.requests(),
              cell.untracedReads()));
    }
    return new Table(
        "calls-table",
        "",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("connections", Format.COUNT),
            new Column("reads", Format.NUMBER),
            new Column("writes", Format.NUMBER),
            new Column("waits", Format.NUMBER),
            new Column("epoll_ctl", Format.NUMBER),
            new Column("others", Format.NUMBER),
            new Column("requests", Format.COUNT),
            new Column("reads untraced", Format.NUMBER)),
        rows);
  }
}
