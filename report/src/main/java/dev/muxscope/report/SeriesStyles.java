package dev.muxscope.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How each series looks, by its name, the same in all charts of a report.
///
/// Colours come from `report.css` (classes `s0` to `s7`), shapes from here. As there are eight of
/// the one and five of the other, forty series can be told apart, the first five without colour.
///
/// @param order the index of each name, in the order of their first appearance, first in charts and
///   in maps, last in flame graphs: charts list all modes in their order, maps only those that win
record SeriesStyles(Map<String, Integer> order) {

  private static final int COLOURS = 8;

  /// Circle, square, triangle, diamond, triangle upside down.
  private static final List<String> MARKERS =
      List.of(
          "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
          "M-3.5 -3.5h7v7h-7z",
          "M0 -4.8L4.6 3.4H-4.6z",
          "M0 -5.2L5.2 0L0 5.2L-5.2 0z",
          "M0 4.8L4.6 -3.4H-4.6z");

  /// Lengths of strokes and gaps: one line is whole.
  private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "4 2");

  SeriesStyles {
    order = Map.copyOf(order);
  }

  static SeriesStyles of(Report report) {
    Map<String, Integer> order = new HashMap<>();
    List<Block> blocks = report.sections().stream().flatMap(s -> s.blocks().stream()).toList();
    for (Block block : blocks) {
      if (block instanceof Chart chart) {
        chart.series().forEach(series -> order.putIfAbsent(series.name(), order.size()));
      }
    }
    for (Block block : blocks) {
      if (block instanceof HeatMap map) {
        map.winners().forEach(name -> order.putIfAbsent(name, order.size()));
      }
    }
    for (Block block : blocks) {
      if (block instanceof FlameGraph graph) {
        HtmlFlameGraph.groups(graph)
            .keySet()
            .forEach(name -> order.putIfAbsent(name, order.size()));
      }
    }
    return new SeriesStyles(order);
  }

  /// The CSS class that gives a series its colour.
  String cssClass(String name) {
    return "s" + order.getOrDefault(name, 0) % COLOURS;
  }

  /// The lengths of a line's strokes and gaps, separated by spaces; empty for a whole line.
  String dash(String name) {
    return DASHES.get(order.getOrDefault(name, 0) % DASHES.size());
  }

  /// The marker of a series as an SVG path around `0,0`, about eight units wide.
  String marker(String name) {
    return MARKERS.get(order.getOrDefault(name, 0) % MARKERS.size());
  }
}
