package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SecondCarrierTest {

  private int carriers = 1;
  private final Queue<Runnable> started = new ArrayDeque<>();
  private boolean failing;
  private final SecondCarrier second =
      new SecondCarrier(number -> carriers = number, this::startVirtualThread);

  private void startVirtualThread(Runnable task) {
    if (failing) {
      throw new OutOfMemoryError("as expected by the test");
    }
    started.add(task);
  }

  private void takeUpAll() {
    while (!started.isEmpty()) {
      started.remove().run();
    }
  }

  @Test
  void isNotThereWhileThreadsAreTakenUp() {
    for (int i = 0; i < 10; i++) {
      second.look();
      takeUpAll();
    }
    assertEquals(1, carriers);
  }

  @Test
  void isThereWhenAThreadWasNotTakenUp() {
    second.look();
    second.look();
    assertEquals(2, carriers);
    assertEquals(1, started.size(), "starts no more threads than one while that waits");
  }

  @Test
  void goesAfterAWhileInWhichAllWereTakenUp() {
    second.look();
    second.look();
    for (int i = 1; i < SecondCarrier.LOOKS; i++) {
      takeUpAll();
      second.look();
    }
    assertEquals(2, carriers);
    takeUpAll();
    second.look();
    assertEquals(1, carriers);
  }

  @Test
  void isNotThereSinceAThreadCouldNotBeStarted() {
    failing = true;
    assertThrows(OutOfMemoryError.class, second::look);
    failing = false;
    for (int i = 0; i < 10; i++) {
      second.look();
      takeUpAll();
    }
    assertEquals(1, carriers);
  }

  @Test
  void goesWhenItIsToldTo() {
    second.look();
    second.look();
    second.end();
    assertEquals(1, carriers);
  }

  @Test
  void staysAsLongAsItIsWantedAnew() {
    second.look();
    for (int i = 0; i < 2 * SecondCarrier.LOOKS; i++) {
      second.look();
    }
    assertEquals(2, carriers);
  }
}
