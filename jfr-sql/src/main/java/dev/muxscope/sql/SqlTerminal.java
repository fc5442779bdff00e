package dev.muxscope.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Statements that a person edits at the process's terminal. The only class that loads JLine. Owned
/// by one thread.
final class SqlTerminal implements AutoCloseable {

  private static final int HISTORY_LINES = 1000;
  private static final String PROMPT = "sql> ";
  private static final String NEXT_LINE_PROMPT = "  -> ";

  private static final List<String> KEYWORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "ORDER BY",
          "LIMIT",
          "JOIN",
          "ASOF JOIN",
          "ON",
          "USING",
          "WITH",
          "HAVING",
          "QUALIFY",
          "OVER",
          "PARTITION BY",
          "DESC",
          "AND",
          "OR",
          "NOT",
          "IS NULL",
          "AS",
          "BETWEEN",
          "INTERVAL",
          "count(*)",
          "sum(",
          "avg(",
          "min(",
          "max(",
          "quantile_cont(",
          "time_bucket(",
          "date_trunc(",
          "lag(",
          "unnest(");

  private final RecordingDatabase database;
  private final Terminal terminal;
  private final LineReader reader;

  SqlTerminal(RecordingDatabase database) throws IOException {
    this.database = database;
    // A dumb terminal is one too: no warning.
    terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    terminal.handle(Terminal.Signal.INT, _ -> database.cancel());
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new StatementParser())
            .completer((_, line, candidates) -> complete(line, candidates))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, NEXT_LINE_PROMPT)
            .build();
    keepHistory(historyFile());
  }

  private void keepHistory(Path file) {
    try {
      Files.createDirectories(file.getParent());
      reader.setVariable(LineReader.HISTORY_FILE, file);
    } catch (IOException _) {
      // A home that cannot be written to only costs the history.
    }
  }

  private static Path historyFile() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("muxscope").resolve("sql-history");
  }

  /// The next command or statements, nothing but blanks where Ctrl-C was typed; nothing at the end.
  Optional<String> read() {
    try {
      return Optional.of(reader.readLine(PROMPT));
    } catch (UserInterruptException _) {
      return Optional.of("");
    } catch (EndOfFileException _) {
      return Optional.empty();
    }
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    String word = line.word();
    if (line.line().strip().startsWith(".") && line.wordIndex() == 0) {
      SqlShell.COMMANDS.forEach(each -> candidates.add(new Candidate(each)));
      return;
    }
    boolean quoted = word.startsWith("\"");
    for (String table : database.tables()) {
      candidates.add(new Candidate(quoted ? Column.quoted(table) : table));
      if (contains(line.line(), table)) {
        database.columns(table).forEach(each -> candidates.add(new Candidate(each)));
      }
    }
    KEYWORDS.forEach(each -> candidates.add(new Candidate(each)));
  }

  private static boolean contains(String text, String table) {
    return text.toLowerCase(Locale.ROOT).contains(table.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }

  /// Takes lines until a statement ends. Quotes and backslashes are the user's text: JLine must
  /// neither ask for the other quote nor take anything away.
  private static final class StatementParser extends DefaultParser {

    StatementParser() {
      setQuoteChars(new char[0]);
      setEscapeChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && !isWhole(line.strip())) {
        throw new EOFError(-1, cursor, "a statement ends with ;");
      }
      return super.parse(line, cursor, context);
    }

    private static boolean isWhole(String text) {
      return text.startsWith(".") || Statements.of(text).isComplete();
    }
  }
}
