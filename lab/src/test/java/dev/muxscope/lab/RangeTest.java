package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RangeTest {

  @Test
  void medianIsTheMiddleOneOrTheMeanOfTwo() {
    assertEquals(new Range(2, 1, 9), Range.of(9, 1, 2));
    assertEquals(new Range(3, 1, 9), Range.of(9, 1, 2, 4));
    assertTrue(Double.isNaN(Range.of().median()));
  }
}
