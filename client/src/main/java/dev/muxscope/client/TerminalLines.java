package dev.muxscope.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Lines that a person edits at the process's terminal. The only class that loads JLine. Owned by
/// one thread.
final class TerminalLines implements AutoCloseable {

  private static final int HISTORY_LINES = 1000;

  private final Terminal terminal;
  private final LineReader reader;
  private final String prompt;

  TerminalLines(String prompt) throws IOException {
    this.prompt = prompt;
    // A dumb terminal is one too: no warning.
    terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    // Quotes and backslashes are the user's text: JLine must neither ask for the other quote nor
    // take anything away.
    var parser = new DefaultParser();
    parser.setQuoteChars(new char[0]);
    parser.setEscapeChars(new char[0]);
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser)
            .history(new ClientHistory())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            // Pasted lines are commands of their own, as if typed.
            .option(LineReader.Option.BRACKETED_PASTE, false)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
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
    return base.resolve("muxscope").resolve("client-history");
  }

  /// The next line, an empty one where Ctrl-C was typed; nothing at the end.
  Optional<String> read() {
    try {
      return Optional.of(reader.readLine(prompt));
    } catch (UserInterruptException _) {
      return Optional.of("");
    } catch (EndOfFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
