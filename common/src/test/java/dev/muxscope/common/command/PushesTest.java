package dev.muxscope.common.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Samples;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PushesTest {

  private static final Key CHANNEL = Samples.request("c").key(0).copy();

  private final AtomicInteger deliveries = new AtomicInteger();
  private final Pushes pushes = new Pushes(deliveries::incrementAndGet);
  private final ReplyWriter out = new ReplyWriter();

  @BeforeEach
  void subscribe() {
    pushes.channels().add(CHANNEL);
  }

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
    beginDelivery();
    assertEquals(10, pushes.bytes());
    pushes.end();
    assertEquals(0, pushes.bytes());
  }

  @Test
  void countAsFarAsTheyAreNotSent() {
    pushes.release();
    offered(new byte[60], 100);
    beginDelivery();
    pushes.sent(50);
    assertEquals(10, pushes.bytes());
    assertEquals(Pushes.Offer.TAKEN, offered(new byte[90], 100));
    pushes.sent(10);
    pushes.end();
    assertEquals(90, pushes.bytes());
  }

  /// The connection may be closed while another thread delivers.
  @Test
  void areNotSentOnceTheyAreForgotten() {
    pushes.release();
    offer(10);
    beginDelivery();
    pushes.forget();
    pushes.sent(10);
    pushes.end();
    assertEquals(0, pushes.bytes());
  }

  @Test
  void countNoMoreOnceTheyAreAmongReplies() {
    offer(10);
    pushes.drainTo(out);
    assertEquals(10, out.size());
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
    assertEquals(Pushes.Offer.TAKEN, offered(new byte[60], 100));
    assertEquals(Pushes.Offer.TOO_MUCH, offered(new byte[60], 100));
  }

  /// The engine may be late to close the connection.
  @Test
  void takeNothingMoreOnceTooMuchHasWaited() {
    offered(new byte[60], 100);
    offered(new byte[60], 100);
    assertEquals(60, pushes.bytes());
    assertEquals(Pushes.Offer.TOO_MUCH, offered(new byte[10], 100));
    pushes.drainAllTo(out);
    assertEquals(Pushes.Offer.TOO_MUCH, offered(new byte[10], 100));
    assertEquals(0, pushes.bytes());
  }

  @Test
  void areCountedWhileTheyWait() {
    offer(10);
    offer(10);
    assertEquals(2, pushes.waiting());
    pushes.drainAllTo(out);
    assertEquals(0, pushes.waiting());
  }

  @Test
  void takeNothingOfAChannelThatWasLeft() {
    pushes.channels().clear();
    assertEquals(Pushes.Offer.UNWANTED, offered(new byte[10], 100));
    assertEquals(0, pushes.bytes());
  }

  @Test
  void drainAllHoweverMuchWaits() {
    offer(ReplyWriter.USUAL_BYTES);
    offer(ReplyWriter.USUAL_BYTES);
    offer(10);
    pushes.drainAllTo(out);
    assertEquals(2 * ReplyWriter.USUAL_BYTES + 10, out.size());
    pushes.release();
    assertEquals(0, pushes.bytes());
    assertEquals(0, deliveries.get());
    // Large buffers are few, and other tests count on them.
    out.clear();
  }

  @Test
  void holdAtOnceUnlessADeliveryIsUnderWay() {
    assertTrue(Pushes.NONE.tryHold());
    pushes.release();
    assertTrue(pushes.tryHold());
    offer(10);
    assertFalse(pushes.begin());
    pushes.release();
    assertTrue(pushes.begin());
    assertFalse(pushes.tryHold());
  }

  @Test
  void areForgottenWithTheirConnection() {
    offer(10);
    pushes.drainTo(out);
    offer(10);
    pushes.forget();
    assertEquals(0, pushes.bytes());
    pushes.release();
    assertEquals(0, deliveries.get());
  }

  private Pushes.Offer offered(byte[] frame, long most) {
    return pushes.offer(pushes.channels(), CHANNEL, frame, most);
  }

  private void offer(int bytes) {
    assertEquals(Pushes.Offer.TAKEN, offered(new byte[bytes], 1 << 20));
  }

  private void deliver() {
    beginDelivery();
    pushes.end();
  }

  private void beginDelivery() {
    assertTrue(pushes.begin());
    pushes.drainTo(out);
  }
}
