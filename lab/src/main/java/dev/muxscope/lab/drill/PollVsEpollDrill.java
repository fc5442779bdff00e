package dev.muxscope.lab.drill;

import dev.muxscope.client.load.LoadResult;
import dev.muxscope.lab.ChildProcess;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The cost of idle sockets with each of the JDK's selectors.
final class PollVsEpollDrill implements Drill {

  private static final List<Integer> STEPS = List.of(1, 100, 1_000, 4_000);
  private static final List<Integer> ENDS = List.of(STEPS.getFirst(), STEPS.getLast());
  private static final int ACTIVE = 10;
  private static final int RATE_PER_SECOND = 1_000;
  private static final Duration WARM_UP = Duration.ofMillis(700);
  private static final Duration MEASURED = Duration.ofMillis(1_500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static final String EPOLL = "select, epoll";
  static final String POLL = "select, poll";

  /// @param server which one, as `select, poll`
  /// @param idle connections beside the active ones
  /// @param cpuNanos of the server for each request
  /// @param p99Nanos response time of the active ones
  record Cell(String server, int idle, double cpuNanos, double p99Nanos) {}

  @Override
  public Lesson lesson() {
    return new Lesson(
        "poll-vs-epoll",
        "the cost of idle sockets",
        "What does a select cost when most of its sockets are idle, with poll and with epoll?",
        "With poll, every select hands all sockets to the kernel, which asks each of them: the CPU per"
            + " request grows with those that say nothing. With epoll the kernel keeps the list, and"
            + " the idle cost nothing. A thread that is blocked costs nothing either.",
        "the "
            + ACTIVE
            + " connections that are active, with "
            + RATE_PER_SECOND
            + " PING per second in all; there is no fault but the idle ones beside them.");
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new LabException("poll-vs-epoll needs Linux: epoll is nowhere else");
    }
    if (!stage.modes().contains("select")) {
      throw new LabException("poll-vs-epoll is about selectors: name select in --modes");
    }
    List<Cell> cells = new ArrayList<>();
    for (String mode : stage.modes()) {
      if (mode.equals("select")) {
        cells.addAll(measure(stage, EPOLL, mode, STEPS, "--poller=epoll"));
        cells.addAll(measure(stage, POLL, mode, STEPS, "--poller=poll"));
      } else {
        cells.addAll(measure(stage, mode, mode, ENDS));
      }
    }
    List<Block> figures =
        List.of(
            chart("cpu", "CPU of the server per request", cells, Figure.CPU),
            chart("p99", "Response time of the active connections, p99", cells, Figure.P99),
            table(cells),
            Paragraph.plain(
                "CPU is that of the whole server process, user and system. Each server was asked at"
                    + " the same rate, first with few idle connections, then with more."));
    return new Seen(figures, conclusions(cells));
  }

  private static List<Cell> measure(
      Stage stage, String name, String mode, List<Integer> steps, String... options)
      throws LabException, IOException, InterruptedException {
    List<Cell> cells = new ArrayList<>();
    try (ServerChild server = stage.server(mode, options);
        IdleSockets idle = new IdleSockets(server.socketAddress())) {
      for (int count : steps) {
        idle.openUpTo(
            Math.min(count, IdleSockets.most()), System.nanoTime() + PATIENCE.toNanos());
        Cell cell = measure(stage, name, server, idle.count());
        cells.add(cell);
        stage.say(
            "%s, %s idle: %s of CPU per request%s"
                .formatted(
                    name,
                    Values.format((long) cell.idle(), Format.COUNT),
                    Values.format(cell.cpuNanos(), Format.NANOS),
                    idle.obstacle().isEmpty() ? "" : " (not more, as " + idle.obstacle() + ")"));
      }
    }
    return cells;
  }

  private static Cell measure(Stage stage, String name, ServerChild server, int idle)
      throws LabException, IOException, InterruptedException {
    Path json = stage.file("active.json");
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--connections", ACTIVE + "", "--rate", RATE_PER_SECOND + ""));
    options.addAll(List.of("--warmup", WARM_UP.toMillis() + "ms"));
    options.addAll(List.of("--duration", MEASURED.toMillis() + "ms", "--json", json.toString()));
    try (ChildProcess load = stage.load(server, options)) {
      load.awaitLine("measuring"::equals, "the measured part", PATIENCE);
      Footprint begin = Footprint.of(server.pid());
      load.awaitLine("measured"::equals, "the measured part's end", PATIENCE);
      Footprint end = Footprint.of(server.pid());
      load.awaitExit(PATIENCE);
      double requests = RATE_PER_SECOND * end.secondsSince(begin);
      return new Cell(
          name,
          idle,
          end.cpuNanosSince(begin) / requests,
          LoadResult.fromJson(json).responseTime().p99());
    }
  }

  static List<Conclusion> conclusions(List<Cell> cells) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (String server : cells.stream().map(Cell::server).distinct().toList()) {
      conclusions.add(conclude(cells.stream().filter(c -> c.server().equals(server)).toList()));
    }
    return conclusions;
  }

  private static Conclusion conclude(List<Cell> cells) {
    Cell few = cells.getFirst();
    Cell many = cells.getLast();
    double ratio = many.cpuNanos() / few.cpuNanos();
    boolean grows = few.server().equals(POLL);
    return new Conclusion(
        few.server(),
        grows
            ? "a request costs at least twice the CPU with the most idle connections"
            : "a request costs about as much CPU with the most idle connections as with one",
        grows ? Holding.atLeast(ratio, 2, 1.5) : Holding.atMost(ratio, 1.5, 2),
        "%s with %s idle, %s with %s, %s."
            .formatted(
                Values.format(few.cpuNanos(), Format.NANOS),
                Values.format((long) few.idle(), Format.COUNT),
                Values.format(many.cpuNanos(), Format.NANOS),
                Values.format((long) many.idle(), Format.COUNT),
                Values.format(ratio, Format.RATIO)));
  }

  private enum Figure {
    CPU,
    P99
  }

  private static Chart chart(String id, String title, List<Cell> cells, Figure figure) {
    List<Chart.Series> series = new ArrayList<>();
    for (String server : cells.stream().map(Cell::server).distinct().toList()) {
      series.add(
          new Chart.Series(
              server,
              cells.stream()
                  .filter(cell -> cell.server().equals(server))
                  .map(cell ->
                      new Chart.Point(
                          cell.idle(), figure == Figure.CPU ? cell.cpuNanos() : cell.p99Nanos()))
                  .toList()));
    }
    return new Chart(
        id,
        title,
        new Axis("idle connections", Scale.LOGARITHMIC, Format.COUNT),
        new Axis("", figure == Figure.CPU ? Scale.LINEAR : Scale.LOGARITHMIC, Format.NANOS),
        series);
  }

  private static Table table(List<Cell> cells) {
    List<List<Object>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      rows.add(List.of(cell.server(), (long) cell.idle(), cell.cpuNanos(), cell.p99Nanos()));
    }
    return new Table(
        "cells",
        "",
        List.of(
            new Column("server", Format.TEXT),
            new Column("idle", Format.COUNT),
            new Column("CPU per request", Format.NANOS),
            new Column("p99", Format.NANOS)),
        rows);
  }
}
