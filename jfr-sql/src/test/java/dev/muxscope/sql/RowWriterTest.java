package dev.muxscope.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowWriterTest {

  private static final String MIXED =
      "SELECT 1 AS n, 'a \"b\", c' AS t, NULL AS missing, '' AS empty, 1.5::DOUBLE AS d,"
          + " {'x': 1, 'y': [true, NULL]} AS s, 12345678901234567890123::HUGEINT AS h";

  @TempDir static Path folder;
  private static RecordingDatabase database;

  @BeforeAll
  static void open() throws IOException {
    Path file = Recordings.record(folder, () -> NumberedEvent.commit(3), NumberedEvent.class);
    database = RecordingDatabase.open(List.of(List.of(file)));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static String written(String sql, RowFormat format, int width)
      throws SqlError, IOException {
    StringBuilder out = new StringBuilder();
    try (Rows rows = database.query(sql)) {
      new RowWriter(out, () -> false).write(rows, format, width);
    }
    return out.toString();
  }

  @Test
  void writesCsvThatTellsNothingFromAnEmptyText() throws Exception {
    assertEquals(
        "n,t,missing,empty,d,s,h\r\n"
            + "1,\"a \"\"b\"\", c\",,\"\",1.5,\"{\"\"x\"\":1,\"\"y\"\":[true,null]}\","
            + "12345678901234567890123\r\n",
        written(MIXED, RowFormat.CSV, 100));
  }

  @Test
  void writesAnObjectForEachRowAsJson() throws Exception {
    assertEquals(
        "[\n{\"n\":1,\"t\":\"a \\\"b\\\", c\",\"missing\":null,\"empty\":\"\",\"d\":1.5,"
            + "\"s\":{\"x\":1,\"y\":[true,null]},\"h\":12345678901234567890123}\n]\n",
        written(MIXED, RowFormat.JSON, 100));
    assertEquals("[]\n", written("SELECT 1 AS n LIMIT 0", RowFormat.JSON, 100));
    assertEquals(
        "[\n{\"n\":1,\"n_2\":2}\n]\n", written("SELECT 1 AS n, 2 AS n", RowFormat.JSON, 100));
  }

  @Test
  void laysOutATableForPeople() throws Exception {
    assertEquals(
        """
        number  what
        ------  ----
             0  row
             1  row
             2  row
        """,
        written("SELECT number, 'row' AS what FROM \"test.Numbered\"", RowFormat.TEXT, 100));
  }

  @Test
  void cutsTextsToTheWidthButNoNumbers() throws Exception {
    String text = written("SELECT repeat('x', 200) AS t, 1234567890123 AS n", RowFormat.TEXT, 40);
    assertTrue(text.contains("1234567890123"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 40), text);
  }

  @ParameterizedTest
  @CsvSource({
    "12345678901, 12345678901",
    "-12345678901.75, -12345678902",
    "123456789012345, 123456789012345",
    "123.45678901234, 123.456789",
    "0.3333333333, 0.333333333",
    "100, 100",
    "-0.0, 0",
    "1234567890123456, 1.23456789E+15",
    "0.000000123456789012, 1.23456789E-7",
  })
  void roundsFractionsButNoWholeNumbers(String number, String expected) throws Exception {
    String text = written("SELECT '" + number + "'::DOUBLE AS d", RowFormat.TEXT, 100);
    assertEquals(expected, text.lines().toList().getLast().strip());
  }

  @Test
  void saysThatATableIsNotWhole() throws Exception {
    StringBuilder out = new StringBuilder();
    try (Rows rows = database.query("SELECT range FROM range(10001)")) {
      String remark = new RowWriter(out, () -> false).write(rows, RowFormat.TEXT, 100);
      assertTrue(remark.contains("10000"), remark);
    }
    assertEquals(RowWriter.TEXT_ROWS + 2, out.toString().lines().count());
  }
}
