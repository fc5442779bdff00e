package dev.muxscope.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A statement that failed. The message is DuckDB's own, a few lines fit for a user.
public final class SqlError extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LINES = 4;

  /// What the driver puts before DuckDB's message where rows are streamed.
  private static final String WRAPPER =
      "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\n"
          + "Error: ";

  /// DuckDB's kinds of errors that come of the statement's wording.
  private static final List<String> WORDING =
      List.of("parser error", "syntax error", "catalog error", "binder error", "not implemented");

  private final boolean wording;

  private SqlError(String message, boolean wording, Throwable cause) {
    super(message, cause);
    this.wording = wording;
  }

  /// What the shell does not understand.
  SqlError(String message) {
    super(message);
    this.wording = true;
  }

  static SqlError of(SQLException e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains(EventScan.ENDED)) {
      return new SqlError(EventScan.ENDED, false, e);
    }
    String message =
        text.substring(text.startsWith(WRAPPER) ? WRAPPER.length() : 0)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
            .limit(LINES)
            .collect(Collectors.joining("\n"));
    String start = message.toLowerCase(Locale.ROOT);
    return new SqlError(message, WORDING.stream().anyMatch(start::startsWith), e);
  }

  /// The same for who has not written the statement: without the lines that show it.
  SqlError withoutStatement() {
    String message = String.valueOf(getMessage());
    int statement = message.indexOf("\nLINE ");
    return new SqlError(statement < 0 ? message : message.substring(0, statement), wording, this);
  }

  /// Whether the statement is worded wrongly (its syntax, a table or column that is not there),
  /// rather than failed while it ran.
  public boolean isWording() {
    return wording;
  }
}
