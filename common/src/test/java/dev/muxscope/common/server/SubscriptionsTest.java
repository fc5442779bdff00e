package dev.muxscope.common.server;

import static dev.muxscope.common.protocol.Samples.array;
import static dev.muxscope.common.protocol.Samples.bytes;
import static dev.muxscope.common.protocol.Samples.drain;
import static dev.muxscope.common.protocol.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.Allocation;
import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Order and accounts of messages, without any engine: what is called here is what waits.
class SubscriptionsTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);
  private static final String MESSAGE = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n";

  private final ServerOptions options =
      ServerOptions.defaults().withLimits(Limits.defaults().with(Limit.PUSH_BYTES, 1 << 20));
  private final Server server = new Server("select", options, List.of(), Optional.empty());
  private final Session subscriber = server.admit(ADDRESS, ADDRESS).orElseThrow();
  private final Session publisher = server.admit(ADDRESS, ADDRESS).orElseThrow();

  @Test
  void whatWasPublishedBeforeComesBeforeTheEndOfTheSubscription() {
    call(subscriber, "SUBSCRIBE c");
    assertEquals(":1\r\n", call(publisher, "PUBLISH c m"));
    String end = "*3\r\n$11\r\nunsubscribe\r\n$1\r\nc\r\n:0\r\n";
    assertEquals(MESSAGE + end, call(subscriber, "UNSUBSCRIBE"));
    assertEquals(":0\r\n", call(publisher, "PUBLISH c m"));
    assertEquals("", delivered());
  }

  @Test
  void whatWasPublishedBeforeComesBeforeAReset() {
    call(subscriber, "PSUBSCRIBE c*");
    call(publisher, "PUBLISH c m");
    String message =
        MESSAGE.replace("*3", "*4").replace("$7\r\nmessage", "$8\r\npmessage\r\n$2\r\nc*");
    assertEquals(message + "+RESET\r\n", call(subscriber, "RESET"));
    assertEquals("", delivered());
  }

  /// As in Redis, where messages lie in the buffer of the replies: nobody is answered that one was
  /// received who does not get it.
  @Test
  void whatWasPublishedBeforeComesBeforeTheLastReply() {
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "PUBLISH c m");
    assertEquals(MESSAGE + "+OK\r\n", call(subscriber, "QUIT"));
  }

  @Test
  void whatWasPublishedBeforeComesBeforeAProtocolError() {
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "PUBLISH c m");
    assertEquals(
        MESSAGE + "-ERR Protocol error: invalid multibulk length\r\n", call(subscriber, "*x"));
  }

  @Test
  void whatWasPublishedBeforeComesBeforeTheReplyToWhoKillsItself() {
    call(subscriber, "HELLO 3");
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "PUBLISH c m");
    String killed = call(subscriber, "CLIENT KILL ID " + subscriber.id() + " SKIPME no");
    assertEquals(MESSAGE.replace("*3", ">3") + ":1\r\n", killed);
  }

  /// A loop closes a connection while a worker still executes for it.
  @Test
  void whoIsClosedWhileItSubscribesIsNowhereAfterwards() throws InterruptedException {
    Subscriptions subscriptions = server.subscriptions();
    Key channel = request("SUBSCRIBE", "c").key(1).copy();
    Key pattern = channel.copy();
    AtomicBoolean done = new AtomicBoolean();
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                subscriptions.leaveAll(subscriber);
              }
            });
    try {
      for (int i = 0; i < 500; i++) {
        subscriptions.join(subscriber, channel);
        subscriptions.joinMatching(subscriber, pattern);
        long start = System.nanoTime();
        while (!subscriptions.channels().isEmpty() || subscriptions.patterns() > 0) {
          assertTrue(System.nanoTime() - start < 10_000_000_000L, "it stays where it has left");
          Thread.yield();
        }
      }
    } finally {
      done.set(true);
      closing.join();
    }
  }

  @Test
  void whatTheEngineHasTakenIsAsUnreadAsWhatWaits() {
    call(subscriber, "SUBSCRIBE c");
    server.buffers().note(subscriber, 0, (1 << 20) - MESSAGE.length());
    call(publisher, "PUBLISH c m");
    assertEquals("", subscriber.disconnectReason());
    call(publisher, "PUBLISH c m");
    assertEquals("too many messages unread", subscriber.disconnectReason());
  }

  /// As in Redis, whose class `normal` is for others.
  @Test
  void whatASubscriberMayLeaveUnreadIsBoundedByItsOwnClass() {
    server.limits(server.limits().with(Limit.OUTPUT_BYTES, 100_000));
    call(subscriber, "SUBSCRIBE c");
    server.buffers().note(subscriber, 0, 1 << 20);
    assertEquals("", subscriber.disconnectReason());
    server.buffers().note(subscriber, 0, (1 << 20) + 1);
    assertEquals("too many replies unread", subscriber.disconnectReason());
  }

  /// That it is much has only begun, however long ago the last message came.
  @Test
  void whoIsSentALargeReplyStaysWhenAMessageComes() {
    server.limits(server.limits().with(Limit.PUSH_SOFT_BYTES, 17_000));
    call(subscriber, "SUBSCRIBE c");
    server.buffers().note(subscriber, 0, 17_001);
    call(publisher, "PUBLISH c m");
    assertEquals("", subscriber.disconnectReason());
    assertEquals(MESSAGE, delivered());
  }

  @Test
  void messagesKeepTheVersionThatTheyWerePublishedIn() {
    call(subscriber, "HELLO 3");
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "PUBLISH c m");
    assertTrue(call(subscriber, "HELLO 2").startsWith(MESSAGE.replace('*', '>') + "*14\r\n"));
    call(publisher, "PUBLISH c m");
    assertEquals(MESSAGE, delivered());
  }

  /// As if it had been published amid `HELLO`, behind what goes before its reply.
  @Test
  void messagesAreInTheVersionThatIsSpokenWhenTheyAreSent() {
    call(subscriber, "HELLO 3");
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "PUBLISH c m");
    subscriber.protocol(2);
    assertEquals(MESSAGE, delivered());
  }

  /// As if memory had been wanting amid the first one.
  @Test
  void whoHasJoinedInPartJoinsByAskingAgain() {
    subscriber.subscriber().channels().add(request("c").key(0).copy());
    subscriber.subscriber().patterns().add(request("c*").key(0).copy());
    call(subscriber, "SUBSCRIBE c");
    assertEquals(":1\r\n", call(publisher, "PUBLISH c m"));
    call(subscriber, "PSUBSCRIBE c*");
    assertEquals(":2\r\n", call(publisher, "PUBLISH c m"));
    call(subscriber, "RESET");
    assertEquals(":0\r\n", call(publisher, "PUBLISH c m"));
  }

  @Test
  void clientsAreListedInTheOrderAskedForAndAsOften() {
    String ids = publisher.id() + " 99 " + subscriber.id() + " " + publisher.id();
    String listed = call(publisher, "CLIENT LIST ID " + ids);
    List<String> found =
        Pattern.compile("(?<![a-z])id=(\\d+) ")
            .matcher(listed)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertEquals(List.of("2", "1", "2"), found);
  }

  @Test
  void ofTwoFiltersOfOneKindTheLastOneKills() {
    String ids = "ID " + publisher.id() + " ID " + subscriber.id();
    assertEquals(":1\r\n", call(publisher, "CLIENT KILL TYPE pubsub TYPE normal " + ids));
    assertTrue(subscriber.disconnecting());
    assertFalse(publisher.closing());
  }

  @Test
  void whoWasKilledIsGoneThoughTheEngineIsLate() {
    call(subscriber, "SUBSCRIBE c");
    String id = String.valueOf(subscriber.id());
    assertEquals(":1\r\n", call(publisher, "CLIENT KILL ID " + id));
    assertEquals("$0\r\n\r\n", call(publisher, "CLIENT LIST ID " + id));
    assertFalse(call(publisher, "CLIENT LIST").contains("id=" + id + " "));
    assertEquals("$0\r\n\r\n", call(publisher, "CLIENT LIST TYPE pubsub"));
    assertEquals(":0\r\n", call(publisher, "CLIENT KILL ID " + id));
    assertEquals(":0\r\n", call(publisher, "PUBLISH c m"));
    assertEquals("", delivered());
  }

  @Test
  void aClientThatWantsNoRepliesGetsItsOwnMessages() {
    call(subscriber, "HELLO 3");
    call(subscriber, "SUBSCRIBE c");
    call(subscriber, "CLIENT REPLY OFF");
    assertEquals(MESSAGE.replace('*', '>'), call(subscriber, "PUBLISH c m"));
    assertEquals("", call(subscriber, "PING"));
  }

  @Test
  void nothingIsCountedOnceASubscriberIsGone() {
    call(subscriber, "SUBSCRIBE c");
    String large = "PUBLISH c " + "x".repeat(60_000);
    for (int i = 0; i < 10; i++) {
      call(publisher, large);
    }
    assertTrue(server.buffers().total() > 500_000);
    server.release(subscriber, "test");
    assertEquals(0, server.buffers().total());
    assertEquals(":0\r\n", call(publisher, large));
    assertEquals(0, server.buffers().total());
  }

  @Test
  void nothingIsCountedOnceItIsDelivered() {
    call(subscriber, "SUBSCRIBE c");
    call(publisher, ByteBuffer.wrap(bytes(array("PUBLISH", "c", "x".repeat(200_000)))));
    assertTrue(server.buffers().total() > 100_000);
    delivered();
    server.buffers().note(subscriber, 0, 0);
    assertEquals(0, server.buffers().total());
  }

  @Test
  void whatNobodyReceivesIsNotEvenCopied() {
    ByteBuffer large = ByteBuffer.wrap(bytes(array("PUBLISH", "c", "x".repeat(8 << 20))));
    assertEquals(":0\r\n", call(publisher, large.duplicate()));
    long allocated = Allocation.by(() -> call(publisher, large.duplicate()));
    assertTrue(allocated < 4 << 20, () -> allocated + " bytes");
  }

  /// In one piece of the right size, for the version that the receiver speaks.
  @Test
  void whatIsReceivedIsCopiedOnce() {
    call(subscriber, "SUBSCRIBE c");
    ByteBuffer large = ByteBuffer.wrap(bytes(array("PUBLISH", "c", "x".repeat(8 << 20))));
    long allocated = Allocation.by(() -> call(publisher, large.duplicate()));
    assertTrue(allocated >= 8 << 20 && allocated < 12 << 20, () -> allocated + " bytes");
  }

  @Test
  void receiversOfBothVersionsGetTheSameMessage() {
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "HELLO 3");
    call(publisher, "PSUBSCRIBE c");
    call(publisher, "SUBSCRIBE c");
    String matching =
        MESSAGE.replace("*3", ">4").replace("$7\r\nmessage", "$8\r\npmessage\r\n$1\r\nc");
    assertEquals(MESSAGE.replace('*', '>') + matching + ":3\r\n", call(publisher, "PUBLISH c m"));
    assertEquals(MESSAGE, delivered());
  }

  @Test
  void whatTheEngineHasTakenIsNotedThoughAsMuchHadWaited() {
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "PUBLISH c m");
    server.buffers().note(subscriber, 0, MESSAGE.length());
    assertEquals(MESSAGE.length(), subscriber.unsentReplies());
    assertEquals(2L * MESSAGE.length(), subscriber.unsentBytes());
  }

  /// As in Redis, where it lies in a buffer that does not count.
  @Test
  void littleMayWaitWhateverTheBound() {
    server.limits(server.limits().with(Limit.PUSH_BYTES, 1000));
    call(subscriber, "SUBSCRIBE c");
    call(publisher, "PUBLISH c " + "x".repeat(16_000));
    assertEquals("", subscriber.disconnectReason());
    call(publisher, "PUBLISH c " + "x".repeat(400));
    assertEquals("too many messages unread", subscriber.disconnectReason());
  }

  @Test
  void whoLeavesTooMuchUnreadIsClosedAndCounted() {
    call(subscriber, "SUBSCRIBE c");
    String large = "PUBLISH c " + "x".repeat(60_000);
    for (int i = 0; i < 17; i++) {
      call(publisher, large);
    }
    assertFalse(subscriber.disconnecting());
    call(publisher, large);
    assertTrue(subscriber.disconnecting());
    call(publisher, large);
    assertEquals(1, server.counters().late.sum());
  }

  /// What a batch of requests is answered with.
  private String call(Session session, String line) {
    return call(session, ByteBuffer.wrap(bytes(line + "\r\n")));
  }

  private String call(Session session, ByteBuffer in) {
    ReplyWriter replies = new ReplyWriter();
    session.pushes().hold();
    server.process(session, new RequestParser(), in, replies, new Turn(HandOver.NONE));
    session.pushes().release();
    return drain(replies);
  }

  /// What an engine would send to the subscriber now.
  private String delivered() {
    ReplyWriter out = new ReplyWriter();
    out.protocol(subscriber.protocol());
    if (subscriber.pushes().begin()) {
      subscriber.pushes().drainTo(out);
      subscriber.pushes().end();
    }
    return drain(out);
  }
}
