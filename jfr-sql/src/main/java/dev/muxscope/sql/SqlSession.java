package dev.muxscope.sql;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/// Runs statements against a database and prints what they find. Owned by one thread.
public final class SqlSession {

  private final RecordingDatabase database;
  private final PrintStream out;
  private final PrintStream err;
  private final RowFormat format;
  private final int width;
  // What stands before the next result, so that several in CSV can be told apart.
  private String gap = "";

  /// @param database what is asked
  /// @param out where rows go
  /// @param err where remarks go
  /// @param format how rows are written
  /// @param width columns of the terminal, for [RowFormat#TEXT]; texts beyond it are cut
  public SqlSession(
      RecordingDatabase database, PrintStream out, PrintStream err, RowFormat format, int width) {
    this.database = database;
    this.out = out;
    this.err = err;
    this.format = format;
    this.width = width;
  }

  /// Runs statements one after the other, up to the first that fails, and while the output takes
  /// rows.
  ///
  /// @throws SqlError if a statement is wrong or failed
  /// @throws IOException if a recording cannot be read on
  public void run(List<String> statements) throws SqlError, IOException {
    for (String statement : statements) {
      if (isOutputGone()) {
        return;
      }
      run(statement);
    }
  }

  /// Runs one statement.
  void run(String statement) throws SqlError, IOException {
    try (Rows rows = database.query(statement)) {
      if (format == RowFormat.CSV && rows.exist()) {
        out.print(gap);
        gap = RowWriter.CSV_LINE_END;
      }
      String remark = new RowWriter(out, this::isOutputGone).write(rows, format, width);
      out.flush();
      if (!remark.isEmpty()) {
        err.print(remark + "\n");
      }
    }
  }

  /// Whether the output takes no more.
  boolean isOutputGone() {
    return out.checkError();
  }

  RecordingDatabase database() {
    return database;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }
}
