package dev.muxscope.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

  @ParameterizedTest
  @CsvSource({
    "0.975, 1, 12.7062047",
    "0.975, 2, 4.3026527",
    "0.975, 5, 2.5705818",
    "0.975, 1.5, 6.0166631",
    "0.975, 30, 2.0422725",
    "0.95, 10, 1.8124611",
    "0.995, 3, 5.8409093"
  })
  void quantilesAreThoseOfPublishedTables(double probability, double degrees, double expected) {
    assertEquals(expected, StudentT.quantile(probability, degrees), 1e-4 * expected);
  }

  @Test
  void endlessFreedomIsTheNormalDistribution() {
    assertEquals(1.959964, StudentT.quantile(0.975, Double.POSITIVE_INFINITY), 1e-5);
  }

  @Test
  void halfOfItLiesBelowZero() {
    assertEquals(0.5, StudentT.below(0, 3), 1e-12);
  }
}
