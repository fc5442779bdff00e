package dev.muxscope.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A grid of cells, each in the colour of a group: which group wins where.
///
/// A group has the colour of the series of its name in the report's charts. Where neighbouring
/// cells belong to different groups, a thick line lies between them: there the order changes.
///
/// @param id names the map in JSON: lower-case letters, digits, `-`
/// @param title the caption
/// @param xLabel what the columns are
/// @param columns the heads of the columns, left to right
/// @param yLabel what the rows are
/// @param rows the heads of the rows, top to bottom
/// @param cells for each row as many as there are columns; anything else is an
///   [IllegalArgumentException]
public record HeatMap(
    String id,
    String title,
    String xLabel,
    List<String> columns,
    String yLabel,
    List<String> rows,
    List<List<HeatMap.Cell>> cells)
    implements Block {

  public HeatMap {
    Report.checkId("map", id);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    cells = cells.stream().map(List::copyOf).toList();
    if (cells.size() != rows.size()) {
      throw new IllegalArgumentException(
          "map %s has %d heads of rows and %d rows".formatted(id, rows.size(), cells.size()));
    }
    for (List<Cell> row : cells) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "map %s has %d columns, a row has %d".formatted(id, columns.size(), row.size()));
      }
    }
  }

  /// One place of the map.
  public sealed interface Cell permits Filled, Empty {}

  /// A place where something was measured.
  ///
  /// @param group who wins, as `select`; may be empty only if `hatched`
  /// @param text what stands in the cell, a few letters, as `0.61`
  /// @param hover the whole figure in words; may be empty
  /// @param hatched whether no difference was found; such a cell names no winner, even if it has a
  ///   group
  /// @param target the id of the section that tells more; empty for none, and ignored if the report
  ///   has none of this id
  public record Filled(String group, String text, String hover, boolean hatched, String target)
      implements Cell {

    /// A cell that leads nowhere.
    public Filled(String group, String text, String hover, boolean hatched) {
      this(group, text, hover, hatched, "");
    }

    public Filled {
      if (group.isBlank() && !hatched) {
        throw new IllegalArgumentException(
            "a cell without a group: name who wins, or hatch it as no difference");
      }
    }
  }

  /// A place without a figure: refused, or not measured.
  ///
  /// @param reason why, for the reader
  public record Empty(String reason) implements Cell {}

  /// The groups that win somewhere, in the order of their first appearance.
  Set<String> winners() {
    Set<String> winners = new LinkedHashSet<>();
    cells.stream().flatMap(List::stream).map(HeatMap::winner).forEach(winners::add);
    winners.remove("");
    return winners;
  }

  /// The reasons of empty cells, each once, in the order of their first appearance: a note's number
  /// is its place here.
  List<String> reasons() {
    Set<String> reasons = new LinkedHashSet<>();
    for (List<Cell> row : cells) {
      for (Cell cell : row) {
        if (cell instanceof Empty empty) {
          reasons.add(empty.reason());
        }
      }
    }
    return List.copyOf(reasons);
  }

  /// Whether some cell is hatched.
  boolean hasHatching() {
    return cells.stream()
        .flatMap(List::stream)
        .anyMatch(cell -> cell instanceof Filled filled && filled.hatched());
  }

  /// Who wins in a cell; empty if nobody does.
  static String winner(Cell cell) {
    return cell instanceof Filled filled && !filled.hatched() ? filled.group() : "";
  }

  /// Whether the winner changes between this cell and its left neighbour.
  boolean breaksLeft(int row, int column) {
    return column > 0 && differ(cells.get(row).get(column - 1), cells.get(row).get(column));
  }

  /// Whether the winner changes between this cell and the one above.
  boolean breaksAbove(int row, int column) {
    return row > 0 && differ(cells.get(row - 1).get(column), cells.get(row).get(column));
  }

  /// Whether the winner changes anywhere between neighbours.
  boolean hasBreaks() {
    return IntStream.range(0, rows.size())
        .anyMatch(row ->
            IntStream.range(0, columns.size())
                .anyMatch(column -> breaksLeft(row, column) || breaksAbove(row, column)));
  }

  private static boolean differ(Cell a, Cell b) {
    return !winner(a).isEmpty() && !winner(b).isEmpty() && !winner(a).equals(winner(b));
  }
}
