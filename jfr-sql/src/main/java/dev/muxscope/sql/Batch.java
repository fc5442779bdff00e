package dev.muxscope.sql;

import java.util.List;
import jdk.jfr.consumer.RecordedObject;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// Some rows on their way from the reader of a recording to DuckDB. Owned by one of the two at a
/// time.
final class Batch {

  /// As many rows as DuckDB takes at a time.
  static final int CAPACITY = 2048;

  private final List<Leaf> leaves;
  private final @Nullable Object[][] values;
  private int rows;

  Batch(List<Leaf> leaves) {
    this.leaves = leaves;
    this.values = new Object[leaves.size()][CAPACITY];
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == CAPACITY;
  }

  /// Adds a row.
  void add(RecordedObject event, StackTexts stacks) {
    for (int i = 0; i < values.length; i++) {
      values[i][rows] = leaves.get(i).read(event, stacks);
    }
    rows++;
  }

  /// Hands all rows to DuckDB.
  void writeTo(DuckDBDataChunkWriter output) {
    for (int i = 0; i < values.length; i++) {
      write(leaves.get(i).source(), values[i], output.vector(i));
    }
  }

  private void write(Source source, @Nullable Object[] column, DuckDBWritableVector vector) {
    for (int row = 0; row < rows; row++) {
      switch (column[row]) {
        case null -> vector.setNull(row);
        case Long number -> vector.setLong(row, number);
        case Double number -> vector.setDouble(row, number);
        case Boolean truth -> vector.setBoolean(row, truth);
        case String text -> vector.setString(row, text);
        default -> throw new IllegalStateException(source + " read " + column[row]);
      }
    }
  }
}
