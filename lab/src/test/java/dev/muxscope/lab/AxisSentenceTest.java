package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisSentenceTest {

  /// The least scatters, so that neither of the others can be told from it, but they from each
  /// other.
  @Test
  void modesThatDifferAreNotListedAsIfTheyDidNot() {
    Map<Point, List<CellFigures>> table = new LinkedHashMap<>();
    for (int connections : List.of(1, 16)) {
      table.put(
          Samples.at(connections),
          List.of(
              figures("a", connections, 8, 12.5, 8, 12.5),
              figures("b", connections, 10.4, 10.4, 10.4, 10.4),
              figures("c", connections, 11.2, 11.2, 11.2, 11.2)));
    }
    List<List<CellFigures>> all = new ArrayList<>(table.values());
    for (int i = 0; i < 100; i++) {
      all.add(List.of(figures("quiet", 1, 10, 10.1, 9.9, 10)));
    }
    Sweep sweep = Sweep.over(List.of(1, 16), 1000);
    String sentence =
        AxisSentence.of("CPU", Figure.CPU, Axis.CONNECTIONS, sweep, table, new Statistics(all))
            .orElseThrow();
    assertTrue(
        sentence.endsWith(
            "from 1 to 16 a has the least, but b, c were not shown to differ from it."),
        sentence);
  }

  /// @param micros what each of some servers has measured
  private static CellFigures figures(String mode, int connections, double... micros) {
    List<TimedRun> runs =
        DoubleStream.of(micros).mapToObj(each -> Samples.run(mode, connections, each)).toList();
    return CellFigures.of(runs.getFirst().cell(), runs);
  }
}
