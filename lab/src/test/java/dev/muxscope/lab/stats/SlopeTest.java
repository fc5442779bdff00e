package dev.muxscope.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlopeTest {

  @Test
  void findsTheLineThroughPointsOnALine() {
    Slope line = Slope.of(new double[] {1, 2, 4}, new double[] {13, 16, 22});
    assertEquals(3, line.slope().value(), 1e-9);
    assertEquals(3, line.slope().low(), 1e-9);
    assertEquals(10, line.base(), 1e-9);
  }

  /// The textbook's figures: residuals -1, 2, -1, so a variance of 6 with one degree of freedom;
  /// the slope's error is the root of 6 / 2, times 12.706.
  @Test
  void squaresOfDistancesAreLeastAndMakeTheInterval() {
    Slope line = Slope.of(new double[] {0, 1, 2}, new double[] {0, 4, 2});
    assertEquals(1, line.slope().value(), 1e-9);
    assertEquals(1, line.base(), 1e-9);
    assertEquals(1 + 12.7062 * Math.sqrt(3), line.slope().high(), 1e-3);
    assertEquals(1 - 12.7062 * Math.sqrt(3), line.slope().low(), 1e-3);
  }

  @Test
  void theTrueSlopeLiesInNinetyFiveOfAHundredIntervals() {
    Random random = new Random(42);
    int inside = 0;
    for (int i = 0; i < 2_000; i++) {
      double[] x = {500, 1000, 1500, 2000};
      double[] y = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        y[j] = 7 * x[j] + 1000 * random.nextGaussian();
      }
      inside += Slope.of(x, y).slope().contains(7) ? 1 : 0;
    }
    assertEquals(0.95, inside / 2_000.0, 0.02);
  }

  @Test
  void twoPointsHaveNoIntervalAndOneHasNoSlope() {
    Interval two = Slope.of(new double[] {1, 2}, new double[] {1, 3}).slope();
    assertEquals(2, two.value(), 1e-9);
    assertFalse(two.known());
    assertTrue(Double.isNaN(Slope.of(new double[] {1}, new double[] {1}).slope().value()));
    assertTrue(Double.isNaN(Slope.of(new double[0], new double[0]).slope().value()));
  }
}
