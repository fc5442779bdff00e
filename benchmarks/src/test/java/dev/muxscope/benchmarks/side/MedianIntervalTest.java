package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.muxscope.lab.stats.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {

  @Test
  void isTheRangeOfFewValues() {
    assertEquals(new Interval(3, 1, 9), MedianInterval.of(9, 1, 3, 2, 4));
    assertEquals(new Interval(1.5, 1, 2), MedianInterval.of(2, 1));
  }

  @Test
  void leavesOutTheEndsOfManyValues() {
    double[] values = new double[20];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    assertEquals(new Interval(10.5, 6, 15), MedianInterval.of(values), "as tables have it for 20");
  }

  @Test
  void isUnknownOfASingleValue() {
    assertFalse(MedianInterval.of(7).known());
    assertEquals(7, MedianInterval.of(7).value());
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0.5", "5, 0.9375", "6, 0.96875", "9, 0.9609375"})
  void tellsHowOftenItHoldsTheMedian(int values, double coverage) {
    assertEquals(coverage, MedianInterval.coverage(values), 1e-9);
  }
}
