package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.load.RateBound.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateBoundTest {

  private static final LoadResult.Times TIMES = new LoadResult.Times(1, 2, 3, 4, 5, 0);

  @Test
  void readsFiguresAndUnits() {
    assertEquals(new RateBound(Figure.P99, 5_000_000), RateBound.parse("p99<5ms"));
    assertEquals(new RateBound(Figure.P999, 1_500_000_000), RateBound.parse("p99.9 < 1.5s"));
    assertEquals(new RateBound(Figure.MAX, 800_000), RateBound.parse("max<800us"));
  }

  @Test
  void holdsWhileItsFigureIsLess() {
    assertTrue(new RateBound(Figure.P90, 3).holds(TIMES));
    assertFalse(new RateBound(Figure.P90, 2).holds(TIMES));
    assertFalse(new RateBound(Figure.MAX, 5).holds(TIMES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "p99", "p98<5ms", "p99<5", "p99<=5ms", "p99>5ms", "p99<-5ms"})
  void refusesAnythingElse(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> RateBound.parse(text));
    assertEquals(
        "\"" + text + "\" is no bound: use p50, p90, p99, p99.9 or max, as \"p99<5ms\"",
        e.getMessage());
  }

  @Test
  void refusesZero() {
    assertThrows(IllegalArgumentException.class, () -> RateBound.parse("p99<0ms"));
  }
}
