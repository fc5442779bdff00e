package dev.muxscope.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A column of a table: what a statement sees, made by DuckDB from the scan's plain values.
sealed interface Column {

  /// The column's name.
  String name();

  /// The expression that makes it from the columns of the scan.
  String expression();

  /// The plain values it is made from.
  Stream<Leaf> leaves();

  /// A column of one value.
  ///
  /// @param pattern the expression, with `%s` for the scan's column
  record Plain(String name, Leaf leaf, String pattern) implements Column {

    @Override
    public String expression() {
      return pattern.replace("%s", quoted(leaf.name()));
    }

    @Override
    public Stream<Leaf> leaves() {
      return Stream.of(leaf);
    }
  }

  /// A column of columns.
  record Struct(String name, List<Column> columns) implements Column {

    @Override
    public String expression() {
      return columns.stream()
          .map(each -> quoted(each.name()) + " := " + each.expression())
          .collect(Collectors.joining(", ", "struct_pack(", ")"));
    }

    @Override
    public Stream<Leaf> leaves() {
      return columns.stream().flatMap(Column::leaves);
    }
  }

  /// A name as an identifier of SQL.
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
