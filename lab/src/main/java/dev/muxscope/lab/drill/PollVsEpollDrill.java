package dev.muxscope.lab.drill;

import dev.muxscope.client.load.LoadResult;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LoadChild;
import dev.muxscope.lab.Range;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The cost of idle sockets with each of the JDK's selectors.
final class PollVsEpollDrill implements Drill {

  private static final List<Integer> STEPS = List.of(1, 100, 1_000, 4_000);
  private static final List<Integer> ENDS = List.of(STEPS.getFirst(), STEPS.getLast());
  private static final int ACTIVE = 10;
  private static final int RATE_PER_SECOND = 500;
  private static final Duration WARM_UP = Duration.ofMillis(500);

  /// The time in which CPU is counted once; the median of all is the figure, so that one burst of
  /// the compiler, or of another process, is not.
  private static final Duration SLICE = Duration.ofMillis(200);

  private static final int SLICES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static final String EPOLL = "select, epoll";
  static final String POLL = "select, poll";

  /// @param server which one, as `select, poll`
  /// @param idle connections beside the active ones
  /// @param cpuNanos of the server for each request
  /// @param p99Nanos response time of the active ones
  /// @param obstacle why there were not more idle ones; empty if there were as many as were wanted
  record Cell(String server, int idle, double cpuNanos, double p99Nanos, String obstacle) {}

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
    List<Block> figures = new ArrayList<>();
    figures.add(chart(cells));
    figures.add(table(cells));
    figures.add(
        Paragraph.plain(
            "CPU is that of the whole server process, user and system. Each server was asked at"
                + " the same rate, with more and more idle connections, and at the end with one"
                + " again: what the first and the last row of a server differ by is noise. p99 is"
                + " the response time of the active connections."));
    figures.addAll(obstacles(cells));
    return new Seen(figures, conclusions(cells)).unlessDoubted(stage.doubts().keySet());
  }

  private static List<Cell> measure(
      Stage stage, String name, String mode, List<Integer> steps, String... options)
      throws LabException, IOException, InterruptedException {
    List<Cell> cells = new ArrayList<>();
    try (ServerChild server = stage.server(mode, options);
        IdleSockets idle = new IdleSockets(server.socketAddress())) {
      stage.warmUp(server);
      for (int count : steps) {
        idle.openUpTo(count, System.nanoTime() + PATIENCE.toNanos());
        cells.add(measure(stage, name, server, idle));
      }
      idle.closeDownTo(steps.getFirst());
      cells.add(measure(stage, name, server, idle));
    }
    return cells;
  }

  private static Cell measure(Stage stage, String name, ServerChild server, IdleSockets idle)
      throws LabException, IOException, InterruptedException {
    List<String> options = List.of("--connections", ACTIVE + "", "--rate", RATE_PER_SECOND + "");
    try (LoadChild load = stage.load(server, options, WARM_UP, SLICE.multipliedBy(SLICES + 1))) {
      load.awaitMeasuring();
      double cpuPerSecond = cpuPerSecond(server);
      LoadResult result = stage.result(name, load);
      double perRequest = cpuPerSecond / result.achievedRatePerSecond();
      stage.say(
          "%s, %s idle: %s of CPU per request%s"
              .formatted(
                  name,
                  Values.format((long) idle.count(), Format.COUNT),
                  Values.format(perRequest, Format.NANOS),
                  idle.obstacle().isEmpty() ? "" : " (not more, as " + idle.obstacle() + ")"));
      return new Cell(name, idle.count(), perRequest, result.responseTime().p99(), idle.obstacle());
    }
  }

  private static double cpuPerSecond(ServerChild server) throws InterruptedException {
    double[] slices = new double[SLICES];
    Footprint before = Footprint.of(server.pid());
    for (int i = 0; i < SLICES; i++) {
      Thread.sleep(SLICE);
      Footprint after = Footprint.of(server.pid());
      slices[i] = after.cpuNanosSince(before) / after.secondsSince(before);
      before = after;
    }
    return Range.of(slices).median();
  }

  /// Where there were fewer idle connections than were wanted.
  static List<Paragraph> obstacles(List<Cell> cells) {
    Map<String, Cell> fewer = new LinkedHashMap<>();
    cells.stream()
        .filter(cell -> !cell.obstacle().isEmpty())
        .forEach(cell -> fewer.merge(cell.server(), cell, (a, b) -> a.idle() > b.idle() ? a : b));
    return fewer.values().stream().map(PollVsEpollDrill::obstacle).toList();
  }

  private static Paragraph obstacle(Cell cell) {
    return Paragraph.warning(
        "%s: %s of %s idle connections, as %s.%s"
            .formatted(
                cell.server(),
                Values.format((long) cell.idle(), Format.COUNT),
                Values.format((long) STEPS.getLast(), Format.COUNT),
                cell.obstacle(),
                isMass(cell) ? "" : " From so few nothing is concluded."));
  }

  private static boolean isMass(Cell cell) {
    return cell.idle() >= IdleSockets.FEWEST_TO_TELL;
  }

  static List<Conclusion> conclusions(List<Cell> cells) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (String server : cells.stream().map(Cell::server).distinct().toList()) {
      conclusions.add(conclude(cells.stream().filter(c -> c.server().equals(server)).toList()));
    }
    return conclusions;
  }

  /// The first and the last cell are alike, one measured before the others and one after them: what
  /// holds against one of them only is undecided.
  private static Conclusion conclude(List<Cell> cells) {
    double first = cells.getFirst().cpuNanos();
    double last = cells.getLast().cpuNanos();
    Cell many = cells.get(cells.size() - 2);
    boolean grows = many.server().equals(POLL);
    Holding before = judge(many.cpuNanos() / first, grows);
    Holding after = judge(many.cpuNanos() / last, grows);
    return new Conclusion(
        many.server(),
        grows
            ? "a request costs at least 3 times the CPU with the most idle connections"
            : "a request costs at most 1.5 times the CPU with the most idle connections",
        before == after && isMass(many) ? before : Holding.UNDECIDED,
        "%s with %s idle; with %s it was %s before (%s) and %s after (%s)."
            .formatted(
                Values.format(many.cpuNanos(), Format.NANOS),
                Values.format((long) many.idle(), Format.COUNT),
                Values.format((long) cells.getFirst().idle(), Format.COUNT),
                Values.format(first, Format.NANOS),
                Values.format(many.cpuNanos() / first, Format.RATIO),
                Values.format(last, Format.NANOS),
                Values.format(many.cpuNanos() / last, Format.RATIO)));
  }

  private static Holding judge(double ratio, boolean grows) {
    return grows ? Holding.atLeast(ratio, 3, 1.5) : Holding.atMost(ratio, 1.5, 3);
  }

  private static Chart chart(List<Cell> cells) {
    List<Chart.Series> series = new ArrayList<>();
    for (String server : cells.stream().map(Cell::server).distinct().toList()) {
      List<Cell> own = cells.stream().filter(cell -> cell.server().equals(server)).toList();
      List<Chart.Point> points = new ArrayList<>();
      points.add(baseline(own.getFirst(), own.getLast()));
      own.subList(1, own.size() - 1)
          .forEach(cell -> points.add(new Chart.Point(cell.idle(), cell.cpuNanos())));
      series.add(new Chart.Series(server, points));
    }
    return new Chart(
        "cpu",
        "CPU of the server per request",
        new Axis("idle connections", Scale.LOGARITHMIC, Format.COUNT),
        new Axis("", Scale.LOGARITHMIC, Format.NANOS),
        series);
  }

  /// Measured twice, before the others and after them.
  private static Chart.Point baseline(Cell first, Cell last) {
    double low = Math.min(first.cpuNanos(), last.cpuNanos());
    double high = Math.max(first.cpuNanos(), last.cpuNanos());
    return new Chart.Point(first.idle(), Math.sqrt(low * high), low, high);
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
