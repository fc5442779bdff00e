package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.muxscope.common.command.Session;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BuffersTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);
  private static final int MIB = 1 << 20;

  private final Server server =
      new Server(
          "test",
          ServerOptions.defaults().with(Limit.BUFFER_BYTES, 10 * MIB),
          List.of(),
          Optional.empty());
  private final Buffers buffers = server.buffers();
  private final Session first = admit();
  private final Session second = admit();
  private final Session idle = admit();

  /// Though no buffer grows any more.
  @Test
  void closeTheLargestOnceTheLimitIsLower() throws InterruptedException {
    Session third = admit();
    buffers.note(first, 0, 2 * MIB);
    buffers.note(second, 0, 3 * MIB);
    buffers.note(third, 0, 4 * MIB);
    buffers.note(idle, 0, MIB);
    server.limits(server.limits().with(Limit.BUFFER_BYTES, 3 * MIB));
    awaitEnd(third);
    awaitEnd(second);
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
    assertEquals(2, server.counters().evicted.sum());
  }

  @Test
  void closeWhoHoldsMostUntilTheOthersHoldFewEnough() throws InterruptedException {
    buffers.note(first, 0, 4 * MIB);
    buffers.note(second, 0, 7 * MIB);
    awaitEnd(second);
    assertEquals("too much in all buffers", second.disconnectReason());
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
  }

  /// It may hold more than all may, and whoever holds nothing is no help.
  @Test
  void closeOnlyWhoHoldsAnythingBesideOneThatIsToStay() throws InterruptedException {
    first.protectedFromEviction(true);
    buffers.note(first, 0, 11 * MIB);
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
    buffers.note(second, 0, MIB);
    awaitEnd(second);
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
    assertEquals(1, server.counters().evicted.sum());
  }

  /// As if its publisher had counted a message that was delivered at the same moment.
  @Test
  void areCountedAnewNowAndThen() throws InterruptedException {
    buffers.note(first, 0, MIB);
    first.holds(0, 0);
    while (buffers.total() > 0) {
      Thread.sleep(1);
    }
  }

  /// The server's own thread may be the one that chooses.
  private static void awaitEnd(Session session) throws InterruptedException {
    while (!session.disconnecting()) {
      Thread.sleep(1);
    }
  }

  private Session admit() {
    return server.admit(ADDRESS, ADDRESS).orElseThrow();
  }
}
