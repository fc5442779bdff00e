package dev.muxscope.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Writes what one [Chart] is drawn from in the page: its legend, which says how each series looks,
/// a place for the drawing, and its values as a table, which the drawing quotes when pointed at and
/// which stands for it where scripts do not run. `charts.js` relies on this structure.
///
/// Used by one thread, for one chart.
final class HtmlChart {

  private final Chart chart;
  private final SeriesStyles styles;
  private final StringBuilder html = new StringBuilder(4096);

  private HtmlChart(Chart chart, SeriesStyles styles) {
    this.chart = chart;
    this.styles = styles;
  }

  /// Returns the chart without its caption.
  static String draw(Chart chart, SeriesStyles styles) {
    return new HtmlChart(chart, styles).draw();
  }

  private String draw() {
    legend();
    axisLabel("y", chart.y().label());
    html.append("<div class=\"plot\" aria-hidden=\"true\"></div>\n");
    axisLabel("x", chart.x().label());
    values();
    return html.toString();
  }

  private void legend() {
    html.append("<ul class=\"legend\">\n");
    for (Chart.Series series : chart.series()) {
      String name = series.name();
      html.append(
          """
          <li class="%s"><svg viewBox="-12 -6 24 12" aria-hidden="true">\
          <path class="line"%s d="M-12 0H12"/><path class="marker" d="%s"/></svg>%s</li>
          """
              .formatted(
                  styles.cssClass(name), dash(name), styles.marker(name), Markup.escape(name)));
    }
    html.append("</ul>\n");
  }

  private String dash(String name) {
    String dash = styles.dash(name);
    return dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"";
  }

  private void axisLabel(String axis, String label) {
    if (!label.isBlank()) {
      html.append("<p class=\"axis ").append(axis).append("\">");
      html.append(Markup.escape(label)).append("</p>\n");
    }
  }

  /// Every x value of any series is a row, in rising order. Open until a script has drawn the
  /// chart.
  private void values() {
    List<Map<Double, Object>> byX = chart.series().stream().map(HtmlChart::byX).toList();
    SortedSet<Double> xs = new TreeSet<>();
    byX.forEach(values -> xs.addAll(values.keySet()));
    html.append("<details class=\"values\" open><summary>Values</summary>\n");
    html.append(HtmlTable.draw(table(byX, xs)));
    html.append("</details>\n");
  }

  private static Map<Double, Object> byX(Chart.Series series) {
    Map<Double, Object> values = new HashMap<>();
    for (Chart.Point point : series.points()) {
      if (Double.isFinite(point.x())) {
        values.put(point.x() + 0.0, value(point));
      }
    }
    return values;
  }

  private Table table(List<Map<Double, Object>> byX, SortedSet<Double> xs) {
    List<Table.Column> columns = new ArrayList<>();
    String x = chart.x().label();
    columns.add(new Table.Column(x.isBlank() ? "x" : x, Table.Format.COUNT));
    for (Chart.Series series : chart.series()) {
      columns.add(new Table.Column(series.name(), chart.y().format()));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Double at : xs) {
      List<Object> row = new ArrayList<>(List.of(Values.tick(at, chart.x().format())));
      byX.forEach(values -> row.add(values.getOrDefault(at, "")));
      rows.add(row);
    }
    return new Table(chart.id(), chart.title(), columns, rows);
  }

  private static Estimate value(Chart.Point point) {
    return point.low() < point.high()
        ? new Estimate(point.y(), point.low(), point.high())
        : new Estimate(point.y());
  }
}
