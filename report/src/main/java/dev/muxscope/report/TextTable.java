package dev.muxscope.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Lays out one [Table] in columns of characters: texts left, figures right, two spaces between.
///
/// What is too wide gives way in the order of what it costs the reader: labels break into several
/// lines, then the widest text is cut with an ellipsis, again and again. Figures are never cut.
final class TextTable {

  private static final String GAP = "  ";

  /// A text cut below this says nothing any more.
  private static final int NARROWEST_TEXT = 8;

  private final List<Table.Column> columns;
  private final List<List<Object>> rows;
  private final List<List<String>> cells;
  private final int[] widths;

  private TextTable(Table table) {
    columns = table.columns();
    rows = table.rows();
    cells = rows.stream().map(this::formatted).toList();
    widths = new int[columns.size()];
    Arrays.setAll(widths, c -> Math.max(TextRenderer.columns(label(c)), widestCell(c)));
  }

  /// Returns the header, a rule and the rows, without spaces at the ends of lines.
  static List<String> lines(Table table, int width) {
    TextTable layout = new TextTable(table);
    layout.fit(width);
    return layout.lines();
  }

  private List<String> formatted(List<Object> row) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> TextRenderer.clean(Values.format(row.get(c), columns.get(c).format())))
        .toList();
  }

  private void fit(int width) {
    shrink(width, c -> Math.max(widestCell(c), longestWord(label(c))));
    shrink(width, c -> Math.max(widestFigure(c), Math.max(NARROWEST_TEXT, longestWord(label(c)))));
  }

  /// Takes one character after the other from the column that is then the widest of those which are
  /// above their floor.
  private void shrink(int width, IntUnaryOperator floor) {
    int[] floors = IntStream.range(0, widths.length).map(floor).toArray();
    for (int excess = total() - width; excess > 0; excess--) {
      int widest =
          IntStream.range(0, widths.length)
              .filter(c -> widths[c] > floors[c])
              .reduce(-1, (a, b) -> a < 0 || widths[b] > widths[a] ? b : a);
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private int total() {
    return Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(header());
    lines.add(joined(c -> "-".repeat(widths[c])));
    for (List<String> row : cells) {
      lines.add(joined(c -> aligned(row.get(c), c)));
    }
    return lines;
  }

  /// Labels of several lines stand on the rule, not under the ceiling.
  private List<String> header() {
    List<List<String>> labels =
        IntStream.range(0, widths.length)
            .mapToObj(c -> TextRenderer.wrap(label(c), widths[c]))
            .toList();
    int height = labels.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, height)
        .mapToObj(line ->
            joined(c -> {
              int own = line - height + labels.get(c).size();
              return aligned(own < 0 ? "" : labels.get(c).get(own), c);
            }))
        .toList();
  }

  private String joined(IntFunction<String> column) {
    List<String> parts = IntStream.range(0, widths.length).mapToObj(column).toList();
    return String.join(GAP, parts).stripTrailing();
  }

  private String aligned(String text, int column) {
    int space = widths[column] - TextRenderer.columns(text);
    if (space < 0) {
      return text.substring(0, text.offsetByCodePoints(0, widths[column] - 1)) + "…";
    }
    return isText(column) ? text + " ".repeat(space) : " ".repeat(space) + text;
  }

  private String label(int column) {
    return TextRenderer.clean(columns.get(column).label()).strip();
  }

  private boolean isText(int column) {
    return columns.get(column).format() == Table.Format.TEXT;
  }

  private static boolean isText(Object cell) {
    return cell instanceof String || cell instanceof Link;
  }

  private int widestCell(int column) {
    return cells.stream().mapToInt(row -> TextRenderer.columns(row.get(column))).max().orElse(0);
  }

  /// In any column, whatever its format, there may be texts: only the rest must stay whole.
  private int widestFigure(int column) {
    return IntStream.range(0, rows.size())
        .filter(r -> !isText(rows.get(r).get(column)))
        .map(r -> TextRenderer.columns(cells.get(r).get(column)))
        .max()
        .orElse(0);
  }

  private static int longestWord(String label) {
    return TextRenderer.widest(List.of(label.split(" +", -1)));
  }
}
