package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SQL by the image: what it answers, and how it ends.
class SqlIT {

  private static final String COUNT = "SELECT count(*) AS pauses FROM \"jdk.GarbageCollection\"";
  private static final int COLLECTIONS = 5;

  /// Where a chunk's header says where its metadata are.
  private static final int METADATA_AT = 24;

  @TempDir static Path folder;
  private static String recording;

  @BeforeAll
  static void record() throws IOException {
    Path file = folder.resolve("collections.jfr");
    try (Recording collections = new Recording()) {
      collections.enable("jdk.GarbageCollection");
      collections.enable("jdk.JVMInformation");
      collections.start();
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
      }
      collections.stop();
      collections.dump(file);
    }
    recording = file.toString();
  }

  private static Program.Result sql(String... words) throws IOException, InterruptedException {
    return Program.muxscope(
        Stream.concat(Stream.of("analyze", recording), Arrays.stream(words))
            .toArray(String[]::new));
  }

  private static long count(String csv) {
    return Long.parseLong(csv.lines().toList().get(1));
  }

  @Test
  void answersOneStatementInEachFormat() throws IOException, InterruptedException {
    Program.Result text = sql("--sql", COUNT + " WHERE cause = 'System.gc()'");
    assertEquals("", text.err());
    assertEquals(0, text.exitCode());
    assertTrue(text.out().startsWith("pauses\n------\n"), text::out);
    assertEquals(
        COLLECTIONS, count(sql("--csv", "--sql", COUNT + " WHERE cause = 'System.gc()'").out()));
    Program.Result json = sql("--json", "--sql", "SELECT 1 AS one");
    assertEquals("[\n{\"one\":1}\n]\n", json.out());
  }

  @Test
  void answersTheStatementsOfAFileAboutTwoRecordings() throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve("both.sql"),
            """
            -- Both are the same here.
            SELECT (SELECT count(*) FROM a."jdk.GarbageCollection")
                 - (SELECT count(*) FROM b."jdk.GarbageCollection") AS difference;
            SELECT 'last' AS word
            """);
    Program.Result result = sql(recording, "--csv", "--sql-file", file.toString());
    assertEquals("", result.err());
    assertEquals("difference\r\n0\r\n\r\nword\r\nlast\r\n", result.out());
    assertEquals(0, result.exitCode());
  }

  @Test
  void takesStatementsFromAPipeWithoutAPrompt() throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder(Program.launcher().toString(), "analyze", recording, "--shell", "--csv")
            .redirectErrorStream(true)
            .start();
    try (var in = shell.outputWriter(StandardCharsets.UTF_8)) {
      in.write(".tables jdk.GarbageCollection\n" + COUNT + "\nWHERE cause = 'System.gc()';\n");
    }
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor());
    assertTrue(out.endsWith("  jdk.GarbageCollection\npauses\r\n" + COLLECTIONS + "\r\n"), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEKT 1 | 2 | SELEKT",
        "SELECT * FROM \"jdk.GarbageCollections\" | 2 | Did you mean",
        "SELECT nothing FROM \"jdk.GarbageCollection\" | 2 | nothing",
        "SELECT * FROM read_text('/etc/passwd') | 1 | disabled",
        "SELECT CAST(name AS INTEGER) FROM \"jdk.GarbageCollection\" | 1 | convert",
      })
  void tellsWhatIsWrongInAFewLines(String statement, int exitCode, String why)
      throws IOException, InterruptedException {
    Program.Result result = sql("--sql", statement);
    assertEquals(exitCode, result.exitCode(), result::err);
    assertEquals("", result.out());
    assertTrue(result.err().contains(why), result::err);
    assertTrue(result.err().startsWith("muxscope: "), result::err);
    assertTrue(result.err().lines().count() <= 5, result::err);
  }

  @Test
  void tellsARecordingThatCannotBeRead() throws IOException, InterruptedException {
    Path cut = folder.resolve("cut.jfr");
    byte[] whole = Files.readAllBytes(Path.of(recording));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertUnreadable(cut, "truncated");
  }

  @Test
  void tellsADamagedRecordingRatherThanCountItsFirstEvents()
      throws IOException, InterruptedException {
    Path damaged = folder.resolve("damaged.jfr");
    byte[] bytes = Files.readAllBytes(Path.of(recording));
    // Where the events' types are described, behind the events: no event is of size zero.
    int metadata = (int) ByteBuffer.wrap(bytes).getLong(METADATA_AT);
    Arrays.fill(bytes, metadata, metadata + 20, (byte) 0);
    Files.write(damaged, bytes);
    assertUnreadable(damaged, "damaged");
  }

  private static void assertUnreadable(Path file, String why)
      throws IOException, InterruptedException {
    Program.Result result = Program.muxscope("analyze", file.toString(), "--sql", COUNT);
    assertEquals(1, result.exitCode());
    assertTrue(result.err().lines().count() <= 2, result::err);
    assertTrue(result.err().contains(why), result::err);
  }

  @Test
  void exportsAFileForEachTypeThatHasEvents() throws IOException, InterruptedException {
    Path parquet = folder.resolve("parquet");
    Program.Result result = Program.muxscope("export", recording, "--parquet", parquet.toString());
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
    byte[] file = Files.readAllBytes(parquet.resolve("jdk.GarbageCollection.parquet"));
    assertArrayEquals(
        "PAR1".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(file, 4), "no Parquet file");
    assertFalse(Files.exists(parquet.resolve("jdk.ThreadSleep.parquet")));
    assertEquals(
        2,
        Program.muxscope(
                "export", recording, "--parquet", parquet.toString(), "--types", "jdk.Nothing")
            .exitCode());
  }

  @Test
  void leavesNothingBehind() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    ProcessBuilder builder =
        new ProcessBuilder(Program.launcher().toString(), "analyze", recording, "--sql", COUNT);
    builder.environment().put("MUXSCOPE_OPTS", "-Djava.io.tmpdir=" + temporary);
    assertEquals(0, Program.run(builder).exitCode());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
