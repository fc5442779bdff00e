package dev.muxscope.common.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyHistogramTest {

  private static final int BUCKETS = new LatencyHistogram().drain().length;

  @Test
  void hasBucketsWithoutGaps() {
    assertEquals(0, LatencyHistogram.bucket(0));
    for (int i = 0; i < BUCKETS - 1; i++) {
      assertEquals(i, LatencyHistogram.bucket(LatencyHistogram.highest(i)));
      assertEquals(i + 1, LatencyHistogram.bucket(LatencyHistogram.highest(i) + 1));
    }
    assertEquals(BUCKETS - 1, LatencyHistogram.bucket(Long.MAX_VALUE));
    assertEquals(Long.MAX_VALUE, LatencyHistogram.highest(BUCKETS - 1));
  }

  @Test
  void isOffByAnEighthAtMost() {
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong() >>> 1 + random.nextInt(60);
      long shown = LatencyHistogram.highest(LatencyHistogram.bucket(nanos));
      assertTrue(shown >= nanos && shown - nanos <= nanos / 8, nanos + " shown as " + shown);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, 1", "0.5, 3", "0.6, 3", "0.61, 5", "0.9, 7", "1, 7"})
  void givesTheDurationThatAShareDoesNotExceed(double share, long nanos) {
    var histogram = new LatencyHistogram();
    histogram.record(1, 1);
    histogram.record(3, 5);
    histogram.record(5, 2);
    histogram.record(7, 2);
    assertEquals(nanos, LatencyHistogram.percentile(histogram.drain(), share));
  }

  @Test
  void hasNoPercentilesOfNothing() {
    long[] none = new LatencyHistogram().drain();
    assertEquals(0, LatencyHistogram.percentile(none, 0.5));
    assertEquals(0, LatencyHistogram.percentile(none, 1));
  }

  @Test
  void takesNegativeDurationsForZero() {
    var histogram = new LatencyHistogram();
    histogram.record(-5, 3);
    assertEquals(3, histogram.drain()[0]);
  }

  @Test
  void isEmptyAfterADrain() {
    var histogram = new LatencyHistogram();
    histogram.record(100, 4);
    assertEquals(4, histogram.drain()[LatencyHistogram.bucket(100)]);
    assertEquals(0, histogram.drain()[LatencyHistogram.bucket(100)]);
  }
}
