package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ReportTest {

  private static final List<Table.Column> ONE_COLUMN =
      List.of(new Table.Column("c", Table.Format.TEXT));

  @Test
  void wantsPlainIds() {
    assertRefused(
        "section id \"A b\": use a-z, 0-9 and -", () -> new Report.Section("A b", "", List.of()));
    assertRefused(
        "table id \"\": use a-z, 0-9 and -", () -> new Table("", "", List.of(), List.of()));
    Chart.Axis axis = new Chart.Axis("x", Chart.Scale.LINEAR, Table.Format.COUNT);
    assertRefused(
        "chart id \"p99.9\": use a-z, 0-9 and -",
        () -> new Chart("p99.9", "", axis, axis, List.of()));
  }

  @Test
  void wantsAnIdForEachSection() {
    Report.Section section = new Report.Section("cost", "", List.of());
    assertRefused(
        "section id \"cost\" is taken: give each section its own",
        () -> new Report("", "", List.of(section, section)));
    assertRefused(
        "section id \"report-data\" is taken: give each section its own",
        () -> new Report("", "", List.of(new Report.Section("report-data", "", List.of()))));
  }

  @Test
  void wantsACellForEachColumn() {
    assertRefused(
        "table t has 1 columns, a row has 2",
        () -> new Table("t", "", ONE_COLUMN, List.of(List.of("a", "b"))));
  }

  @Test
  void wantsCellsItCanDraw() {
    List<Object> missing = new ArrayList<>(Arrays.asList((Object) null));
    assertRefused(
        "table t has a null cell: use NaN or an empty text",
        () -> new Table("t", "", ONE_COLUMN, List.of(missing)));
    assertRefused(
        "table t has a cell of class java.lang.Float: use String, Long, Integer, Double, Estimate, Boolean or Link",
        () -> new Table("t", "", ONE_COLUMN, List.of(List.of(1.5f))));
  }

  @Test
  void wantsSpansThatBeginBeforeTheyEnd() {
    assertRefused(
        "a span from 2.0 to 1.0: give its beginning first", () -> new Chart.Span(2, 1, "fault"));
    assertRefused("link target id \"#memory\": use a-z, 0-9 and -", () -> new Link("x", "#memory"));
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
