package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.command.Pushes;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.protocol.Samples;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);
  private static final Key CHANNEL = Samples.request("c").key(0).copy();
  private static final long SECOND = 1_000_000_000;

  private final Server server =
      new Server(
          "test",
          ServerOptions.defaults()
              .with(Limit.REQUEST_TIME, 1_000_000)
              .with(Limit.UNREAD_TIME, 1_000_000)
              .with(Limit.OUTPUT_SOFT_TIME, 1_000_000)
              .with(Limit.OUTPUT_SOFT_BYTES, 20_000)
              .with(Limit.PUSH_SOFT_TIME, 300_000)
              .with(Limit.PUSH_SOFT_BYTES, 17_000),
          List.of(),
          Optional.empty());
  private final Deadlines deadlines = new Deadlines(server);
  private final Session session = server.admit(ADDRESS, ADDRESS).orElseThrow();
  private final long start = session.openedNanos();

  @Test
  void leaveWhoOwesNothingAlone() {
    look(0, 100_000);
    assertEquals("", session.disconnectReason());
  }

  @Test
  void endARequestThatDoesNotBecomeWhole() {
    server.buffers().note(session, 10, 0);
    look(0, 999);
    assertEquals("", session.disconnectReason());
    server.buffers().note(session, 11, 0);
    look(1001);
    assertEquals("a request did not arrive whole in time", session.disconnectReason());
    assertEquals(1, server.counters().late.sum());
  }

  @Test
  void beginAnewWithEachRequest() {
    server.buffers().note(session, 10, 0);
    look(0, 900);
    session.countRequest();
    look(1500);
    assertEquals("", session.disconnectReason());
    look(2501);
    assertEquals("a request did not arrive whole in time", session.disconnectReason());
  }

  /// A connection that refuses what it is asked is served all the same.
  @ParameterizedTest
  @ValueSource(strings = {"NONSENSE", "GET", "CLIENT NONSENSE", "CLIENT INFO x"})
  void beginAnewWithEachRequestThatIsRefused(String refused) {
    refuseAtEachLook(refused);
    assertEquals("", session.disconnectReason());
  }

  @Test
  void beginAnewWithEachRequestBeforeThePassword() {
    session.authenticated(false);
    refuseAtEachLook("GET k");
    assertEquals("", session.disconnectReason());
  }

  private void refuseAtEachLook(String refused) {
    for (int second = 0; second <= 3000; second += 500) {
      server.process(
          session,
          new RequestParser(),
          ByteBuffer.wrap(Samples.bytes(refused + "\r\nPIN")),
          new ReplyWriter(),
          new Turn(HandOver.NONE));
      session.countRead(3, start + second * SECOND);
      server.buffers().note(session, 3, 0);
      look(second);
    }
  }

  @Test
  void letALargeRequestTakeItsTimeWhileItComesFastEnough() {
    for (int second = 0; second < 5000; second += 500) {
      server.buffers().note(session, 1 + second * 64 * 1024, 0);
      look(second);
    }
    assertEquals("", session.disconnectReason());
  }

  @Test
  void doNotCountTheTimeOfRepliesThatAreUnreadAgainstTheRequestBehind() {
    server.buffers().note(session, 10, 1);
    look(0);
    session.countWritten(1 << 30);
    look(1001);
    assertEquals("", session.disconnectReason());
  }

  /// A worker executes the first one, and what follows came with it.
  @Test
  void doNotCountTheTimeOfARequestThatIsExecutedAgainstTheOneBehind() {
    session.executing(true);
    server.buffers().note(session, 19, 0);
    look(0, 1001);
    session.executing(false);
    server.buffers().note(session, 2, 0);
    look(1002);
    assertEquals("", session.disconnectReason());
    look(2003);
    assertEquals("a request did not arrive whole in time", session.disconnectReason());
  }

  @Test
  void endAClientThatReadsNothing() {
    server.buffers().note(session, 0, 100);
    look(0, 999, 1001);
    assertEquals("replies were not read in time", session.disconnectReason());
  }

  @Test
  void endAClientThatReadsAByteNowAndThen() {
    server.buffers().note(session, 0, 100);
    for (int second = 0; second <= 1001; second++) {
      session.countWritten(1);
      look(second);
    }
    assertEquals("replies were not read in time", session.disconnectReason());
  }

  @Test
  void leaveAClientAloneThatReadsLittleButAll() {
    server.buffers().note(session, 0, 100);
    for (int second = 0; second <= 5000; second += 500) {
      look(second);
      session.countWritten(100);
    }
    assertEquals("", session.disconnectReason());
  }

  @Test
  void endAClientThatLeavesMuchUnreadForLongHoweverFastItReads() {
    server.buffers().note(session, 0, 20_001);
    for (int second = 0; second <= 1001; second++) {
      session.countWritten(1 << 20);
      look(second);
    }
    assertEquals("too many replies were unread for too long", session.disconnectReason());
  }

  @Test
  void endASubscriberThatLeavesMuchUnreadForLongThoughNothingMoreComes() {
    server.buffers().note(session, 0, 17_001);
    look(0, 301);
    assertEquals("", session.disconnectReason());
    session.subscriber().channels().add(CHANNEL);
    look(302, 602);
    assertEquals("", session.disconnectReason());
    look(603);
    assertEquals("too many messages were unread for too long", session.disconnectReason());
  }

  @Test
  void judgeASubscriberByItsOwnBoundsOnly() {
    server.limits(server.limits().with(Limit.PUSH_SOFT_BYTES, 0));
    session.subscriber().channels().add(CHANNEL);
    server.buffers().note(session, 0, 20_001);
    for (int second = 0; second <= 1001; second++) {
      session.countWritten(1 << 20);
      look(second);
    }
    assertEquals("", session.disconnectReason());
  }

  /// They are held back until its replies are sent.
  @Test
  void doNotCountMessagesAgainstASubscriberWhoseRequestTakesLong() {
    Pushes pushes = session.subscriber();
    pushes.channels().add(CHANNEL);
    session.executing(true);
    pushes.offer(pushes.channels(), CHANNEL, new byte[20_000], Long.MAX_VALUE);
    look(0, 2000);
    assertEquals("", session.disconnectReason());
    session.executing(false);
    look(2001, 2301);
    assertEquals("", session.disconnectReason());
    look(2302);
    assertEquals("too many messages were unread for too long", session.disconnectReason());
  }

  @Test
  void endAClientThatReadsNothingThoughItsRequestTakesLong() {
    session.executing(true);
    server.buffers().note(session, 0, 100);
    look(0, 1001);
    assertEquals("replies were not read in time", session.disconnectReason());
  }

  @Test
  void endAClientThatHadLeftMoreUnreadThanItMayNow() {
    server.buffers().note(session, 0, 1_000_000);
    server.limits(server.limits().with(Limit.OUTPUT_BYTES, 1_000_000));
    look(0);
    assertEquals("", session.disconnectReason());
    server.limits(server.limits().with(Limit.OUTPUT_BYTES, 999_999));
    look(1);
    assertEquals("too many replies unread", session.disconnectReason());
    assertEquals(1, server.counters().late.sum());
  }

  @Test
  void endASubscriberForWhomMoreWaitsThanMayNow() {
    Pushes pushes = session.subscriber();
    pushes.channels().add(CHANNEL);
    pushes.offer(pushes.channels(), CHANNEL, new byte[1_000_000], Long.MAX_VALUE);
    server.limits(server.limits().with(Limit.PUSH_BYTES, 999_999));
    look(0);
    assertEquals("too many replies unread", session.disconnectReason());
  }

  /// Messages wait while replies are sent, which is not the client's doing.
  @Test
  void doNotAddMessagesToRepliesThatWait() {
    server.limits(server.limits().with(Limit.PUSH_BYTES, 1_000_000));
    Pushes pushes = session.subscriber();
    pushes.channels().add(CHANNEL);
    pushes.offer(pushes.channels(), CHANNEL, new byte[1_000_000], Long.MAX_VALUE);
    server.buffers().note(session, 0, 1_000_000);
    look(0, 1);
    assertEquals("", session.disconnectReason());
  }

  /// As in Redis, where it lies in a buffer that does not count.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leaveAClientAloneThatLeavesLittleUnreadWhateverTheBounds(boolean subscribed) {
    if (subscribed) {
      session.subscriber().channels().add(CHANNEL);
    }
    server.limits(
        server.limits().with(Limit.OUTPUT_SOFT_BYTES, 1000).with(Limit.PUSH_SOFT_BYTES, 1000));
    server.buffers().note(session, 0, 16 << 10);
    for (int second = 0; second <= 1001; second++) {
      session.countWritten(1 << 20);
      look(second);
    }
    assertEquals("", session.disconnectReason());
  }

  @Test
  void endIdleClientsWhenToldUnlessTheyAreServed() {
    server.limits(server.limits().with(Limit.IDLE_TIME, 1_000_000));
    session.executing(true);
    look(1001);
    assertEquals("", session.disconnectReason());
    session.executing(false);
    look(2001);
    assertEquals("", session.disconnectReason());
    look(2002);
    assertEquals("idle for too long", session.disconnectReason());
  }

  @Test
  void countIdleTimeFromTheEndOfWhatIsSent() {
    server.limits(server.limits().with(Limit.IDLE_TIME, 1_000_000));
    server.buffers().note(session, 0, 1_000_000);
    look(900);
    server.buffers().note(session, 0, 0);
    look(1899);
    assertEquals("", session.disconnectReason());
    look(1901);
    assertEquals("idle for too long", session.disconnectReason());
  }

  @Test
  void endIdleClientsThatHaveBegunARequest() {
    server.limits(
        server.limits().with(Limit.IDLE_TIME, 1_000_000).with(Limit.REQUEST_TIME, 9_000_000));
    server.buffers().note(session, 1, 0);
    look(0, 1001);
    assertEquals("idle for too long", session.disconnectReason());
  }

  @Test
  void endHandshakesThatTakeTooLong() {
    server.limits(server.limits().with(Limit.HANDSHAKE_TIME, 1_000_000));
    session.handshaking(true);
    look(999);
    assertEquals("", session.disconnectReason());
    look(1001);
    assertEquals("TLS was not agreed on in time", session.disconnectReason());
  }

  /// What has come of it is counted, but is no request.
  @Test
  void letAHandshakeTakeLongerThanARequest() {
    server.limits(server.limits().with(Limit.HANDSHAKE_TIME, 2_000_000));
    session.handshaking(true);
    server.buffers().note(session, 10, 0);
    look(0, 1999);
    assertEquals("", session.disconnectReason());
    look(2001);
    assertEquals("TLS was not agreed on in time", session.disconnectReason());
  }

  @Test
  void endClientsThatAreIdleBeforeThePassword() {
    session.authenticated(false);
    look(999);
    assertEquals("", session.disconnectReason());
    look(1001);
    assertEquals("idle for too long", session.disconnectReason());
  }

  @Test
  void lookOftenEnoughForTheShortestTime() {
    assertEquals(1000, deadlines.look(start));
    server.limits(server.limits().with(Limit.REQUEST_TIME, 2000));
    assertEquals(500, deadlines.look(start));
    server.limits(server.limits().with(Limit.IDLE_TIME, 1));
    assertEquals(50, deadlines.look(start));
  }

  private void look(int... seconds) {
    for (int second : seconds) {
      deadlines.look(start + second * SECOND);
    }
  }
}
