package dev.muxscope.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Draws one [Chart] as an inline SVG element, to be coloured by `report.css`.
///
/// From back to front: grid and ticks, lines with their intervals, markers, and the names at the
/// ends of the lines. Used by one thread, for one drawing.
final class SvgChart {

  /// Sizes to choose from by the width of the page: shrinking one drawing to fit a phone would
  /// shrink its letters too.
  enum Size {
    WIDE(720, 330),
    NARROW(360, 290);

    private final int width;
    private final int height;

    Size(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /// About the width of a letter, of a bold one, and the distance of lines, at the 12 units of
  /// `report.css` in a wide typeface.
  private static final double LETTER = 6.8;

  private static final double NAME_LETTER = 7.6;
  private static final double LINE = 15;

  /// Room within the plot's left and right edge, so that no marker sits on an axis.
  private static final double PADDING = 10;

  /// Letters of a tick between values that themselves are shorter, as 0.25 between 0 and 1.
  private static final int SHORTEST_TICK = 4;

  private static final int MOST_NAMED_LINES = 6;
  private static final int LONGEST_LINE_NAME = 16;

  /// From this many points on, separate bars run into each other and a band reads better.
  private static final int BAND_POINTS = 17;

  private static final int DENSE_POINTS = 41;

  private final Chart chart;
  private final SeriesStyles styles;
  private final Size size;
  private final AxisScale x;
  private final AxisScale y;
  private final double left;
  private final double right;
  private final double top = 32;
  private final double bottom;
  private final StringBuilder svg = new StringBuilder(4096);

  private SvgChart(Chart chart, SeriesStyles styles, Size size) {
    this.chart = chart;
    this.styles = styles;
    this.size = size;
    bottom = size.height - 44.0;
    y = AxisScale.of(chart.y(), yValues(chart), AxisScale.Ends.ROUND, (int) (bottom - top) / 40);
    left = 10 + LETTER * longest(y.ticks().stream().map(t -> Values.tick(t, chart.y().format())));
    right = size.width - (namesLines(chart) ? 12 + NAME_LETTER * longest(names(chart)) : 12);
    double[] xValues = points(chart).mapToDouble(Chart.Point::x).toArray();
    x = AxisScale.of(chart.x(), xValues, AxisScale.Ends.AT_VALUES, roomForTicks(xValues));
  }

  /// Returns an `<svg>` element.
  static String draw(Chart chart, SeriesStyles styles, Size size) {
    return new SvgChart(chart, styles, size).draw();
  }

  /// Whether each line carries its name at its end; a chart of more or longer names than there is
  /// room for needs a legend.
  static boolean namesLines(Chart chart) {
    return chart.series().size() <= MOST_NAMED_LINES && longest(names(chart)) <= LONGEST_LINE_NAME;
  }

  private String draw() {
    svg.append(
        "<svg class=\"chart %s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(lowerCase(size), size.width, size.height, Markup.escape(description())));
    axes();
    chart.series().forEach(this::line);
    chart.series().forEach(this::markers);
    if (chart.series().stream().allMatch(series -> drawable(series).isEmpty())) {
      text("empty", (left + right) / 2, (top + bottom) / 2, "no values");
    } else if (namesLines(chart)) {
      names();
    }
    return svg.append("</svg>\n").toString();
  }

  private String description() {
    String names = names(chart).collect(Collectors.joining(", "));
    return "%s: %s by %s%s"
        .formatted(
            chart.title(),
            chart.y().label(),
            chart.x().label(),
            names.isEmpty() ? "" : " for " + names);
  }

  private void axes() {
    text("label", 0, 13, fitted(chart.y().label()));
    String label = fitted(chart.x().label());
    double half = LETTER * label.length() / 2;
    double middle = Math.max(half, Math.min((left + right) / 2, size.width - half));
    text("label x", middle, size.height - 5.0, label);
    for (double tick : y.ticks()) {
      path("grid", "M%s %sH%s".formatted(n(left), n(yOf(tick)), n(right)));
      text("tick y", left - 7, yOf(tick) + 4, Values.tick(tick, chart.y().format()));
    }
    for (double tick : x.ticks()) {
      path("grid", "M%s %sV%s".formatted(n(xOf(tick)), n(top), n(bottom)));
      text("tick x", xOf(tick), bottom + 17, Values.tick(tick, chart.x().format()));
    }
    path("axis", "M%s %sH%s".formatted(n(left), n(bottom), n(right)));
  }

  /// Cuts a label that is wider than the drawing.
  private String fitted(String label) {
    int most = (int) (size.width / LETTER);
    return label.length() <= most ? label : label.substring(0, most - 1) + "…";
  }

  private void line(Chart.Series series) {
    svg.append("<g class=\"").append(styles.cssClass(series.name())).append("\">\n");
    boolean band = series.points().size() >= BAND_POINTS;
    for (List<Chart.Point> run : runs(series)) {
      if (band) {
        band(run);
      } else {
        run.stream().filter(SvgChart::hasInterval).forEach(this::bar);
      }
      if (run.size() > 1) {
        path("line", "M" + joined(run.stream().map(p -> at(p.x(), p.y()))));
      }
    }
    svg.append("</g>\n");
  }

  private void bar(Chart.Point p) {
    String bar = "M%s %sV%s".formatted(n(xOf(p.x())), n(yOf(p.low())), n(yOf(p.high())));
    path("interval", bar + whisker(p.x(), p.low()) + whisker(p.x(), p.high()));
  }

  /// An interval that leaves the axis ends without one.
  private String whisker(double atX, double end) {
    return y.shows(end) ? "M%s %sh8".formatted(n(xOf(atX) - 4), n(yOf(end))) : "";
  }

  private void band(List<Chart.Point> run) {
    Stream<String> upper = run.stream().map(p -> at(p.x(), hasInterval(p) ? p.high() : p.y()));
    Stream<String> lower =
        run.reversed().stream().map(p -> at(p.x(), hasInterval(p) ? p.low() : p.y()));
    path("band", "M" + joined(Stream.concat(upper, lower)) + "z");
  }

  private void markers(Chart.Series series) {
    boolean dense = series.points().size() >= DENSE_POINTS;
    String marker = styles.marker(series.name());
    svg.append("<g class=\"").append(styles.cssClass(series.name())).append("\">\n");
    for (Chart.Point p : drawable(series)) {
      svg.append(
          "<g transform=\"translate(%s %s)\"><title>%s</title>"
              .formatted(n(xOf(p.x())), n(yOf(p.y())), Markup.escape(hover(series, p))));
      svg.append("<circle class=\"hit\" r=\"%d\"/>".formatted(dense ? 4 : 10));
      path(dense ? "marker dense" : "marker", marker);
      svg.append("</g>\n");
    }
    svg.append("</g>\n");
  }

  private String hover(Chart.Series series, Chart.Point p) {
    Table.Format format = chart.y().format();
    String interval =
        hasInterval(p)
            ? " (%s to %s)"
                .formatted(Values.format(p.low(), format), Values.format(p.high(), format))
            : "";
    return "%s, %s %s: %s%s"
        .formatted(
            series.name(),
            chart.x().label(),
            Values.tick(p.x(), chart.x().format()),
            Values.format(p.y(), format),
            interval);
  }

  /// Writes the names beside the plot, each as near to its line's end as the others let it; where
  /// that is not near enough, a thin lead connects the two.
  private void names() {
    List<Chart.Series> named =
        chart.series().stream()
            .filter(series -> !drawable(series).isEmpty())
            .sorted(Comparator.comparingDouble(series -> yOf(drawable(series).getLast().y())))
            .toList();
    double[] heights =
        named.stream().mapToDouble(series -> yOf(drawable(series).getLast().y())).toArray();
    spread(heights, LINE, top, bottom);
    for (int i = 0; i < heights.length; i++) {
      name(named.get(i), heights[i]);
    }
  }

  private void name(Chart.Series series, double height) {
    Chart.Point end = drawable(series).getLast();
    double endX = xOf(end.x()) + 7;
    double endY = yOf(end.y());
    svg.append("<g class=\"").append(styles.cssClass(series.name())).append("\">\n");
    if (right - endX > PADDING || Math.abs(height - endY) > 3) {
      path("lead", "M%s %sL%s %s".formatted(n(endX), n(endY), n(right + 4), n(height)));
    }
    text("name", right + 6, height + 4, series.name());
    svg.append("</g>\n");
  }

  /// Moves rising positions apart to at least `gap`, up as far as down, and then to between `start`
  /// and `end`, as far as there is room.
  static void spread(double[] positions, double gap, double start, double end) {
    double[] down = positions.clone();
    double[] up = positions.clone();
    pushDown(down, gap, Double.NEGATIVE_INFINITY);
    pushUp(up, gap, Double.POSITIVE_INFINITY);
    Arrays.setAll(positions, i -> (down[i] + up[i]) / 2);
    pushDown(positions, gap, start);
    pushUp(positions, gap, end);
  }

  private static void pushDown(double[] positions, double gap, double start) {
    double limit = start;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = Math.max(positions[i], limit);
      limit = positions[i] + gap;
    }
  }

  private static void pushUp(double[] positions, double gap, double end) {
    double limit = end;
    for (int i = positions.length - 1; i >= 0; i--) {
      positions[i] = Math.min(positions[i], limit);
      limit = positions[i] - gap;
    }
  }

  /// The drawable points, cut where a value is missing.
  private List<List<Chart.Point>> runs(Chart.Series series) {
    List<List<Chart.Point>> runs = new ArrayList<>();
    boolean continues = false;
    for (Chart.Point point : series.points()) {
      boolean drawable = isDrawable(point);
      if (drawable && !continues) {
        runs.add(new ArrayList<>());
      }
      if (drawable) {
        runs.getLast().add(point);
      }
      continues = drawable;
    }
    return runs;
  }

  private List<Chart.Point> drawable(Chart.Series series) {
    return series.points().stream().filter(this::isDrawable).toList();
  }

  private boolean isDrawable(Chart.Point point) {
    return x.shows(point.x()) && y.shows(point.y());
  }

  private static boolean hasInterval(Chart.Point point) {
    return point.low() < point.high();
  }

  private int roomForTicks(double[] values) {
    Stream<String> labels =
        Arrays.stream(values)
            .filter(Double::isFinite)
            .mapToObj(v -> Values.tick(v, chart.x().format()));
    double label = LETTER * Math.max(SHORTEST_TICK, longest(labels));
    return Math.max(2, (int) ((right - left - 2 * PADDING) / (label + 16)) + 1);
  }

  private static double[] yValues(Chart chart) {
    return points(chart)
        .flatMap(p -> hasInterval(p) ? Stream.of(p.low(), p.y(), p.high()) : Stream.of(p.y()))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static Stream<Chart.Point> points(Chart chart) {
    return chart.series().stream().flatMap(series -> series.points().stream());
  }

  private static Stream<String> names(Chart chart) {
    return chart.series().stream().map(Chart.Series::name);
  }

  private static int longest(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  private double xOf(double value) {
    return left + PADDING + x.position(value) * (right - left - 2 * PADDING);
  }

  private double yOf(double value) {
    return bottom - y.position(value) * (bottom - top);
  }

  private String at(double xValue, double yValue) {
    return n(xOf(xValue)) + " " + n(yOf(yValue));
  }

  private static String joined(Stream<String> positions) {
    return positions.collect(Collectors.joining("L"));
  }

  private void path(String cssClass, String data) {
    svg.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(cssClass, data));
  }

  private void text(String cssClass, double atX, double atY, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(cssClass, n(atX), n(atY), Markup.escape(text)));
  }

  /// Tenths of a unit are finer than any screen.
  private static String n(double length) {
    return String.valueOf(Math.round(length * 10) / 10.0);
  }

  private static String lowerCase(Size size) {
    return size.name().toLowerCase(Locale.ROOT);
  }
}
