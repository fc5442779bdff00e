package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  private static Ranking rank(CellFigures... row) {
    // A noise floor that the row itself does not make.
    List<List<CellFigures>> table = new ArrayList<>(List.of(List.of(row)));
    for (int i = 0; i < 40; i++) {
      table.add(List.of(figures("quiet", 10, 10.1, 9.9, 10)));
    }
    return Ranking.of(List.of(row), Figure.CPU, new Statistics(table));
  }

  /// @param micros what each of some servers has measured
  private static CellFigures figures(String mode, double... micros) {
    List<TimedRun> runs = new ArrayList<>();
    for (double each : micros) {
      runs.add(Samples.run(mode, 1, each));
    }
    return CellFigures.of(runs.getFirst().cell(), runs);
  }
}
