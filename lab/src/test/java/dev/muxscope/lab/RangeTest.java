package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RangeTest {

  @Test
  void medianIsTheMiddleOneOrTheMeanOfTwo() {
    assertEquals(new Range(2, 1, 9), Range.of(9, 1, 2));
    assertEquals(new Range(3, 1, 9), Range.of(9, 1, 2, 4));
    assertTrue(Double.isNaN(Range.of().median()));
  }

  @Test
  void rangesThatTouchOverlap() {
    assertTrue(Range.of(1, 2).overlaps(Range.of(2, 3)));
    assertTrue(Range.of(1, 9).overlaps(Range.of(2, 3)));
    assertFalse(Range.of(1, 2).overlaps(Range.of(2.1, 3)));
    assertFalse(Range.of(2.1, 3).overlaps(Range.of(1, 2)));
  }

  @Test
  void wideningStopsAtZero() {
    assertEquals(new Range(5, 0, 16), Range.of(4, 6).widened(10));
  }

  @Test
  void spreadIsAShareOfTheLowest() {
    assertEquals(0.5, Range.of(2, 3).spread());
  }
}
