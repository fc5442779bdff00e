package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private static final Table TABLE =
      new Table(
          "t",
          "",
          List.of(
              new Table.Column("why", Table.Format.TEXT),
              new Table.Column("where it was", Table.Format.TEXT),
              new Table.Column("requests per second", Table.Format.COUNT)),
          List.of(
              List.of("a callback held the loop", "in the command", 1_234_567L),
              List.of("-", "accept 𝄞", "refused: the load was late")));

  @Test
  void leavesATableThatFitsAsItIs() {
    assertEquals(
        List.of(
            "why                       where it was           requests per second",
            "------------------------  --------------  --------------------------",
            "a callback held the loop  in the command                   1,234,567",
            "-                         accept 𝄞        refused: the load was late"),
        TextTable.lines(TABLE, 68));
  }

  @Test
  void cutsTheWidestTextButNoFigure() {
    assertEquals(
        List.of(
            "                                      requests per",
            "why               where it was              second",
            "----------------  --------------  ----------------",
            "a callback held…  in the command         1,234,567",
            "-                 accept 𝄞        refused: the lo…"),
        TextTable.lines(TABLE, 50));
  }

  @Test
  void breaksLabelsFirst() {
    Table table =
        new Table(
            "t",
            "",
            List.of(
                new Table.Column("mode", Table.Format.TEXT),
                new Table.Column("requests per second", Table.Format.COUNT)),
            List.of(List.of("a long name of a mode", 12L)));
    assertEquals(
        List.of(
            "                       requests",
            "                            per",
            "mode                     second",
            "---------------------  --------",
            "a long name of a mode        12"),
        TextTable.lines(table, 31));
  }

  @Test
  void exceedsTheWidthRatherThanCutAFigure() {
    assertEquals(
        List.of(
            "                     requests",
            "          where it        per",
            "why       was          second",
            "--------  --------  ---------",
            "a callb…  in the …  1,234,567",
            "-         accept 𝄞  refused:…"),
        TextTable.lines(TABLE, 10));
  }

  @Test
  void drawsTheHeadOfAnEmptyTable() {
    Table empty =
        new Table("t", "", List.of(new Table.Column("mode", Table.Format.TEXT)), List.of());
    assertEquals(List.of("mode", "----"), TextTable.lines(empty, 80));
    assertEquals(List.of(""), TextTable.lines(new Table("t", "", List.of(), List.of()), 80));
  }
}
