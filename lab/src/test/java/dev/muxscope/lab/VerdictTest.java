package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static CellFigures cell(String mode, double... cpuMicros) {
    List<TimedRun> runs =
        Arrays.stream(cpuMicros).mapToObj(cpu -> Samples.run(mode, 1, cpu)).toList();
    return CellFigures.of(new Cell(mode, 1), cpuMicros.length, runs);
  }

  private final CellFigures least = cell("least", 100, 110);
  private final CellFigures near = cell("near", 125, 135);
  private final CellFigures far = cell("far", 210, 220);
  private final CellFigures none = cell("none");

  private Verdict verdict(double noiseFloor) {
    return new Verdict(List.of(far, near, none, least), CellFigures::cpuNanos, noiseFloor);
  }

  @Test
  void theLeastMedianIsTheBest() {
    assertEquals(least, verdict(0).best().orElseThrow());
    assertEquals(215.0 / 105, verdict(0).ratio(far).orElseThrow(), 1e-9);
    assertTrue(verdict(0).ratio(none).isEmpty());
  }

  @Test
  void overlappingRangesAreTheSame() {
    assertTrue(verdict(0).same(least));
    assertTrue(verdict(0).same(near), "125 - 10 is less than 110 + 10");
    assertFalse(verdict(0).same(far));
  }

  @Test
  void differencesInsideTheNoiseAreTheSame() {
    assertFalse(verdict(1.04).same(far));
    assertTrue(verdict(1.05).same(far));
  }

  @Test
  void withoutAKnownNoiseRangesDecide() {
    assertFalse(verdict(Double.NaN).same(far));
  }

  @Test
  void noiseIsWhatRunsOfOneCellTypicallyDifferBy() {
    List<List<CellFigures>> table =
        List.of(
            List.of(cell("a", 100, 110), cell("b", 100, 300)),
            List.of(cell("c", 100, 120), cell("d", 5), none));
    assertEquals(0.2, Verdict.noiseFloor(table, CellFigures::cpuSpread), 1e-9);
  }
}
