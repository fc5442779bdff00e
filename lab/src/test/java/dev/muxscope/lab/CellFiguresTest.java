package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellFiguresTest {

  private static final Cell CELL = new Cell("select", Samples.at(1));

  @Test
  void runsAreToldByTheServerTheyWereMadeOn() {
    TimedRun first = Samples.run("select", 1, 30);
    TimedRun other = Samples.inRound(2, first);
    CellFigures figures =
        CellFigures.of(
            CELL,
            List.of(Samples.run("select", 1, 40), Samples.again(first), Samples.again(other)));
    List<double[]> byServer = figures.byServer(Figure.CPU);
    assertEquals(2, byServer.size());
    assertArrayEquals(new double[] {30_000, 30_000}, byServer.getLast());
    assertEquals(new Range(30_000, 30_000, 40_000), figures.range(Figure.CPU));
  }

  @Test
  void aNumberThatIsGivenAgainIsAnotherServer() {
    TimedRun first = Samples.run("select", 1, 30);
    List<TimedRun> runs = List.of(first, Samples.inRound(2, first), Samples.again(first));
    assertEquals(3, CellFigures.of(CELL, runs).byServer(Figure.CPU).size());
  }

  @Test
  void refusedRunsHaveNoPartInTheFigures() {
    CellFigures figures =
        CellFigures.of(
            CELL,
            List.of(
                Samples.run("select", 1, 30),
                Samples.inRound(2, Samples.run("select", 1, 99, "late"))));
    assertEquals(30_000, figures.range(Figure.CPU).high());
    assertEquals(1, figures.refused().size());
    assertEquals("late", figures.refusal());
  }

  @Test
  void aRunMadeAgainIsNotMissed() {
    TimedRun refused = Samples.run("select", 1, 99, "late");
    TimedRun other = Samples.inRound(2, Samples.run("select", 1, 99, "disturbed"));
    CellFigures figures = CellFigures.of(CELL, List.of(refused, other, Samples.again(refused)));
    assertEquals(List.of(other), figures.refused());
    assertEquals("disturbed", figures.refusal());
  }

  @Test
  void whatWasNeverMadeIsNotRefused() {
    CellFigures none = CellFigures.of(CELL, List.of());
    assertEquals(List.of(), none.refused());
    assertEquals("not measured", none.refusal());
    CellFigures one = CellFigures.of(CELL, List.of(Samples.run("select", 1, 99)));
    assertEquals(List.of(), one.refused());
    assertEquals("", one.refusal());
  }

  @Test
  void runsUnderARecordingAreAnotherCell() {
    TimedRun run = Samples.run("select", 1, 30);
    Cell observed = new Cell("select", Recording.FULL, Samples.at(1));
    assertFalse(CellFigures.of(observed, List.of(run)).measured());
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    CellFigures figures = CellFigures.of(CELL, List.of(Samples.run("select", 1, 30)));
    Figure unknown = Figure.LEDGER.get(Cost.SELECTS.ordinal());
    assertEquals(List.of(), figures.byServer(unknown));
    assertFalse(figures.range(unknown).known());
  }
}
