package dev.muxscope.sql;

import static dev.muxscope.sql.Recordings.cell;
import static dev.muxscope.sql.Recordings.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.TimeZone;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers, beside what a loop over the same recording finds.
class RecordingDatabaseTest {

  private static final int NUMBERED = 5_000;

  @TempDir static Path folder;
  private static String recorder;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void record() throws IOException {
    recorder = Thread.currentThread().getName();
    first =
        Recordings.record(
            folder,
            () -> {
              AllTypesEvent.commitOne();
              AllTypesEvent.commitEmpty();
              NumberedEvent.commit(NUMBERED);
              new ChangedEvents.Old().commit();
            },
            AllTypesEvent.class,
            NumberedEvent.class,
            ChangedEvents.Old.class);
    second =
        Recordings.record(
            folder,
            () -> {
              NumberedEvent.commit(10);
              new ChangedEvents.New().commit();
            },
            NumberedEvent.class,
            ChangedEvents.New.class);
  }

  private static RecordingDatabase open() throws IOException {
    return RecordingDatabase.open(List.of(List.of(first)));
  }

  private static RecordingDatabase openBoth() throws IOException {
    return RecordingDatabase.open(List.of(List.of(first), List.of(second)));
  }

  @Test
  void keepsValuesOfEveryType() throws Exception {
    try (RecordingDatabase database = open()) {
      List<Object> row =
          rows(
                  database,
                  "SELECT truth, tiny, letter, small, whole, large, single, fraction, text, \"type\","
                      + " waited, due, thread.javaName FROM \"test.AllTypes\" WHERE truth")
              .getFirst();
      assertEquals(
          Arrays.asList(
              true,
              (long) Byte.MIN_VALUE,
              "ß",
              (long) Short.MIN_VALUE,
              (long) Integer.MIN_VALUE,
              Long.MAX_VALUE,
              1.5,
              Math.PI,
              "a \"text\", with;\nlines — €",
              "java.util.Map$Entry",
              Duration.ofMillis(250).toNanos(),
              "2023-11-14 22:13:20.123",
              recorder),
          row);
    }
  }

  @Test
  void hasNothingWhereAnEventHasNothing() throws Exception {
    try (RecordingDatabase database = open()) {
      assertEquals(
          List.of(Collections.nCopies(3, null)),
          rows(
              database,
              "SELECT text, \"type\", thread.javaName FROM \"test.AllTypes\" WHERE NOT truth"));
    }
  }

  @Test
  void agreesWithALoopOverTheRecording() throws Exception {
    List<RecordedEvent> events = Recordings.events(first, "test.Numbered");
    assertEquals(NUMBERED, events.size());
    try (RecordingDatabase database = open()) {
      List<List<Object>> rows =
          rows(
              database,
              "SELECT number, size, epoch_ns(startTime), duration, epoch_ns(endTime),"
                  + " eventThread.javaName, eventThread.osThreadId FROM \"test.Numbered\" ORDER BY number");
      assertEquals(NUMBERED, rows.size());
      for (RecordedEvent event : events) {
        assertEquals(
            List.of(
                event.getLong("number"),
                event.getLong("size"),
                nanos(event.getStartTime()),
                event.getDuration().toNanos(),
                nanos(event.getEndTime()),
                event.getThread().getJavaName(),
                event.getThread().getOSThreadId()),
            rows.get(event.getInt("number")));
      }
    }
  }

  private static long nanos(java.time.Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  @Test
  void countsWithoutReadingAColumn() throws Exception {
    try (RecordingDatabase database = open()) {
      assertEquals((long) NUMBERED, cell(database, "SELECT count(*) FROM \"test.Numbered\""));
    }
  }

  @Test
  void knowsTypesOfOnePackageWithoutQuotes() throws Exception {
    try (RecordingDatabase database = open()) {
      assertEquals((long) NUMBERED, cell(database, "SELECT count(*) FROM test.Numbered"));
      assertEquals((long) NUMBERED, cell(database, "SELECT count(*) FROM a.\"test.Numbered\""));
    }
  }

  @Test
  void hasQuantilesAndWindows() throws Exception {
    try (RecordingDatabase database = open()) {
      assertEquals(
          List.of(Arrays.asList(2499.5, 4949.01, 4L)),
          rows(
              database,
              "SELECT quantile_cont(number, 0.5), quantile_cont(number, 0.99),"
                  + " mode(number % 10) FILTER (number % 10 = 4) FROM \"test.Numbered\""));
      assertEquals(
          (long) (NUMBERED - 1),
          cell(
              database,
              "SELECT count(*) FROM (SELECT startTime - lag(startTime) OVER (ORDER BY startTime)"
                  + " AS gap FROM \"test.Numbered\") WHERE gap IS NOT NULL"));
      assertTrue(
          (long)
                  cell(
                      database,
                      "SELECT sum(n)::BIGINT FROM (SELECT time_bucket(INTERVAL 1 second, startTime) AS t,"
                          + " count(*) AS n FROM \"test.Numbered\" GROUP BY t)")
              == NUMBERED);
    }
  }

  @Test
  void joinsTwoRecordings() throws Exception {
    try (RecordingDatabase database = openBoth()) {
      assertEquals(
          List.of(List.of(10L, 285L)),
          rows(
              database,
              "SELECT count(*), sum(y.size)::BIGINT FROM a.\"test.Numbered\" x"
                  + " JOIN b.\"test.Numbered\" y USING (number)"));
      assertEquals((long) NUMBERED, cell(database, "SELECT count(*) FROM \"test.Numbered\""));
    }
  }

  @Test
  void hasTheFieldsOfAllVersionsOfAType() throws Exception {
    try (RecordingDatabase database = RecordingDatabase.open(List.of(List.of(first, second)))) {
      assertEquals(
          List.of(Arrays.asList(1L, "old", null, 7L), Arrays.asList(2L, null, "new", null)),
          rows(
              database,
              "SELECT kept, removed, added, retyped FROM \"test.Changed\" ORDER BY kept"));
      assertEquals(
          (long) (NUMBERED + 10), cell(database, "SELECT count(*) FROM \"test.Numbered\""));
    }
  }

  /// As async-profiler beside Flight Recorder writes it, or `cat`.
  @Test
  void keepsTypesApartThatShareANumberInAFileOfTwoWriters() throws Exception {
    String other = Files.readString(second, StandardCharsets.ISO_8859_1);
    String both =
        Files.readString(first, StandardCharsets.ISO_8859_1)
            + other.replace("test.Numbered", "test.Gathered");
    Path file = folder.resolve("both.jfr");
    Files.writeString(file, both, StandardCharsets.ISO_8859_1);
    try (RecordingDatabase database = RecordingDatabase.open(List.of(List.of(file)))) {
      assertEquals(OptionalLong.empty(), database.events("test.Gathered"));
      assertEquals((long) NUMBERED, cell(database, "SELECT count(*) FROM \"test.Numbered\""));
      assertEquals(10L, cell(database, "SELECT count(*) FROM \"test.Gathered\""));
    }
  }

  /// The JDK's parser answers the one kind of damage with an exception, the other with an error.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void failsWhereOnlyADamagedChunkHasTheType(boolean emptyPool) throws Exception {
    Path late = Recordings.record(folder, () -> new LateEvent().commit(), LateEvent.class);
    ByteBuffer damaged = ByteBuffer.wrap(Files.readAllBytes(late));
    damageCheckpoint(damaged, emptyPool);
    Path file = folder.resolve(emptyPool + ".jfr");
    Files.copy(first, file);
    Files.write(file, damaged.array(), StandardOpenOption.APPEND);
    try (RecordingDatabase database = RecordingDatabase.open(List.of(List.of(file)))) {
      assertEquals(OptionalLong.of(1), database.events("test.Late"));
      Exception error =
          assertThrows(Exception.class, () -> cell(database, "SELECT count(*) FROM \"test.Late\""));
      assertTrue(error.getMessage().contains("damaged"), error::getMessage);
    }
  }

  /// Used nowhere else, so that what was recorded before knows nothing of it.
  @Name("test.Late")
  private static final class LateEvent extends Event {}

  /// Has a chunk's last checkpoint promise a pool less than it holds, or nothing in its first one.
  private static void damageCheckpoint(ByteBuffer chunk, boolean emptyPool) {
    chunk.position((int) chunk.getLong(16));
    // Its size, type, start, duration, and the way to the checkpoint before.
    skipNumbers(chunk, 5);
    byte kind = chunk.get();
    int pools = chunk.position();
    assertTrue(chunk.get(pools) > 0, () -> "no number of pools behind kind " + kind);
    if (emptyPool) {
      skipNumbers(chunk, 2); // The number of pools, and the type of the first.
      chunk.put((byte) 0);
    } else {
      chunk.put(pools, (byte) (chunk.get(pools) - 1));
    }
  }

  // Of seven bits a byte, the eighth of which says that another follows.
  private static void skipNumbers(ByteBuffer chunk, int numbers) {
    for (int i = 0; i < numbers; i++) {
      int bytes = 1;
      while (chunk.get() < 0 && bytes < 9) {
        bytes++;
      }
    }
  }

  @Test
  void reachesIntoStackTraces() throws Exception {
    RecordedEvent event = Recordings.events(first, "test.AllTypes").getFirst();
    RecordedFrame top = event.getStackTrace().getFrames().getFirst();
    try (RecordingDatabase database = open()) {
      List<Object> row =
          rows(
                  database,
                  "SELECT stackTrace.topFrame, stackTrace.truncated, stackFrames[1].method,"
                      + " stackFrames[1].line, len(stackFrames), stackText FROM \"test.AllTypes\""
                      + " WHERE truth")
              .getFirst();
      assertEquals("dev.muxscope.sql.AllTypesEvent.commitOne", row.get(0));
      assertEquals(event.getStackTrace().isTruncated(), row.get(1));
      assertEquals("commitOne", row.get(2));
      assertEquals(top.getLineNumber(), row.get(3));
      assertEquals((long) event.getStackTrace().getFrames().size(), row.get(4));
      assertTrue(
          row.get(5)
              .toString()
              .startsWith("dev.muxscope.sql.AllTypesEvent.commitOne:" + top.getLineNumber() + "\n"),
          row.get(5)::toString);
    }
  }

  @Test
  void endsEarlyWhenAStatementWantsNoMore() throws Exception {
    try (RecordingDatabase database = open()) {
      for (int i = 0; i < 20; i++) {
        assertEquals(3, rows(database, "SELECT number FROM \"test.Numbered\" LIMIT 3").size());
      }
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("scan of")) {
        // With this test's own limit: a scan that goes on does so for ever.
        thread.join();
      }
    }
  }

  @Test
  void tellsWhichTableWasMeant() throws Exception {
    try (RecordingDatabase database = open()) {
      SqlError error =
          assertThrows(SqlError.class, () -> database.query("SELECT * FROM \"test.Numbred\""));
      assertTrue(error.isWording());
      assertTrue(error.getMessage().contains("test.Numbered"), error::getMessage);
    }
  }

  @Test
  void tellsWordingFromFailure() throws Exception {
    try (RecordingDatabase database = open()) {
      for (String wrong :
          List.of("SELEKT 1", "SELECT nothing FROM \"test.Numbered\"", "SELECT nosuch(1)")) {
        SqlError error = assertThrows(SqlError.class, () -> database.query(wrong));
        assertTrue(error.isWording(), error::getMessage);
        assertFalse(error.getMessage().contains("\tat "), error::getMessage);
      }
      SqlError error =
          assertThrows(
              SqlError.class,
              () ->
                  rows(
                      database,
                      "SELECT CAST(stackTrace.topFrame AS INTEGER) FROM \"test.AllTypes\""));
      assertFalse(error.isWording(), error::getMessage);
    }
  }

  @Test
  void keepsStatementsAwayFromFiles() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.csv"), "a,b\n1,2\n");
    try (RecordingDatabase database = open()) {
      for (String wrong :
          List.of(
              "SELECT * FROM '" + secret + "'",
              "SELECT * FROM read_text('" + secret + "')",
              "COPY (SELECT 1) TO '" + folder.resolve("written.csv") + "'",
              "ATTACH '" + folder.resolve("written.db") + "'",
              "SET enable_external_access = true",
              "INSTALL httpfs",
              "LOAD httpfs")) {
        assertThrows(SqlError.class, () -> database.query(wrong), wrong);
      }
    }
    assertFalse(Files.exists(folder.resolve("written.csv")));
    assertFalse(Files.exists(folder.resolve("written.db")));
  }

  @Test
  @Timeout(60)
  void cancelsAStatement() throws Exception {
    try (RecordingDatabase database = open()) {
      Thread canceller =
          Thread.ofPlatform()
              .start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                  database.cancel();
                }
              });
      try {
        assertThrows(
            SqlError.class,
            () ->
                rows(
                    database,
                    "SELECT count(*) FROM range(1000000000) x, range(1000000000) y"
                        + " WHERE (x.range * y.range) % 7 = 3"));
      } finally {
        canceller.interrupt();
        canceller.join();
      }
      assertEquals((long) NUMBERED, cell(database, "SELECT count(*) FROM \"test.Numbered\""));
    }
  }

  /// As in a large file without an event of the type.
  @Test
  @Timeout(60)
  void cancelsAScanThatFindsNothing() throws Exception {
    Path file = Files.copy(first, folder.resolve("endless.jfr"));
    try (RecordingDatabase database = RecordingDatabase.open(List.of(List.of(file)))) {
      byte[] bytes = Files.readAllBytes(file);
      // In its header the chunk says that it is being written: the JDK waits for more of it.
      bytes[64] = 1;
      Files.write(file, bytes);
      Thread canceller =
          Thread.ofPlatform()
              .start(() -> {
                awaitScan(true);
                database.cancel();
              });
      SqlError error =
          assertThrows(
              SqlError.class, () -> rows(database, "SELECT count(*) FROM \"test.AllTypes\""));
      canceller.join();
      assertEquals("the statement was interrupted", error.getMessage());
      awaitScan(false);
      assertEquals(1, cell(database, "SELECT 1"));
    }
  }

  /// Waits until the reader of a scan waits for more of its file, or is gone.
  private static void awaitScan(boolean waiting) {
    while (waiting
        != Thread.getAllStackTraces().entrySet().stream()
            .filter(entry -> entry.getKey().getName().equals("scan of test.AllTypes"))
            .anyMatch(entry -> !waiting || isWaiting(entry.getValue()))) {
      Thread.onSpinWait();
    }
  }

  private static boolean isWaiting(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("waitFlush"));
  }

  /// Berlin's clocks went from 2 to 3 that night.
  @Test
  void tellsTimesThatLocalClocksSkip() throws Exception {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try (RecordingDatabase database = open()) {
      assertEquals(
          List.of(Arrays.asList("2025-03-30 02:30:00", "2025-03-30 02:30:00.123456789", null)),
          rows(
              database,
              "SELECT TIMESTAMP '2025-03-30 02:30:00',"
                  + " '2025-03-30 02:30:00.123456789'::TIMESTAMP_NS, NULL::TIMESTAMP"));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHOW ALL TABLES",
        "DESCRIBE",
        "desc",
        "SELECT viewname FROM pg_views",
        "SELECT name FROM sqlite_schema",
      })
  void definesAllTablesForAStatementAboutThem(String statement) throws Exception {
    try (RecordingDatabase database = open()) {
      String found = rows(database, statement).toString();
      assertTrue(found.contains("test.Numbered"), found);
    }
  }

  @Test
  void listsItsTables() throws Exception {
    try (RecordingDatabase database = open()) {
      assertTrue(database.tables().contains("jdk.GCPhasePause"));
      assertTrue(database.columns("test.numbered").containsAll(List.of("number", "startTime")));
      assertEquals(List.of(), database.columns("test.None"));
      assertNotNull(cell(database, "SELECT count(*) FROM information_schema.tables"));
      assertNull(cell(database, "SELECT max(number) FROM \"test.Numbered\" WHERE number < 0"));
    }
  }
}
