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

  @Test
  void holdsWhatItIsCalled() {
    Session session = Caller.newSession();
    session.name("x".repeat(100));
    session.library("y".repeat(20));
    session.libraryVersion("z".repeat(3));
    assertEquals(123, session.heldBytes());
    session.reset();
    assertEquals(23, session.heldBytes());
  }

  /// Whatever its engine still says.
  @Test
  void holdsNothingOnceItIsForgotten() {
    Session session = Caller.newSession();
    session.link(
        new Session.Link() {
          @Override
          public void disconnect() {}

          @Override
          public void deliver() {}

          @Override
          public long besideUnsent() {
            return 1;
          }
        });
    session.library("x");
    session.keeps(1, 1);
    session.holds(1, 1);
    session.holdsAhead(1);
    assertEquals(7, session.heldBytes());
    session.forgetHeld();
    assertEquals(0, session.heldBytes());
  }
}
