package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlopeTest {

  @Test
  void findsTheLineThroughPointsOnALine() {
    Slope line = Slope.of(new double[] {1, 2, 4}, new double[] {13, 16, 22});
    assertEquals(3, line.slope(), 1e-9);
    assertEquals(10, line.base(), 1e-9);
  }

  @Test
  void squaresOfDistancesAreLeast() {
    assertEquals(new Slope(1, 1), Slope.of(new double[] {0, 1, 2}, new double[] {0, 4, 2}));
  }

  @Test
  void aSinglePointHasNoSlope() {
    assertTrue(Double.isNaN(Slope.of(new double[] {1}, new double[] {1}).slope()));
  }
}
