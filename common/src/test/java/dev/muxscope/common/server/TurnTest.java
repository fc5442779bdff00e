package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.server.RequestProcessor.HandOver;
import org.junit.jupiter.api.Test;

/// The clock cannot be set, so that what is over is waited for.
class TurnTest {

  private final Turn turn = new Turn(HandOver.NONE);

  @Test
  void isOverWhenItsTimeIs() {
    long start = System.nanoTime();
    assertFalse(turn.isOver(), "it begins with the first look");
    while (!turn.isOver()) {
      Thread.onSpinWait();
    }
    assertTrue(System.nanoTime() - start >= Turn.NANOS);
    turn.begin();
    assertFalse(turn.isOver());
  }

  @Test
  void looksAtTheClockAfterItsFirstRequestAndThenNowAndAgain() {
    assertFalse(turn.isOverAfterRequest(), "it begins");
    while (!turn.isOver()) {
      Thread.onSpinWait();
    }
    int requests = 1;
    while (!turn.isOverAfterRequest()) {
      requests++;
    }
    assertTrue(requests > 1 && requests <= 16, "seen after " + requests);
  }
}
