package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimedSumTest {

  private static final long SLOT = 100_000_000L;
  private static final long DAY = 864_000 * SLOT;

  @Test
  void sumsBetweenEdges() {
    TimedSum sum = new TimedSum();
    sum.add(20 * SLOT, 3);
    sum.add(25 * SLOT, 4);
    sum.add(31 * SLOT, 5);

    assertArrayEquals(
        new double[] {0, 7, 5, 0},
        sum.between(new long[] {0, 20 * SLOT, 30 * SLOT, 40 * SLOT, 90 * SLOT}),
        1e-9);
  }

  @Test
  void takesAmountsInAnyOrderOfTime() {
    TimedSum sum = new TimedSum();
    sum.add(1_000 * SLOT, 1);
    sum.add(10 * SLOT, 2);
    sum.add(2_000 * SLOT, 4);
    sum.add(9 * SLOT, 8);

    assertArrayEquals(
        new double[] {10, 1, 4},
        sum.between(new long[] {0, 50 * SLOT, 1_500 * SLOT, 3_000 * SLOT}));
  }

  @Test
  void findsTheSecondOfMost() {
    TimedSum sum = new TimedSum();
    assertEquals(0, sum.mostInASecond());

    for (int slot : new int[] {20, 25, 29, 30, 31, 45}) {
      sum.add(slot * SLOT, slot);
    }
    assertEquals(25 + 29 + 30 + 31, sum.mostInASecond());
  }

  @Test
  void dividesASlotEvenly() {
    TimedSum sum = new TimedSum();
    sum.add(10 * SLOT + 1, 8);

    assertArrayEquals(
        new double[] {2, 6},
        sum.between(new long[] {10 * SLOT, 10 * SLOT + SLOT / 4, 11 * SLOT}),
        1e-9);
  }

  @Test
  void keepsADayOfALongerRecording() {
    TimedSum sum = new TimedSum();
    sum.add(0, 1);
    sum.add(2 * DAY, 1);
    sum.add(-2 * DAY, 1);

    assertArrayEquals(
        new double[] {Double.NaN, 0, 1, 0, Double.NaN},
        sum.between(new long[] {-3 * DAY, -DAY, 0, DAY, 2 * DAY, 3 * DAY}));
  }

  @Test
  void isZeroWithoutAmounts() {
    assertTrue(new TimedSum().isEmpty());
    assertArrayEquals(new double[] {0}, new TimedSum().between(new long[] {0, SLOT}));
  }
}
