package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellFiguresTest {

  private static final Cell CELL = new Cell("select", 1);

  @Test
  void rangeIsWidenedByTheStepsOfTheClock() {
    CellFigures figures =
        CellFigures.of(
            CELL, 2, List.of(Samples.run("select", 1, 30), Samples.run("select", 1, 40)));
    assertEquals(new Range(35_000, 20_000, 50_000), figures.cpuNanos());
    assertEquals(1.0 / 3, figures.cpuSpread(), 1e-9);
    assertEquals(2, figures.switches().median());
    assertTrue(figures.repeated());
  }

  @Test
  void refusedRunsHaveNoPartInTheFigures() {
    CellFigures figures =
        CellFigures.of(
            CELL, 2, List.of(Samples.run("select", 1, 30), Samples.run("select", 1, 99, "late")));
    assertEquals(30_000, figures.cpuNanos().median());
    assertEquals(1, figures.refused());
    assertEquals("late", figures.refusal());
    assertFalse(figures.repeated());
  }

  @Test
  void aRunMadeAgainIsNotMissed() {
    CellFigures figures =
        CellFigures.of(
            CELL, 1, List.of(Samples.run("select", 1, 99, "late"), Samples.run("select", 1, 30)));
    assertEquals(0, figures.refused());
  }

  @Test
  void tableHasARowForEachNumberOfConnections() {
    LabOptions options = Samples.options(List.of("b", "a"), List.of(1, 16), Effort.QUICK);
    Map<Integer, List<CellFigures>> table = CellFigures.table(options, List.of());
    assertEquals(List.of(1, 16), List.copyOf(table.keySet()));
    assertEquals(
        List.of(new Cell("b", 16), new Cell("a", 16)),
        table.getOrDefault(16, List.of()).stream().map(CellFigures::cell).toList());
    assertTrue(table.values().stream().flatMap(List::stream).noneMatch(CellFigures::measured));
  }
}
