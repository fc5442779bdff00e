package dev.muxscope.report;

import java.util.List;

/// Rows and columns.
///
/// A cell is a [String] (text), a [Long] or [Integer] (a count), a [Double] (a measured value;
/// `NaN` draws as `-` and is `null` in JSON) or a [Boolean].
///
/// @param id      names the table in JSON: lower-case letters, digits, `-`
/// @param title   the caption; may be empty
/// @param columns left to right
/// @param rows    top to bottom, each with as many cells as there are columns
public record Table(String id, String title, List<Column> columns, List<List<Object>> rows)
    implements Block {

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table " + id + " has " + columns.size() + " columns, a row has " + row.size());
      }
    }
  }

  /// What a column holds, and so how its cells are written.
  public enum Format {
    /// Text, to the left.
    TEXT,
    /// A whole number, thousands grouped.
    COUNT,
    /// A number of three significant digits.
    NUMBER,
    /// A ratio, as `1.23x`.
    RATIO,
    /// A share of one (0 to 1), as `12.3 %`.
    SHARE,
    /// Nanoseconds, written with the unit that fits: `850 ns`, `12.3 µs`, `4.56 ms`, `1.20 s`.
    NANOS,
    /// Bytes, written with the unit that fits: `512 B`, `13.2 KiB`, `1.50 MiB`.
    BYTES
  }

  /// @param label  the heading, with the unit where the format does not say it
  /// @param format how cells are written
  public record Column(String label, Format format) {}
}
