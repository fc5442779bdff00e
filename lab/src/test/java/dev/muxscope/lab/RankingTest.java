package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void whatIsClearlyDearerIsNoTie() {
    Ranking ranking =
        rank(
            figures("a", 10, 10.1, 9.9, 10),
            figures("c", 20, 20.2, 19.8, 20),
            figures("b", 10.1, 10, 9.9, 10.2));
    assertEquals(List.of("a", "b"), ranking.leastModes());
    assertEquals("b", ranking.next().orElseThrow().cell().mode());
  }

  /// That the next one is clearly dearer does not say so of one behind it whose readings scatter.
  @Test
  void whoeverCannotBeToldFromTheLeastIsATie() {
    Ranking ranking =
        rank(
            figures("a", 10, 10.1, 9.9, 10),
            figures("b", 20, 20.2, 19.8, 20),
            figures("c", 5, 200, 8, 30));
    assertTrue(ranking.ahead().orElseThrow().clear(), ranking::toString);
    assertEquals(List.of("a", "c"), ranking.leastModes());
  }

  /// The least scatters, so that neither of two can be told from it that differ from each other.
  @Test
  void tiesOfWhichTwoDifferAreNotAlike() {
    CellFigures least = figures("b", 8, 12.5, 8, 12.5);
    CellFigures next = figures("c", 10.4, 10.4, 10.4, 10.4);
    CellFigures last = figures("a", 11.2, 11.2, 11.2, 11.2);
    Ranking all = rank(least, next, last);
    assertFalse(all.alike());
    assertEquals(List.of("b", "a", "c"), all.leastModes());
    assertTrue(rank(least, next).alike());
    assertFalse(rank(next, last).leastModes().contains("a"));
  }

  /// Here the load is late by a quarter of p99.
  @Test
  void whatDiffersByLessThanTheLoadWasLateIsATie() {
    Ranking ranking =
        rank(Figure.P99, byP99("a", 100_000), byP99("b", 120_000), byP99("c", 200_000));
    assertEquals(List.of("a", "b"), ranking.leastModes());
  }

  private static Ranking rank(CellFigures... row) {
    return rank(Figure.CPU, row);
  }

  private static Ranking rank(Figure figure, CellFigures... row) {
    // A noise floor that the row itself does not make.
    List<List<CellFigures>> table = new ArrayList<>(List.of(List.of(row)));
    for (int i = 0; i < 40; i++) {
      table.add(List.of(figures("quiet", 10, 10.1, 9.9, 10)));
    }
    return Ranking.of(List.of(row), figure, new Statistics(table));
  }

  /// @param micros what each of some servers has measured
  private static CellFigures figures(String mode, double... micros) {
    List<TimedRun> runs = new ArrayList<>();
    for (double each : micros) {
      runs.add(Samples.run(mode, 1, each));
    }
    return CellFigures.of(runs.getFirst().cell(), runs);
  }

  /// Four servers that differ by up to a percent.
  private static CellFigures byP99(String mode, long nanos) {
    List<TimedRun> runs = new ArrayList<>();
    for (int step = 0; step < 4; step++) {
      TimedRun run = Samples.run(mode, 1, 10);
      runs.add(
          new TimedRun(
              run.cell(),
              1,
              run.server(),
              1,
              Samples.outcome(Samples.load(nanos + step * nanos / 400)),
              run.account(),
              List.of()));
    }
    return CellFigures.of(runs.getFirst().cell(), runs);
  }
}
