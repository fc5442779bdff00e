package dev.muxscope.report;

import java.util.List;

/// Values of several series over a common axis: lines with a marker at each point.
///
/// A chart may be empty, a series may have one point or none, and a `NaN` in a point leaves a gap
/// in its line: what could not be measured is not drawn.
///
/// @param id names the chart in JSON: lower-case letters, digits, `-`
/// @param title the caption
/// @param x the horizontal axis
/// @param y the vertical axis
/// @param series in the order of the legend; the same name has the same colour in every chart
/// @param spans parts of the horizontal axis that are shaded, as the time in which a fault was
///   there
public record Chart(String id, String title, Axis x, Axis y, List<Series> series, List<Span> spans)
    implements Block {

  public Chart {
    Report.checkId("chart", id);
    series = List.copyOf(series);
    spans = List.copyOf(spans);
  }

  /// A chart without spans.
  public Chart(String id, String title, Axis x, Axis y, List<Series> series) {
    this(id, title, x, y, series, List.of());
  }

  /// A part of the horizontal axis, shaded and named.
  ///
  /// @param from where it begins, in the axis's unit
  /// @param to where it ends, not before `from`
  /// @param label what it is, a word or two, as `fault`
  public record Span(double from, double to, String label) {

    public Span {
      if (!(from <= to)) {
        throw new IllegalArgumentException(
            "a span from " + from + " to " + to + ": give its beginning first");
      }
    }
  }

  /// How an axis is divided.
  public enum Scale {
    LINEAR,
    /// Powers of two or ten. It has no place for zero and less: such a point is a gap.
    LOGARITHMIC
  }

  /// One of the two axes.
  ///
  /// @param label what it shows, with the unit where the format does not say it
  /// @param scale how it is divided
  /// @param format how its values are written
  public record Axis(String label, Scale scale, Table.Format format) {}

  /// A line of the chart.
  ///
  /// @param name what the series is, as `select`
  /// @param points by rising x
  public record Series(String name, List<Point> points) {

    public Series {
      points = List.copyOf(points);
    }
  }

  /// A value, with the interval it was measured to lie in.
  ///
  /// @param x on the horizontal axis
  /// @param y on the vertical axis
  /// @param low the interval's lower end; `y` where none is known
  /// @param high the interval's upper end; `y` where none is known
  public record Point(double x, double y, double low, double high) {

    /// A point whose interval is not known.
    public Point(double x, double y) {
      this(x, y, y, y);
    }
  }
}
