package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignalsTest {

  private final AtomicLong nanoTime = new AtomicLong(-5);
  private final List<Integer> exits = new ArrayList<>();
  private final Signals signals = new Signals(exits::add, nanoTime::get);

  @Test
  void waitsForTheFirst() throws InterruptedException {
    assertTrue(signals.receive());
    assertTrue(signals.await());
    assertEquals(List.of(), exits);
  }

  @Test
  void tellsThatTheWaitWasEndedWithoutOne() throws InterruptedException {
    signals.release();
    assertFalse(signals.await());
  }

  @Test
  void takesWhatFollowsCloselyForTheSameWish() {
    assertTrue(signals.receive());
    assertFalse(signals.receive());
    pass(Duration.ofMillis(499));
    assertFalse(signals.receive());
    assertEquals(List.of(), exits);
  }

  @Test
  void endsTheProcessAtTheSecondWish() {
    assertTrue(signals.receive());
    pass(Duration.ofMillis(300));
    assertFalse(signals.receive());
    pass(Duration.ofMillis(200));
    assertFalse(signals.receive());
    assertEquals(List.of(130), exits);
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}
