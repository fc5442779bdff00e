package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChurnTest {

  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void isNeverDueWithoutARate() {
    assertFalse(Churn.none().isDue());
    assertEquals(5, Churn.none().earlier(5));
  }

  @Test
  void isDueAtEvenDistances() {
    long now = System.nanoTime();
    Churn churn = Churn.of(ConnectionPlan.of(3).withChurnPerSecond(10), 0, now + HOUR);
    assertFalse(churn.isDue());
    assertEquals(now + HOUR + 100_000_000, churn.earlier(now + 2 * HOUR));
    int _ = churn.next(3);
    assertEquals(now + HOUR + 200_000_000, churn.earlier(now + 2 * HOUR));
    assertTrue(Churn.of(ConnectionPlan.of(3).withChurnPerSecond(10), 0, now - HOUR).isDue());
  }

  @Test
  void takesConnectionsInTurn() {
    Churn churn = Churn.of(ConnectionPlan.of(3).withChurnPerSecond(10), 0, 0);
    int[] turns = {churn.next(3), churn.next(3), churn.next(3), churn.next(3)};
    assertEquals("[1, 2, 0, 1]", java.util.Arrays.toString(turns));
  }
}
