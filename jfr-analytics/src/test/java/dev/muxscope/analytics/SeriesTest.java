package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void countsFromTheFirstSampleToTheLast() {
    assertEquals(30, of(10, 100, 20, 110, 30, 130).total());
  }

  @Test
  void takesSamplesInAnyOrder() {
    Series series = of(30, 130, 10, 100, 20, 110);

    assertEquals(30, series.total());
    assertEquals(10, series.first());
    assertEquals(30, series.last());
  }

  @Test
  void addsUpCountersOfWhichOneBeganLaterOrEnded() {
    Series sum = Series.sum(List.of(of(0, 0, 10, 5, 20, 10), of(10, 1, 20, 2, 30, 3)));

    assertEquals(13, sum.total());
    assertEquals(12, sum.between(0, 20));
  }

  @Test
  void takesAFallAsANewStart() {
    assertEquals(12, of(10, 100, 20, 110, 30, 0, 40, 2).total());
  }

  @Test
  void risesEvenlyBetweenTwoSamples() {
    Series series = of(0, 0, 100, 50);

    assertEquals(10, series.between(40, 60));
    assertEquals(50, series.between(-100, 200));
    assertEquals(0, series.between(100, 200));
    assertEquals(0, series.between(60, 40));
  }

  @Test
  void canBeginBeforeItsFirstSample() {
    assertEquals(50, of(100, 50).from(0).total());
    assertEquals(10, of(0, 40, 100, 50).from(0).total());
  }

  @Test
  void findsTheSampleOfTheSamePeriod() {
    Series series = of(0, 0, 100, 1, 200, 2);

    assertEquals(100, series.sampleNear(110));
    assertEquals(0, series.sampleNear(-10));
    assertEquals(150, series.sampleNear(150));
    assertEquals(7, new Series().sampleNear(7));
  }

  @Test
  void takesNoGapForAPeriod() {
    Series series = new Series();
    for (long time : new long[] {0, 100, 200, 9_000, 9_100, 9_200}) {
      series.add(time, time);
    }

    assertEquals(100, series.period());
    assertEquals(230, series.sampleNear(230));
  }

  @Test
  void holdsManySamples() {
    Series series = new Series();
    for (int i = 0; i < 10_000; i++) {
      series.add(i, i);
    }

    assertEquals(9_999, series.total());
    assertEquals(9_999, series.max());
  }

  @Test
  void risesBetweenEdgesOrItsOwnSamplesNearThem() {
    Series series = of(3, 0, 103, 50, 203, 80, 303, 90);

    assertArrayEquals(new double[] {50, 30, 10}, series.rises(new long[] {0, 100, 200, 300}));
    assertArrayEquals(new double[] {40}, series.rises(new long[] {53, 153}));
  }

  @Test
  void doesNotKnowWhatItWasNotSampledIn() {
    Series series = of(100, 0, 200, 50, 300, 80);

    assertArrayEquals(
        new double[] {Double.NaN, 50, 30, Double.NaN},
        series.rises(new long[] {0, 100, 200, 300, 400}));
  }

  @Test
  void leavesOutSamplesThatFollowClosely() {
    assertArrayEquals(
        new long[] {0, 100, 210}, of(0, 0, 5, 1, 100, 2, 150, 3, 210, 4).samplesApart(90));
  }

  @Test
  void isZeroWithoutSamples() {
    Series series = new Series();

    assertTrue(series.isEmpty());
    assertEquals(0, series.total());
    assertEquals(0, of(10, 100).total());
  }

  private static Series of(long... timesAndValues) {
    Series series = new Series();
    for (int i = 0; i < timesAndValues.length; i += 2) {
      series.add(timesAndValues[i], timesAndValues[i + 1]);
    }
    return series;
  }
}
