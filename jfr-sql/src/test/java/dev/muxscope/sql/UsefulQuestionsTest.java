package dev.muxscope.sql;

import static dev.muxscope.sql.Recordings.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The questions of `docs/sql.md` and what their statements answer.
class UsefulQuestionsTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+) \\| `(SELECT .+)` \\|$");

  /// Turns of two loops, in this order.
  private static final int[] LOOPS = {0, 1, 0, 0, 1};

  @TempDir static Path folder;
  private static RecordingDatabase database;

  @Name("muxscope.LoopTick")
  @StackTrace(false)
  static class Turn extends Event {
    int loop;
    int requests = 3;
    @Timespan long processTime;
  }

  @Name("muxscope.CpuByRole")
  @StackTrace(false)
  static class Cpu extends Event {
    String role = "event loop";
    @Timespan long cpuTime;
  }

  @Name("test.Deep")
  static class Deep extends Event {
    static void commit(int depth) {
      if (depth == 0) {
        new Deep().commit();
      } else {
        commit(depth - 1);
      }
    }
  }

  @BeforeAll
  static void record() throws IOException {
    Path file =
        Recordings.record(folder, UsefulQuestionsTest::work, Turn.class, Cpu.class, Deep.class);
    database = RecordingDatabase.open(List.of(List.of(file), List.of(file)));
  }

  private static void work() {
    for (int loop : LOOPS) {
      Turn turn = new Turn();
      turn.loop = loop;
      turn.commit();
    }
    new Cpu().commit();
    Deep.commit(3);
    Deep.commit(2);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static Map<String, String> questions() throws IOException {
    Map<String, String> questions = new LinkedHashMap<>();
    ROW.matcher(Files.readString(Path.of("../docs/sql.md")))
        .results()
        .forEach(row -> questions.put(row.group(1), row.group(2).replace("\\|", "|")));
    return questions;
  }

  private static List<List<Object>> answer(String question) throws SqlError, IOException {
    return rows(database, questions().get(question));
  }

  @Test
  void runAsTheyStand() throws Exception {
    assertEquals(12, questions().size());
    for (String statement : questions().values()) {
      rows(database, statement);
    }
  }

  @Test
  void tellSilencesOfEachLoop() throws Exception {
    Object ofLoop1 =
        Recordings.cell(
            database,
            "SELECT (max(epoch_ns(startTime)) - min(epoch_ns(startTime))) / 1e6"
                + " FROM muxscope.LoopTick WHERE loop = 1");
    List<List<Object>> rows = answer("the longest silence of each loop");
    assertEquals(2, rows.size());
    assertTrue(rows.contains(List.of(1L, ofLoop1)), rows::toString);
  }

  @Test
  void tellEachLoopApart() throws Exception {
    Map<Object, Long> turns =
        answer("each event loop by second").stream()
            .collect(
                Collectors.groupingBy(
                    List::getFirst, Collectors.summingLong(row -> (Long) row.get(2))));
    assertEquals(Map.of(0L, 3L, 1L, 2L), turns);
  }

  @Test
  void countAMethodOnceOfAStack() throws Exception {
    String ofDeep =
        questions()
            .get("methods anywhere on the stack")
            .replace("jdk.ExecutionSample", "test.Deep")
            .replace(" LIMIT 20", "");
    List<List<Object>> rows = rows(database, ofDeep);
    assertTrue(rows.contains(List.of(Deep.class.getName() + ".commit", 2L)), rows::toString);
  }
}
