package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HeatMapTest {

  private static final HeatMap.Cell A = new HeatMap.Filled("a", "1", "", false);
  private static final HeatMap.Cell B = new HeatMap.Filled("b", "2", "", false);
  private static final HeatMap.Cell SAME = new HeatMap.Filled("b", "3", "", true);
  private static final HeatMap.Cell NONE = new HeatMap.Empty("late");

  @Test
  void breaksWhereTheWinnerChanges() {
    HeatMap map = map(List.of(A, B, B), List.of(A, A, B));
    assertTrue(map.breaksLeft(0, 1));
    assertFalse(map.breaksLeft(0, 2));
    assertFalse(map.breaksLeft(0, 0));
    assertTrue(map.breaksAbove(1, 1));
    assertFalse(map.breaksAbove(1, 0));
    assertFalse(map.breaksAbove(0, 1));
    assertTrue(map.hasBreaks());
  }

  @Test
  void doesNotBreakWhereNobodyWins() {
    assertFalse(map(List.of(A, SAME, B), List.of(NONE, NONE, NONE)).hasBreaks());
  }

  @Test
  void knowsWinnersAndReasonsOnce() {
    HeatMap map = map(List.of(B, A, SAME), List.of(NONE, B, NONE));
    assertEquals(List.of("b", "a"), List.copyOf(map.winners()));
    assertEquals(List.of("late"), map.reasons());
    assertTrue(map.hasHatching());
  }

  @Test
  void wantsACellForEachPlace() {
    assertRefused("map m has 2 heads of rows and 1 rows", () -> map(List.of(List.of(A, A, A))));
    assertRefused("map m has 3 columns, a row has 1", () -> map(List.of(A), List.of(A)));
    assertRefused(
        "a cell without a group: name who wins, or hatch it as no difference",
        () -> new HeatMap.Filled(" ", "1", "", false));
    assertRefused(
        "map id \"M\": use a-z, 0-9 and -",
        () -> new HeatMap("M", "", "", List.of(), "", List.of(), List.of()));
  }

  private static HeatMap map(List<HeatMap.Cell> first, List<HeatMap.Cell> second) {
    return map(List.of(first, second));
  }

  private static HeatMap map(List<List<HeatMap.Cell>> rows) {
    return new HeatMap("m", "", "x", List.of("1", "2", "3"), "y", List.of("p", "q"), rows);
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
