package dev.muxscope.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws a [HeatMap] as a table of characters: `s 0.61` where `select` wins, `~ 0.99` where nobody
/// does, `(1)` where there is no figure, and below what the signs mean.
final class TextHeatMap {

  private static final String HATCHED = "~";

  private final HeatMap map;
  private final Map<String, String> signs;

  private TextHeatMap(HeatMap map) {
    this.map = map;
    this.signs = signs(List.copyOf(map.winners()));
  }

  /// The grid as a table without a caption.
  static Table table(HeatMap map) {
    return new TextHeatMap(map).table();
  }

  /// What the signs in the grid mean, a line each: first the groups, then the numbered reasons.
  static List<String> notes(HeatMap map) {
    return new TextHeatMap(map).notes();
  }

  /// The shortest beginning of each name by which the names can be told apart.
  static Map<String, String> signs(List<String> names) {
    Map<String, String> signs = new LinkedHashMap<>();
    for (String name : names) {
      int length = 1;
      while (length < name.length() && isShared(names, name, length)) {
        length++;
      }
      signs.put(name, name.substring(0, length));
    }
    return signs;
  }

  private static boolean isShared(List<String> names, String name, int length) {
    String start = name.substring(0, length);
    return names.stream().anyMatch(other -> !other.equals(name) && other.startsWith(start));
  }

  private Table table() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(new Table.Column(map.yLabel() + " \\ " + map.xLabel(), Table.Format.TEXT));
    map.columns().forEach(head -> columns.add(new Table.Column(head, Table.Format.TEXT)));
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < map.rows().size(); r++) {
      List<Object> row = new ArrayList<>(List.of(map.rows().get(r)));
      map.cells().get(r).forEach(cell -> row.add(text(cell)));
      rows.add(row);
    }
    return new Table(map.id(), "", columns, rows);
  }

  private String text(HeatMap.Cell cell) {
    return switch (cell) {
      case HeatMap.Filled filled ->
          (filled.hatched() ? HATCHED : signs.get(filled.group())) + " " + filled.text();
      case HeatMap.Empty empty -> number(empty.reason());
    };
  }

  private String number(String reason) {
    return "(" + (map.reasons().indexOf(reason) + 1) + ")";
  }

  private List<String> notes() {
    List<String> meanings = new ArrayList<>();
    signs.forEach((name, sign) -> meanings.add(sign + " = " + name));
    if (map.hasHatching()) {
      meanings.add(HATCHED + " = no difference");
    }
    List<String> notes = new ArrayList<>();
    if (!meanings.isEmpty()) {
      notes.add(String.join(", ", meanings));
    }
    map.reasons().forEach(reason -> notes.add(number(reason) + " " + reason));
    return notes;
  }
}
