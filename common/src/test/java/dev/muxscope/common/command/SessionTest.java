package dev.muxscope.common.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.command.Session.ReplyMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

  @Test
  void writesAddressesAsRedisDoes() {
    Session session = Caller.newSession();
    assertEquals("127.0.0.1:1111", session.remote());
    assertEquals("[::1]:2222", session.local());
  }

  @Test
  void forgetsItsStateButNotItsCountsWhenReset() {
    Session session = Caller.newSession();
    session.protocol(3);
    session.name("me");
    session.replyMode(ReplyMode.OFF);
    session.countRequest();
    session.countCommand();
    session.countRead(10, session.openedNanos() + 5);
    session.countWritten(20);
    session.reset();
    assertEquals(2, session.protocol());
    assertEquals("", session.name());
    assertEquals(ReplyMode.ON, session.replyMode());
    assertEquals(1, session.requests());
    assertEquals(1, session.commands());
    assertEquals(10, session.bytesRead());
    assertEquals(20, session.bytesWritten());
    assertEquals(session.openedNanos() + 5, session.activeNanos());
    assertEquals(7, session.id());
  }

  @Test
  void isClosedByAnEngineThatComesAfterItWasToBeClosed() {
    Session session = Caller.newSession();
    session.disconnect("idle for too long");
    List<String> done = new ArrayList<>();
    session.link(
        new Session.Link() {
          @Override
          public void disconnect() {
            done.add(session.disconnectReason());
          }

          @Override
          public void deliver() {}
        });
    assertEquals(List.of("idle for too long"), done);
  }

  @Test
  void holdsAllThatARequestTakesThatIsNotWhole() {
    Session session = Caller.newSession();
    session.keeps(300, 64);
    session.holds(100, 20);
    assertEquals(484, session.heldBytes());
    // What is being executed lies in a buffer that is lent.
    session.takesUp(90, 9000);
    assertEquals(120, session.heldBytes());
  }
}
