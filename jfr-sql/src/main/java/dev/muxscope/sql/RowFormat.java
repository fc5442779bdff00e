package dev.muxscope.sql;

/// How rows are written.
public enum RowFormat {
  /// A table for people, with at most [RowWriter#TEXT_ROWS] rows.
  TEXT,
  /// RFC 4180, with a line of labels; what is not there is empty, an empty text is `""`.
  CSV,
  /// An array of objects, one for each row, a line each.
  JSON
}
