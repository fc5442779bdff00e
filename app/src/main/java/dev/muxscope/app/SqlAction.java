package dev.muxscope.app;

import dev.muxscope.analytics.RecordingException;
import dev.muxscope.analytics.RecordingParts;
import dev.muxscope.client.FileErrors;
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
import java.util.stream.Stream;

/// What `muxscope analyze` does with `--sql`, `--sql-file` or `--shell`: runs statements against
/// one or two recordings.
final class SqlAction {

  static final Option SQL =
      Option.of(
          "sql", "STATEMENTS", "", "runs SQL; types of events are tables, as jdk.GCPhasePause");

  static final Option SQL_FILE = Option.of("sql-file", "FILE", "", "runs the SQL in a file");

  static final Option SHELL = Option.flag("shell", "runs the SQL that is typed, or piped in");

  private static final List<String> OTHER_ACTIONS = List.of("attach", "duration");

  private SqlAction() {}

  /// Whether the words ask for it.
  static boolean isWanted(Arguments arguments) {
    return Stream.of(SQL, SQL_FILE, SHELL).anyMatch(option -> arguments.has(option.name()));
  }

  /// Does it.
  ///
  /// @return the exit code
  static int run(Arguments arguments, ReportOutput output, Console console)
      throws UsageException, IOException {
    check(arguments, output);
    List<String> statements = statements(arguments);
    List<List<Path>> operands = AnalyzedRecordings.operands(arguments);
    try (Recordings recordings = Recordings.open(operands, console);
        RecordingDatabase database = RecordingDatabase.open(recordings.files())) {
      SqlSession session =
          new SqlSession(database, console.out(), console.err(), format(output), width());
      if (!arguments.has(SHELL.name())) {
        session.run(statements);
      } else if (Console.isTerminal()) {
        new SqlShell(session).runTerminal();
      } else {
        new SqlShell(session).runLines(console.in());
      }
      return recordings.exitCode();
    } catch (SqlError e) {
      throw failure(e);
    }
  }

  private static void check(Arguments arguments, ReportOutput output) throws UsageException {
    if (output.html().isPresent()) {
      throw new UsageException("--html takes no SQL: use --csv or --json");
    }
    for (String other : OTHER_ACTIONS) {
      if (arguments.has(other)) {
        throw new UsageException("--" + other + " does not go with SQL: leave out one of them");
      }
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
    if (arguments.has(SHELL.name())) {
      return List.of();
    }
    String text =
        arguments.has(SQL.name())
            ? arguments.text(SQL.name())
            : read(arguments.path(SQL_FILE.name()).orElseThrow());
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
      throw new UsageException("--sql-file " + file + " cannot be read: " + FileErrors.reason(e));
    }
  }

  private static RowFormat format(ReportOutput output) {
    return switch (output.form()) {
      case TEXT -> RowFormat.TEXT;
      case CSV -> RowFormat.CSV;
      case JSON -> RowFormat.JSON;
    };
  }

  /// Texts are cut for people only.
  private static int width() {
    return Console.isTerminal() ? Console.width() : Integer.MAX_VALUE;
  }

  /// The recordings that statements are about. Owned by one thread.
  ///
  /// @param parts of each recording
  record Recordings(List<RecordingParts> parts) implements AutoCloseable {

    /// Looks into files and directories, and says what of them cannot be read.
    ///
    /// @param operands the paths of each recording
    static Recordings open(List<List<Path>> operands, Console console) throws IOException {
      Recordings recordings = new Recordings(new ArrayList<>());
      try {
        for (List<Path> paths : operands) {
          RecordingParts parts = RecordingParts.of(paths);
          recordings.parts.add(parts);
          parts.problems().forEach(each -> console.err().println("muxscope: WARNING: " + each));
        }
        return recordings;
      } catch (RecordingException e) {
        recordings.close();
        throw new IOException(e.getMessage(), e);
      }
    }

    List<List<Path>> files() {
      return parts.stream().map(RecordingParts::files).toList();
    }

    /// 1 if not all of them can be read.
    int exitCode() {
      return parts.stream().allMatch(each -> each.problems().isEmpty()) ? Main.FINE : Main.FAILED;
    }

    @Override
    public void close() {
      parts.forEach(RecordingParts::close);
    }
  }
}
