package dev.muxscope.report;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Draws one [HeatMap] as an HTML table with its legend and notes, to be coloured by `report.css`.
///
/// The winner's name stands in each cell, so that the map can be read without colour; hatching,
/// lines and empty cells need none. Used by one thread, for one drawing.
final class HtmlHeatMap {

  private final HeatMap map;
  private final SeriesStyles styles;
  private final Set<String> targets;
  private final Map<String, String> signs;
  private final StringBuilder html = new StringBuilder(4096);

  private HtmlHeatMap(HeatMap map, SeriesStyles styles, Set<String> targets) {
    this.map = map;
    this.targets = targets;
    this.styles = styles;
    this.signs = TextHeatMap.signs(List.copyOf(map.winners()));
  }

  /// Returns the map without its caption.
  ///
  /// @param targets ids that cells may lead to
  static String draw(HeatMap map, SeriesStyles styles, Set<String> targets) {
    return new HtmlHeatMap(map, styles, targets).draw();
  }

  /// Returns a map without links.
  static String draw(HeatMap map, SeriesStyles styles) {
    return draw(map, styles, Set.of());
  }

  private String draw() {
    legend();
    html.append(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
            .formatted(Markup.escape(map.title().isBlank() ? map.id() : map.title())));
    html.append("<table class=\"map\">\n<thead>\n");
    html.append(
        "<tr><th class=\"y\" rowspan=\"2\" scope=\"col\">%s</th>".formatted(text(map.yLabel())));
    html.append(
        "<th class=\"x\" colspan=\"%d\" scope=\"colgroup\">%s</th></tr>\n<tr>"
            .formatted(Math.max(1, map.columns().size()), text(map.xLabel())));
    map.columns().forEach(head -> html.append("<th scope=\"col\">" + text(head) + "</th>"));
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (int row = 0; row < map.rows().size(); row++) {
      row(row);
    }
    html.append("</tbody>\n</table>\n</div>\n");
    notes();
    return html.toString();
  }

  private void row(int row) {
    html.append("<tr><th scope=\"row\">").append(text(map.rows().get(row))).append("</th>");
    for (int column = 0; column < map.columns().size(); column++) {
      String lines =
          (map.breaksLeft(row, column) ? " break-left" : "")
              + (map.breaksAbove(row, column) ? " break-above" : "");
      switch (map.cells().get(row).get(column)) {
        case HeatMap.Filled filled -> filled(filled, lines);
        case HeatMap.Empty empty -> empty(empty, lines);
      }
    }
    html.append("</tr>\n");
  }

  private void filled(HeatMap.Filled cell, String lines) {
    String look = cell.hatched() ? "hatched" : "won " + styles.cssClass(cell.group());
    html.append("<td class=\"").append(look).append(lines).append('"');
    title(cell.hover());
    html.append("><b>").append(linked(cell)).append("</b> ");
    html.append(cell.hatched() ? "<small>same</small>" : name(cell.group())).append("</td>");
  }

  private String linked(HeatMap.Filled cell) {
    return targets.contains(cell.target())
        ? "<a href=\"#%s\">%s</a>".formatted(cell.target(), text(cell.text()))
        : text(cell.text());
  }

  /// On a narrow page the name is cut to the letters that tell it from others.
  private String name(String group) {
    String sign = signs.getOrDefault(group, group);
    return "<small>%s<i>%s</i></small>"
        .formatted(Markup.escape(sign), Markup.escape(group.substring(sign.length())));
  }

  private void empty(HeatMap.Empty cell, String lines) {
    html.append("<td class=\"none").append(lines).append('"');
    title(cell.reason());
    html.append("><small>(").append(map.reasons().indexOf(cell.reason()) + 1);
    html.append(")</small></td>");
  }

  private void title(String hover) {
    if (!hover.isBlank()) {
      html.append(" data-hover=\"%1$s\" title=\"%1$s\"".formatted(text(hover)));
    }
  }

  private void legend() {
    html.append("<ul class=\"legend\">\n");
    for (String group : map.winners()) {
      html.append(
          "<li><span class=\"swatch won %s\"></span>%s</li>\n"
              .formatted(styles.cssClass(group), Markup.escape(group)));
    }
    if (map.hasHatching()) {
      html.append("<li><span class=\"swatch hatched\"></span>no difference</li>\n");
    }
    if (!map.reasons().isEmpty()) {
      html.append("<li><span class=\"swatch none\"></span>no figure</li>\n");
    }
    if (map.hasBreaks()) {
      html.append("<li><span class=\"swatch line\"></span>break-even</li>\n");
    }
    html.append("</ul>\n");
  }

  private void notes() {
    if (map.reasons().isEmpty()) {
      return;
    }
    html.append("<ol class=\"notes\">\n");
    map.reasons().forEach(reason -> html.append("<li>" + text(reason) + "</li>\n"));
    html.append("</ol>\n");
  }

  private static String text(String text) {
    return Markup.escape(Values.keepUnits(text));
  }
}
