package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoadWindowTest {

  private static final long SECOND = 1_000_000_000L;

  private static Series requests(int... perSecond) {
    Series series = new Series();
    long value = 0;
    series.add(0, value);
    for (int i = 0; i < perSecond.length; i++) {
      value += perSecond[i];
      series.add((i + 1) * SECOND, value);
    }
    return series;
  }

  @Test
  void leavesOutWarmUpAndEnd() {
    LoadWindow window =
        LoadWindow.of(requests(0, 10, 900, 1000, 1000, 1000, 1000, 0)).orElseThrow();

    assertEquals(new LoadWindow(4 * SECOND, 6 * SECOND), window);
    assertEquals(2 * SECOND, window.nanos());
  }

  @Test
  void takesTheLongestLoad() {
    LoadWindow window =
        LoadWindow.of(requests(100, 100, 100, 100, 0, 100, 100, 100, 100, 100)).orElseThrow();

    assertEquals(new LoadWindow(7 * SECOND, 9 * SECOND), window);
  }

  @Test
  void isThereOnlyIfSomethingIsLeft() {
    assertTrue(LoadWindow.of(requests(100, 100, 100)).isEmpty());
    assertTrue(LoadWindow.of(requests(0, 0, 0, 0, 0)).isEmpty());
    assertTrue(LoadWindow.of(new Series()).isEmpty());
    assertTrue(LoadWindow.of(requests(100, 100, 100, 100)).isPresent());
  }
}
