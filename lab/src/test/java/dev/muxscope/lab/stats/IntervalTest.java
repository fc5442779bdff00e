package dev.muxscope.lab.stats;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void containsItsEnds() {
    Interval interval = new Interval(2, 1, 4);
    assertTrue(interval.contains(1) && interval.contains(4));
    assertFalse(interval.contains(0.99) || interval.contains(4.01));
  }

  @Test
  void anUnknownOneContainsNothing() {
    assertFalse(Interval.unknown(1).known());
    assertFalse(Interval.unknown(1).contains(1));
  }

  @Test
  void endsThatDoNotEncloseTheValueAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0.5, Double.NaN));
  }
}
