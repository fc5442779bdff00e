package dev.muxscope.common.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.protocol.ReplyWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PushesTest {

  private final AtomicInteger deliveries = new AtomicInteger();
  private final Pushes pushes = new Pushes(deliveries::incrementAndGet);
  private final ReplyWriter out = new ReplyWriter();

  @Test
  void areHeldUntilTheConfirmationIsSent() {
    offer(10);
    assertEquals(0, deliveries.get());
    assertFalse(pushes.begin());
    pushes.release();
    assertEquals(1, deliveries.get());
    assertTrue(pushes.begin());
  }

  @Test
  void askForOneDeliveryHoweverManyWait() {
    pushes.release();
    offer(10);
    offer(10);
    assertEquals(1, deliveries.get());
    deliver();
    assertEquals(20, out.size());
    assertEquals(0, pushes.bytes());
    offer(10);
    assertEquals(2, deliveries.get());
  }

  @Test
  void askAgainForWhatOneDeliveryDidNotTake() {
    pushes.release();
    offer(ReplyWriter.USUAL_BYTES);
    offer(10);
    deliver();
    assertEquals(10, pushes.bytes());
    assertEquals(2, deliveries.get());
    out.clear();
    deliver();
    assertEquals(0, pushes.bytes());
  }

  @Test
  void countUntilTheyAreSent() {
    pushes.release();
    offer(10);
    assertTrue(pushes.begin());
    pushes.drainTo(out);
    assertEquals(10, pushes.bytes());
    pushes.end();
    assertEquals(0, pushes.bytes());
  }

  @Test
  void beginOneDeliveryAtATime() {
    pushes.release();
    offer(10);
    assertTrue(pushes.begin());
    offer(10);
    assertFalse(pushes.begin());
  }

  @Test
  void holdWaitsForADeliveryThatIsUnderWay() throws InterruptedException {
    pushes.release();
    offer(10);
    assertTrue(pushes.begin());
    CountDownLatch holds = new CountDownLatch(1);
    Thread executor =
        Thread.ofVirtual()
            .start(() -> {
              pushes.hold();
              holds.countDown();
            });
    assertFalse(holds.await(50, TimeUnit.MILLISECONDS));
    pushes.drainTo(out);
    pushes.end();
    holds.await();
    executor.join();
    offer(10);
    assertFalse(pushes.begin());
  }

  @Test
  void refuseMoreThanMayWaitAtMost() {
    assertTrue(pushes.offer(new byte[60], 100, 100, 1000, 0));
    assertFalse(pushes.offer(new byte[60], 100, 100, 1000, 0));
  }

  @Test
  void refuseMuchThatWaitsForLong() {
    assertTrue(pushes.offer(new byte[60], 1000, 100, 1000, 0));
    assertTrue(pushes.offer(new byte[60], 1000, 100, 1000, 500));
    assertTrue(pushes.offer(new byte[60], 1000, 100, 1000, 1000));
    assertFalse(pushes.offer(new byte[60], 1000, 100, 1000, 1001));
  }

  private void offer(int bytes) {
    assertTrue(pushes.offer(new byte[bytes], 1 << 20, 1 << 20, 1000, 0));
  }

  private void deliver() {
    assertTrue(pushes.begin());
    pushes.drainTo(out);
    pushes.end();
  }
}
