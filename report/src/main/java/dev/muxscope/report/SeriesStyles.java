package dev.muxscope.report;

import java.util.HashMap;
import java.util.Map;

/// How each series looks, by its name, the same in all charts of a report.
///
/// Colours come from `report.css` (classes `s0` to `s7`), shapes from here. As there are eight of
/// the one and five of the other, forty series can be told apart, the first five without colour.
///
/// @param order the index of each name, in the order of their first appearance
record SeriesStyles(Map<String, Integer> order) {

  private static final int COLOURS = 8;
  private static final int SHAPES = 5;

  SeriesStyles {
    order = Map.copyOf(order);
  }

  static SeriesStyles of(Report report) {
    Map<String, Integer> order = new HashMap<>();
    for (Report.Section section : report.sections()) {
      for (Block block : section.blocks()) {
        if (block instanceof Chart chart) {
          chart.series().forEach(series -> order.putIfAbsent(series.name(), order.size()));
        }
      }
    }
    return new SeriesStyles(order);
  }

  /// The CSS class that gives a series its colour.
  String cssClass(String name) {
    return "s" + order.getOrDefault(name, 0) % COLOURS;
  }

  /// The marker of a series as an SVG path around `0,0`.
  ///
  /// @param size about half its width
  String marker(String name, double size) {
    double r = size;
    return switch (order.getOrDefault(name, 0) % SHAPES) {
      case 0 -> path("M%s 0a%s %s 0 1 0 %s 0a%s %s 0 1 0 %s 0z", -r, r, r, 2 * r, r, r, -2 * r);
      case 1 -> path("M%s %sh%sv%sh%sz", -0.88 * r, -0.88 * r, 1.76 * r, 1.76 * r, -1.76 * r);
      case 2 -> path("M0 %sL%s %sH%sz", -1.2 * r, 1.15 * r, 0.85 * r, -1.15 * r);
      case 3 -> path("M0 %sL%s 0L0 %sL%s 0z", -1.3 * r, 1.3 * r, 1.3 * r, -1.3 * r);
      default -> path("M0 %sL%s %sH%sz", 1.2 * r, 1.15 * r, -0.85 * r, -1.15 * r);
    };
  }

  private static String path(String pattern, Object... lengths) {
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.round((double) lengths[i] * 100) / 100.0;
    }
    return pattern.formatted(lengths);
  }
}
