package dev.muxscope.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is piped into the shell.
class SqlShellTest {

  @TempDir static Path folder;
  private static RecordingDatabase database;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void open() throws IOException {
    Path file = Recordings.record(folder, () -> NumberedEvent.commit(3), NumberedEvent.class);
    database = RecordingDatabase.open(List.of(List.of(file)));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private void run(String text) throws SqlError, IOException {
    run(database, text);
  }

  private void run(RecordingDatabase database, String text) throws SqlError, IOException {
    run(database, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void run(RecordingDatabase database, InputStream in) throws SqlError, IOException {
    SqlSession session =
        new SqlSession(database, new PrintStream(out), new PrintStream(err), RowFormat.CSV, 100);
    new SqlShell(session).runLines(in);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  @Test
  void runsStatementsOverSeveralLinesWithoutAPrompt() throws Exception {
    run("SELECT max(number) AS m\nFROM \"test.Numbered\"\n; SELECT\n'ü;' AS u");
    assertEquals("m\n2\n\nu\nü;\n", out());
  }

  /// As at a pipe whose writer stays.
  @Test
  @Timeout(20)
  void endsWithQuitThoughTheInputDoesNot() throws Exception {
    try (var writer = new PipedOutputStream();
        var input = new PipedInputStream(writer)) {
      writer.write(".quit\n".getBytes(StandardCharsets.UTF_8));
      run(database, input);
    }
    assertEquals("", out());
  }

  @Test
  void listsTablesAndTheirColumns() throws Exception {
    run(".tables numbered\n.schema test.Numbered\n");
    assertTrue(
        out().startsWith("             3  test.Numbered\ncolumn_name,column_type\n"), this::out);
    assertTrue(out().contains("startTime,TIMESTAMP_NS\n"), this::out);
    assertTrue(out().contains("size,BIGINT\n"), this::out);
  }

  @Test
  void takesCommandsAfterRemarks() throws Exception {
    run(
        "-- x\n.tables numbered\n/* .tables\n.tables\n*/ SELECT 1 AS n; -- one\n.tables numbered\n");
    String table = "             3  test.Numbered\n";
    assertEquals(table + "n\n1\n" + table, out());
  }

  /// A name that would reset the terminal, as in a recording made to do harm.
  @Test
  void printsNoControlCharactersOfNames() throws Exception {
    Path file = Recordings.record(folder, () -> NumberedEvent.commit(3), NumberedEvent.class);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, bytes.replace("test.Numbered", "test.N\u001bcbered"), StandardCharsets.ISO_8859_1);
    try (RecordingDatabase hostile = RecordingDatabase.open(List.of(List.of(file)))) {
      run(hostile, ".tables cbered\n");
    }
    assertEquals("             3  test.N cbered\n", out());
  }

  @Test
  void keepsWhatAStatementDefines() throws Exception {
    run(
        "CREATE VIEW odd AS SELECT * FROM \"test.Numbered\" WHERE number % 2 = 1;\n"
            + "SELECT number FROM odd;");
    assertEquals("number\n1\n", out());
  }

  @Test
  void endsWithQuitAndWithTheFirstError() throws Exception {
    run("SELECT 1 AS n;\n.quit\nSELECT 2 AS n;");
    assertEquals("n\n1\n", out());
    assertThrows(SqlError.class, () -> run("SELEKT 1;\nSELECT 3 AS n;"));
    assertEquals("n\n1\n", out());
  }

  @Test
  void tellsAnUnknownCommand() throws Exception {
    SqlError error = assertThrows(SqlError.class, () -> run(".table\nSELECT 1 AS n;"));
    assertEquals("no such command: .table; .help lists all", error.getMessage());
    assertTrue(error.isWording());
    assertEquals("", out());
    assertThrows(SqlError.class, () -> run(".schema"));
  }

  @Test
  void tellsTheColumnsOfTheSecondRecording() throws Exception {
    List<Path> file =
        List.of(Recordings.record(folder, () -> NumberedEvent.commit(1), NumberedEvent.class));
    try (RecordingDatabase both = RecordingDatabase.open(List.of(file, file))) {
      run(both, ".schema b.\"test.Numbered\"\n");
    }
    assertTrue(out().contains("size,BIGINT\n"), this::out);
  }

  /// As below `| head -1`.
  @Test
  @Timeout(60)
  void endsWhenItsOutputTakesNoMore() throws Exception {
    PrintStream full =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public boolean checkError() {
            return true;
          }
        };
    SqlSession session = new SqlSession(database, full, full, RowFormat.CSV, 100);
    session.run("SELECT * FROM range(1000000000000)");
    session.run(List.of("SELEKT 1"));
    var lines = ".help\nSELEKT 1;\n".getBytes(StandardCharsets.UTF_8);
    new SqlShell(session).runLines(new ByteArrayInputStream(lines));
  }
}
