package dev.muxscope.sql;

import dev.muxscope.report.TextRenderer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A shell for statements, each ended by `;`, and a few commands of its own, which start with a dot
/// and take one line. Owned by one thread.
public final class SqlShell {

  /// The shell's own commands.
  static final List<String> COMMANDS = List.of(".tables", ".schema", ".help", ".quit");

  private static final String HELP =
      """
      SELECT …;       a statement, over as many lines as it takes; ended by ;
      .tables [WORD]  types of events and how many there are; all with WORD in their name
      .schema NAME    the columns of a table and their types; of a second recording: b."NAME"
      .help, .quit    this text; end (also Ctrl-D)
      Ctrl-C ends a statement that is running. Times are UTC, durations nanoseconds.
      """;

  private final SqlSession session;
  private boolean running = true;

  /// @param session runs the statements
  public SqlShell(SqlSession session) {
    this.session = session;
  }

  /// Prompts at the process's terminal, with line editing, completion and a history that is kept.
  /// Errors are printed, and do not end it.
  ///
  /// @throws IOException if the terminal fails
  public void runTerminal() throws IOException {
    try (SqlTerminal terminal = new SqlTerminal(session.database())) {
      session.out().print("Type .help for help; a statement ends with ;\n");
      Optional<String> text = terminal.read();
      while (text.isPresent()) {
        handleOrReport(text.get());
        text = running ? terminal.read() : Optional.empty();
      }
    }
  }

  private void handleOrReport(String text) {
    try {
      handle(text);
    } catch (SqlError | IOException e) {
      String message = String.valueOf(e.getMessage());
      message.lines().forEach(line -> session.err().print(TextRenderer.clean(line) + "\n"));
      session.err().flush();
    }
  }

  /// Handles what `in` holds, read as UTF-8, without a prompt, up to the first error. The last
  /// statement needs no `;`.
  ///
  /// @throws SqlError if a statement is wrong or failed
  /// @throws IOException if `in` or a recording cannot be read on
  public void runLines(InputStream in) throws SqlError, IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    StringBuilder pending = new StringBuilder();
    String line = reader.readLine();
    while (line != null) {
      if (line.strip().startsWith(".") && Statements.of(pending.toString()).isComplete()) {
        handle(line);
      } else {
        String rest = runWhole(pending.append(line).append('\n').toString());
        pending.setLength(0);
        pending.append(rest);
      }
      line = running && !session.isOutputGone() ? reader.readLine() : null;
    }
    if (running) {
      session.run(Statements.of(pending.toString()).all());
    }
  }

  private String runWhole(String text) throws SqlError, IOException {
    Statements statements = Statements.of(text);
    session.run(statements.whole());
    return statements.rest();
  }

  /// Handles a command, or one statement or more.
  void handle(String text) throws SqlError, IOException {
    String line = text.strip();
    if (!line.startsWith(".")) {
      session.run(Statements.of(line).all());
      return;
    }
    String[] words = line.replaceFirst(";$", "").split("\\s+", 2);
    String argument = words.length > 1 ? words[1].strip() : "";
    switch (words[0]) {
      case ".tables" -> printTables(argument);
      case ".schema" -> printSchema(argument);
      case ".help" -> session.out().print(HELP);
      case ".quit", ".exit" -> running = false;
      default -> throw new SqlError("no such command: " + words[0] + "; .help lists all");
    }
    session.out().flush();
  }

  private void printTables(String word) {
    for (String table : session.database().tables()) {
      OptionalLong events = session.database().events(table);
      boolean wanted = word.isEmpty() ? events.orElse(1) > 0 : containsIgnoringCase(table, word);
      if (wanted) {
        String count = events.isPresent() ? "%,d".formatted(events.getAsLong()) : "?";
        session.out().print("%14s  %s\n".formatted(count, TextRenderer.clean(table)));
      }
    }
  }

  private static boolean containsIgnoringCase(String text, String word) {
    for (int at = 0; at + word.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private void printSchema(String name) throws SqlError, IOException {
    if (name.isEmpty()) {
      throw new SqlError(".schema takes a table, as .schema jdk.GCPhasePause");
    }
    String table = name.contains("\"") ? name : Column.quoted(name);
    session.run("SELECT column_name, column_type FROM (DESCRIBE " + table + ")");
  }
}
