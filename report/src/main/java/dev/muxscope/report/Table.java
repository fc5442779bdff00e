package dev.muxscope.report;

import java.util.List;

/// Rows and columns.
///
/// A cell is a [String] (text), a [Long] or [Integer] (a count), a [Double] (a measured value;
/// `NaN` draws as `-` and is `null` in JSON), an [Estimate] (a measured value with its interval), a
/// [Boolean] or a [Link] to a section. Its column's format says how a number is written; a text
/// stands as it is in any column, so that a refused measurement can say so.
///
/// @param id names the table in JSON: lower-case letters, digits, `-`
/// @param title the caption; may be empty
/// @param columns left to right
/// @param rows top to bottom, each with as many cells as there are columns; anything else is an
///   [IllegalArgumentException]
public record Table(String id, String title, List<Column> columns, List<List<Object>> rows)
    implements Block {

  public Table {
    Report.checkId("table", id);
    columns = List.copyOf(columns);
    for (List<Object> row : rows) {
      checkRow(id, columns, row);
    }
    rows = rows.stream().map(List::copyOf).toList();
  }

  private static void checkRow(String id, List<Column> columns, List<Object> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "table " + id + " has " + columns.size() + " columns, a row has " + row.size());
    }
    for (Object cell : row) {
      switch (cell) {
        case String _, Long _, Integer _, Double _, Estimate _, Boolean _, Link _ -> {}
        case null ->
            throw new IllegalArgumentException(
                "table " + id + " has a null cell: use NaN or an empty text");
        default ->
            throw new IllegalArgumentException(
                "table "
                    + id
                    + " has a cell of "
                    + cell.getClass()
                    + ": use String, Long, Integer, Double, Estimate, Boolean or Link");
      }
    }
  }

  /// What a column holds, and so how its cells are written.
  public enum Format {
    /// Text, to the left.
    TEXT,
    /// A whole number, thousands grouped.
    COUNT,
    /// A number of three significant digits, thousands grouped.
    NUMBER,
    /// A ratio of three significant digits, as `1.23x`, and two between 0.1 and 1, as `0.61x`.
    RATIO,
    /// A share of one (0 to 1), as `12.3 %`; below 0.1 % with three significant digits.
    SHARE,
    /// Nanoseconds, written with the unit that fits: `850 ns`, `12.3 µs`, `4.56 ms`, `1.20 s`.
    NANOS,
    /// Bytes, written with the unit that fits: `512 B`, `13.2 KiB`, `1.50 MiB`.
    BYTES
  }

  /// A column's head.
  ///
  /// @param label the heading, with the unit where the format does not say it
  /// @param format how cells are written
  public record Column(String label, Format format) {}
}
