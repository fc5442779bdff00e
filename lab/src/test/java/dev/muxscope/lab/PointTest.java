package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PointTest {

  @Test
  void someConnectionIsAlwaysActive() {
    assertEquals(1, Point.active(1, 0.01));
    assertEquals(1, Point.active(16, 0.01));
    assertEquals(10, Point.active(1024, 0.01));
    assertEquals(1024, Point.active(1024, 1));
  }

  @Test
  void namesWhatIsNotUsual() {
    assertEquals("1 connection at 8,000/s", new Point(1, 1, 8000, 0, 1, Work.NONE).toString());
    assertEquals(
        "1,024 connections (10 active), closed loop, 4.00 KiB payload, pipeline 16",
        new Point(1024, 10, 0, 4096, 16, Work.NONE).toString());
    assertEquals(
        "2 connections at 5/s, sleep:5ms",
        new Point(2, 2, 5, 0, 1, Work.parse("sleep:5ms")).toString());
  }

  @Test
  void moreActiveThanOpenCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new Point(1, 2, 8000, 0, 1, Work.NONE));
    assertThrows(IllegalArgumentException.class, () -> new Point(1, 1, -1, 0, 1, Work.NONE));
  }
}
