package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.stats.Comparison;
import dev.muxscope.report.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private final List<CellFigures> row = new ArrayList<>();

  private CellFigures measured(String mode, double... micros) {
    List<TimedRun> runs = new ArrayList<>();
    for (double each : micros) {
      runs.add(Samples.run(mode, 1, each));
    }
    CellFigures cell = CellFigures.of(new Cell(mode, Samples.at(1)), runs);
    row.add(cell);
    return cell;
  }

  @Test
  void tellsADifferenceFromNone() {
    CellFigures select = measured("select", 10.0, 10.1, 9.9, 10.0);
    CellFigures threads = measured("threads", 10.05, 9.95, 10.1, 9.9);
    CellFigures vthreads = measured("vthreads", 20.0, 20.2, 19.8, 20.1);
    Statistics statistics = new Statistics(List.of(row));
    assertEquals(
        Comparison.Verdict.SAME,
        statistics.compare(threads, select, Figure.CPU).orElseThrow().verdict());
    Comparison twice = statistics.compare(vthreads, select, Figure.CPU).orElseThrow();
    assertEquals(Comparison.Verdict.MORE, twice.verdict());
    assertTrue(twice.ratio().contains(2), twice::toString);
  }

  @Test
  void whatWasNotMeasuredIsNotCompared() {
    CellFigures select = measured("select", 10, 11);
    CellFigures none = measured("threads");
    Statistics statistics = new Statistics(List.of(row));
    assertEquals(Optional.empty(), statistics.compare(select, none, Figure.CPU));
    assertEquals(Optional.of(select), statistics.best(row, Figure.CPU));
    assertEquals(new Estimate(Double.NaN), statistics.mean(none, Figure.CPU));
  }
}
