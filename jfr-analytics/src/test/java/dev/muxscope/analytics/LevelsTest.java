package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LevelsTest {

  private static final long[] EDGES = {100, 200, 300, 400};

  @Test
  void takesASampleForTheSpanThatEndsNearIt() {
    assertArrayEquals(new double[] {1, 2, 3}, of(203, 1, 299, 2, 401, 3).in(EDGES));
    // Before the first span, and long after the last.
    assertArrayEquals(new double[] {1, 2, 3}, of(101, 9, 200, 1, 301, 2, 400, 3, 460, 9).in(EDGES));
  }

  @Test
  void takesTheMeanOfSeveral() {
    assertArrayEquals(new double[] {2, Double.NaN, 6}, of(190, 1, 210, 3, 390, 6).in(EDGES));
  }

  @Test
  void takesSamplesInAnyOrder() {
    assertArrayEquals(new double[] {1, 2, 3}, of(400, 3, 200, 1, 300, 2).in(EDGES));
  }

  @Test
  void hasNoneWithoutSpans() {
    assertArrayEquals(new double[0], of(200, 1).in(new long[] {100}));
  }

  private static Levels of(long... timesAndValues) {
    Levels levels = new Levels();
    for (int i = 0; i < timesAndValues.length; i += 2) {
      levels.add(timesAndValues[i], timesAndValues[i + 1]);
    }
    return levels;
  }
}
