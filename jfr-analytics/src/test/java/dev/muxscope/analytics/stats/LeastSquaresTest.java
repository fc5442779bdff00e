package dev.muxscope.analytics.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {

  @Test
  void aLineThroughThreePointsIsTheKnownOne() {
    double[][] rows = {{1, 1}, {1, 2}, {1, 3}};
    assertArrayEquals(
        new double[] {2.0 / 3, 0.5}, LeastSquares.solve(rows, new double[] {1, 2, 2}), 1e-12);
  }

  @Test
  void findsTheCoefficientsThatMadeTheValues() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    double[] truth = {3, -0.5, 1e-3, 40};
    double[][] rows = new double[30][truth.length];
    double[] y = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < truth.length; c++) {
        rows[i][c] = random.nextGaussian();
        y[i] += truth[c] * rows[i][c];
      }
    }
    assertArrayEquals(truth, LeastSquares.solve(rows, y), 1e-9);
  }

  @Test
  void aColumnThatFollowsFromOthersIsRefused() {
    double[][] rows = {{1, 2, 3}, {1, 4, 5}, {1, 6, 7}, {1, 9, 10}};
    assertThrows(
        IllegalArgumentException.class, () -> LeastSquares.solve(rows, new double[] {1, 2, 3, 4}));
    assertThrows(
        IllegalArgumentException.class,
        () -> LeastSquares.solve(new double[][] {{1, 2}}, new double[] {1}));
  }
}
