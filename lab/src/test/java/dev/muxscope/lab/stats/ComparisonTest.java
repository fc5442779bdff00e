package dev.muxscope.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.stats.Comparison.Reason;
import dev.muxscope.lab.stats.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  private static final Bootstrap BOOTSTRAP = new Bootstrap(1, 800);

  private static List<double[]> processes(double... means) {
    List<double[]> processes = new ArrayList<>();
    for (double mean : means) {
      processes.add(new double[] {mean});
    }
    return processes;
  }

  private static Comparison compare(List<double[]> first, List<double[]> second) {
    return Comparison.of(first, second, NoiseFloor.of(List.of(first, second)), BOOTSTRAP);
  }

  @Test
  void halfIsLessAndDoubleIsMore() {
    List<double[]> ten = processes(10, 10.1, 9.9);
    List<double[]> twenty = processes(20, 20.1, 19.9);
    Comparison less = compare(ten, twenty);
    assertEquals(Verdict.LESS, less.verdict());
    assertEquals(Reason.CLEAR, less.reason());
    Comparison more = compare(twenty, ten);
    assertEquals(Verdict.MORE, more.verdict());
    assertEquals(2, more.ratio().value(), 1e-3);
  }

  @Test
  void anIntervalAroundOneIsNoDifference() {
    Comparison same = compare(processes(10, 12, 11), processes(11, 10, 12.5));
    assertEquals(Verdict.SAME, same.verdict());
    assertEquals(Reason.INTERVAL, same.reason());
  }

  @Test
  void whatAlsoAAndADifferByIsNoDifference() {
    NoiseFloor loud = new NoiseFloor(0.002, 100, 3);
    List<double[]> first = processes(10, 10.01, 9.99, 10.02, 9.98, 10, 10.01, 10);
    List<double[]> second = processes(10.5, 10.51, 10.49, 10.52, 10.48, 10.5, 10.51, 10.5);
    Comparison same = Comparison.of(first, second, loud, BOOTSTRAP);
    assertEquals(Verdict.SAME, same.verdict());
    assertEquals(Reason.NOISE_FLOOR, same.reason());
  }

  @Test
  void aSingleProcessIsNotCompared() {
    Comparison unknown = compare(processes(10), processes(20, 21));
    assertEquals(Verdict.UNKNOWN, unknown.verdict());
    assertEquals(Reason.SINGLE, unknown.reason());
    assertEquals(0.488, unknown.ratio().value(), 1e-3);
  }

  /// A measured against A, in a lab of twelve cells.
  @ParameterizedTest
  @CsvSource({"2,1", "2,2", "4,2", "8,2"})
  void aAgainstAIsTheSameIn95Of100(int processes, int runs) {
    Simulation lab = new Simulation(processes, runs, 0.03, 0.03);
    SplittableRandom random = new SplittableRandom(5);
    int same = 0;
    int all = 0;
    for (int i = 0; i < 200; i++) {
      List<List<double[]>> cells = lab.cells(12, random);
      NoiseFloor noise = NoiseFloor.of(cells);
      for (int j = 0; j < 12; j++) {
        List<double[]> again = lab.group(20_000 * (j + 1), random);
        Comparison comparison = Comparison.of(cells.get(j), again, noise, BOOTSTRAP);
        same += comparison.verdict() == Verdict.SAME ? 1 : 0;
        all++;
      }
    }
    double share = (double) same / all;
    assertTrue(share >= 0.94, () -> "the same in " + share);
  }

  /// And a difference that is there is found: 20 % in a lab of two processes each.
  @Test
  void aDifferenceOfAFifthIsFound() {
    Simulation lab = new Simulation(2, 1, 0.02, 0.02);
    SplittableRandom random = new SplittableRandom(6);
    int found = 0;
    for (int i = 0; i < 500; i++) {
      NoiseFloor noise = NoiseFloor.of(lab.cells(12, random));
      Comparison comparison =
          Comparison.of(lab.group(10, random), lab.group(12, random), noise, BOOTSTRAP);
      found += comparison.verdict() == Verdict.LESS ? 1 : 0;
    }
    int count = found;
    assertTrue(count > 450, () -> "found in " + count + " of 500");
  }
}
