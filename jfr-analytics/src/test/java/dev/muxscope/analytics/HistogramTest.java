package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void isExactForSmallValues() {
    Histogram histogram = new Histogram();
    for (int i = 1; i <= 50; i++) {
      histogram.add(i);
    }

    assertEquals(25, histogram.percentile(0.5));
    assertEquals(50, histogram.percentile(0.99));
    assertEquals(25.5, histogram.mean());
    assertEquals(0, histogram.zeros());
  }

  @Test
  void isWithinTwoPercentForLargeValues() {
    Random random = new Random(1);
    Histogram histogram = new Histogram();
    long[] values = new long[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1L << random.nextInt(62) | random.nextLong(1L << 40);
      histogram.add(values[i]);
    }
    Arrays.sort(values);

    for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
      long exact = values[(int) Math.ceil(share * values.length) - 1];
      double found = histogram.percentile(share);
      assertTrue(found >= exact && found <= 1.016 * exact, () -> share + ": " + found);
    }
  }

  @Test
  void takesTheLargestAndTheSmallestLong() {
    Histogram histogram = new Histogram();
    histogram.add(Long.MAX_VALUE);
    histogram.add(Long.MIN_VALUE);

    assertEquals(Long.MAX_VALUE, histogram.percentile(1));
    assertEquals(0, histogram.percentile(0.5));
  }

  @Test
  void hasNoMeanWithoutAValue() {
    assertTrue(Double.isNaN(new Histogram().mean()));
    assertEquals(0, new Histogram().percentile(0.5));
  }
}
