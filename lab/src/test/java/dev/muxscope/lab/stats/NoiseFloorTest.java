package dev.muxscope.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseFloorTest {

  private static List<double[]> processes(double... means) {
    List<double[]> processes = new ArrayList<>();
    for (double mean : means) {
      processes.add(new double[] {mean});
    }
    return processes;
  }

  @Test
  void singleProcessesShowNone() {
    NoiseFloor noise = NoiseFloor.of(List.of(processes(10), processes(20)));
    assertFalse(noise.known());
    assertEquals(0, noise.share());
  }

  @Test
  void ofOneCellItIsStudentsT() {
    NoiseFloor noise = NoiseFloor.of(List.of(processes(Math.exp(0.01), Math.exp(-0.01))));
    assertEquals(0.0002, noise.variance(), 1e-12);
    assertEquals(1, noise.degrees());
    assertEquals(Math.expm1(12.7062 * 0.02), noise.share(), 1e-5);
  }

  @Test
  void meansOfMoreProcessesDifferLess() {
    NoiseFloor noise = NoiseFloor.of(List.of(processes(10, 11, 10, 9), processes(20, 21, 20, 22)));
    assertEquals(Math.log1p(noise.share()) / 2, Math.log1p(noise.share(4, 4)), 1e-12);
  }

  @Test
  void noiseOfSomeCellsRaisesTheFloorOfMany() {
    List<List<double[]>> cells = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      cells.add(i % 10 == 0 ? processes(10, 12) : processes(10, 10.01));
    }
    double share = NoiseFloor.of(cells).share();
    assertTrue(share >= 0.2 - 1e-9, () -> "share " + share);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 12, 60})
  void aDifferenceExceedsItInOneCaseOfTwenty(int cells) {
    Simulation lab = new Simulation(2, 2, 0.03, 0.03);
    SplittableRandom random = new SplittableRandom(7);
    int exceeded = 0;
    for (int i = 0; i < 4000; i++) {
      double share = NoiseFloor.of(lab.cells(cells, random)).share();
      ProcessMeans pair = ProcessMeans.of(lab.group(1000, random));
      exceeded += Math.abs(pair.logs()[0] - pair.logs()[1]) > Math.log1p(share) ? 1 : 0;
    }
    double fraction = exceeded / 4000.0;
    assertTrue(fraction > 0.025 && fraction < 0.062, () -> "exceeded in " + fraction);
  }
}
