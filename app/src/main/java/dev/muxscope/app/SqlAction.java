package dev.muxscope.app;

import dev.muxscope.analytics.RecordingCheck;
import dev.muxscope.analytics.RecordingException;
import dev.muxscope.sql.RecordingDatabase;
import dev.muxscope.sql.RowFormat;
import dev.muxscope.sql.SqlError;
import dev.muxscope.sql.SqlSession;
import dev.muxscope.sql.SqlShell;
import dev.muxscope.sql.Statements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What `muxscope analyze` does with `--sql`, `--sql-file` or `--shell`: runs statements against
/// one or two recordings.
final class SqlAction {

  /// Columns of a terminal that does not say how many it has.
  private static final int WIDTH = 100;

  private static final List<String> NAMES = List.of("sql", "sql-file", "shell");

  private SqlAction() {}

  /// The options that ask for it.
  static List<Option> options() {
    return List.of(
        Option.of(
            "sql",
            "STATEMENTS",
            "",
            "runs SQL: a table for each type of event, as \"jdk.GCPhasePause\""),
        Option.of("sql-file", "FILE", "", "runs the SQL in a file"),
        Option.flag("shell", "runs the SQL that is typed, or piped in"));
  }

  /// Whether the words ask for it.
  static boolean isWanted(Arguments arguments) {
    return NAMES.stream().anyMatch(arguments::has);
  }

  /// Does it.
  ///
  /// @return the exit code
  static int run(Arguments arguments, Console console) throws UsageException, IOException {
    arguments.expectOperands(1, 2);
    if (NAMES.stream().filter(arguments::has).count() > 1) {
      throw new UsageException(
          "--sql, --sql-file and --shell exclude each other: give one of them");
    }
    if (arguments.has("html")) {
      throw new UsageException("--html takes no SQL: use --csv or --json");
    }
    List<String> statements = statements(arguments);
    List<List<Path>> recordings = recordings(arguments).stream().map(List::of).toList();
    try (RecordingDatabase database = RecordingDatabase.open(recordings)) {
      SqlSession session =
          new SqlSession(database, console.out(), console.err(), format(arguments), width());
      if (!arguments.has("shell")) {
        session.run(statements);
      } else if (Console.isTerminal()) {
        new SqlShell(session).runTerminal();
      } else {
        new SqlShell(session).runLines(console.in());
      }
      return Main.FINE;
    } catch (SqlError e) {
      throw failure(e);
    }
  }

  /// A failed statement as what ends the command: by a usage error if it was worded wrongly.
  static IOException failure(SqlError e) throws UsageException {
    if (e.isWording()) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    return new IOException(e.getMessage(), e);
  }

  private static List<String> statements(Arguments arguments) throws UsageException {
    if (arguments.has("shell")) {
      return List.of();
    }
    String text =
        arguments.has("sql")
            ? arguments.text("sql")
            : read(arguments.path("sql-file").orElseThrow());
    List<String> statements = Statements.of(text).all();
    if (statements.isEmpty()) {
      throw new UsageException("there is no statement in the SQL given");
    }
    return statements;
  }

  private static String read(Path file) throws UsageException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UsageException("--sql-file " + file + " cannot be read: " + e);
    }
  }

  /// The operands as files that are whole recordings.
  static List<Path> recordings(Arguments arguments) throws UsageException, IOException {
    List<Path> files = new ArrayList<>();
    for (String operand : arguments.operands()) {
      Path file = Arguments.path("recording", operand);
      try {
        RecordingCheck.requireWhole(file);
      } catch (RecordingException e) {
        throw new IOException(e.getMessage(), e);
      }
      files.add(file);
    }
    return files;
  }

  private static RowFormat format(Arguments arguments) throws UsageException {
    if (arguments.has("json") && arguments.has("csv")) {
      throw new UsageException("--json and --csv exclude each other: give one of them");
    }
    return arguments.has("json")
        ? RowFormat.JSON
        : arguments.has("csv") ? RowFormat.CSV : RowFormat.TEXT;
  }

  /// Texts are cut for people only.
  private static int width() {
    return Console.isTerminal() ? WIDTH : Integer.MAX_VALUE;
  }
}
