package dev.muxscope.analytics;

import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Axis;
import dev.muxscope.report.Chart.Point;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Chart.Span;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Both recordings second by second on one axis, on which the steady part of each begins at 0.
///
/// Of long recordings a point stands for several seconds: their mean, with the lowest and highest
/// as its interval.
final class TimeCharts {

  private static final int MOST_POINTS = 400;

  /// How many seconds are drawn before the steady part and after it.
  private static final int AROUND = 10;

  private final Side a;
  private final Side b;
  private final BySecond allOfA;
  private final BySecond allOfB;
  private final String labelA;
  private final String labelB;

  TimeCharts(Side a, Side b, String labelA, String labelB) {
    this.a = a;
    this.b = b;
    this.labelA = labelA;
    this.labelB = labelB;
    allOfA = new BySecond(a.recording(), a.steady().allEdges());
    allOfB = new BySecond(b.recording(), b.steady().allEdges());
  }

  /// Those that have figures.
  List<Block> charts() {
    List<Block> charts = new ArrayList<>();
    add(
        charts,
        "time-requests",
        "Requests per second",
        Format.NUMBER,
        s -> per(s.requests(), s.seconds()));
    add(charts, "time-cpu", "CPU per request", Format.NANOS, s -> per(s.cpu(), s.requests()));
    add(
        charts,
        "time-load",
        "Share of the machine's processors used",
        Format.SHARE,
        BySecond::ownLoad);
    add(charts, "time-p99", "p99 in the server", Format.NANOS, BySecond::p99Latency);
    add(
        charts,
        "time-gc",
        "Share of time paused for garbage collection",
        Format.SHARE,
        s -> per(s.pauses(), nanos(s)));
    add(
        charts,
        "time-ready",
        "Ready sockets per select",
        Format.NUMBER,
        s -> per(s.ready(), s.selects()));
    add(
        charts,
        "time-occupancy",
        "Event loop time outside select, per second",
        Format.NANOS,
        s -> per(s.processTime(), s.seconds()));
    add(
        charts,
        "time-mounts",
        "Virtual thread mounts per second",
        Format.NUMBER,
        s -> per(s.calls(List.of(MethodTimings.MOUNTS)), s.seconds()));
    return charts;
  }

  private static double[] nanos(BySecond seconds) {
    return Arrays.stream(seconds.seconds()).map(second -> 1e9 * second).toArray();
  }

  private static double[] per(double[] over, double[] under) {
    return IntStream.range(0, Math.min(over.length, under.length))
        .mapToDouble(i -> RecordingSummary.ratio(over[i], under[i]))
        .toArray();
  }

  private void add(
      List<Block> charts,
      String id,
      String title,
      Format format,
      Function<BySecond, double[]> figure) {
    int step = 1 + Math.max(drawn(a.steady()), drawn(b.steady())) / MOST_POINTS;
    List<Chart.Series> series = new ArrayList<>();
    addSeries(series, labelA, points(figure.apply(allOfA), a.steady(), step));
    addSeries(series, labelB, points(figure.apply(allOfB), b.steady(), step));
    if (!series.isEmpty()) {
      charts.add(
          new Chart(
              id,
              title,
              new Axis("seconds since the steady part began", Scale.LINEAR, Format.NUMBER),
              new Axis("", Scale.LINEAR, format),
              series,
              steadySpan()));
    }
  }

  private static int drawn(Steady steady) {
    return steady.end() - steady.before() + 2 * AROUND;
  }

  private static void addSeries(List<Chart.Series> series, String label, List<Point> points) {
    if (points.stream().anyMatch(point -> Double.isFinite(point.y()))) {
      series.add(new Chart.Series(label, points));
    }
  }

  // What both have in common is what is compared, save for what the longer one has more.
  private List<Span> steadySpan() {
    int seconds =
        Math.min(a.steady().end() - a.steady().before(), b.steady().end() - b.steady().before());
    return seconds == 0 ? List.of() : List.of(new Span(0, seconds, "steady in both"));
  }

  private static List<Point> points(double[] figures, Steady steady, int step) {
    List<Point> points = new ArrayList<>();
    // Counted from the steady part, so that the points of both recordings stand at the same times.
    int lead = Math.min(steady.before(), AROUND) / step * step;
    int end = Math.min(figures.length, steady.end() + AROUND);
    for (int at = steady.before() - lead; at < end; at += step) {
      int to = Math.min(at + step, end);
      points.add(point((at + to) / 2.0 - steady.before(), figures, at, to));
    }
    return points;
  }

  private static Point point(double x, double[] figures, int from, int to) {
    double[] known = Arrays.stream(figures, from, to).filter(Double::isFinite).sorted().toArray();
    if (known.length == 0) {
      return new Point(x, Double.NaN);
    }
    double mean = Arrays.stream(known).average().orElse(Double.NaN);
    return new Point(x, mean, known[0], known[known.length - 1]);
  }
}
