package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Session;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);

  private final Server server = server(2);

  @Test
  void admitsUntilThereAreTooMany() {
    Session first = admit().orElseThrow();
    Session second = admit().orElseThrow();
    assertTrue(admit().isEmpty());
    assertEquals(2, server.connections());
    assertEquals(List.of(first, second), server.sessions().stream().sorted(byId()).toList());
    assertEquals(3, server.counters().accepts());
    assertEquals(1, server.counters().refused.sum());
  }

  @Test
  void takesTheNextOneWhenOneHasGone() {
    Session first = admit().orElseThrow();
    admit();
    server.release(first, "test");
    assertEquals(1, server.connections());
    assertFalse(server.sessions().contains(first));
    assertTrue(admit().isPresent());
    assertTrue(admit().isEmpty());
  }

  @Test
  void countsAConnectionOnceHoweverOftenItIsReleased() {
    Session first = admit().orElseThrow();
    admit();
    server.release(first, "test");
    server.release(first, "test");
    assertEquals(1, server.connections());
  }

  @Test
  void countsTheWholeBufferOfARequestUntilTheConnectionHasGone() {
    Session session = admit().orElseThrow();
    session.keeps(2 << 20, 0);
    server.buffers().note(session, 1 << 20, 0);
    assertEquals(3 << 20, server.buffers().total());
    server.release(session, "test");
    assertEquals(0, server.buffers().total());
  }

  @Test
  void letsStrangersLeaveLittleUnread() {
    Session known = admit().orElseThrow();
    Session stranger = admit().orElseThrow();
    stranger.authenticated(false);
    server.buffers().note(known, 0, (64 << 10) + 1);
    server.buffers().note(stranger, 0, 64 << 10);
    assertEquals(0, server.counters().late.sum());
    server.buffers().note(stranger, 0, (64 << 10) + 1);
    assertEquals("too many replies unread", stranger.disconnectReason());
    assertEquals("", known.disconnectReason());
  }

  @Test
  void readsLittleAheadOfStrangers() {
    Session known = admit().orElseThrow();
    Session stranger = admit().orElseThrow();
    stranger.authenticated(false);
    server.buffers().noteAhead(known, (64 << 10) + 1, 16);
    server.buffers().noteAhead(stranger, 64 << 10, 16);
    assertEquals(0, server.counters().late.sum());
    server.buffers().noteAhead(stranger, (64 << 10) + 1, 16);
    assertEquals("too much was sent before the password", stranger.disconnectReason());
  }

  @Test
  void numbersConnectionsUpwardsWithoutUsingANumberTwice() {
    Session first = admit().orElseThrow();
    server.release(first, "test");
    Session second = admit().orElseThrow();
    assertEquals(1, first.id());
    assertEquals(2, second.id());
  }

  @Test
  void keepsThoseThatAreThereWhenFewerAreAllowed() {
    admit();
    Session second = admit().orElseThrow();
    server.limits(server.limits().with(Limit.CONNECTIONS, 1));
    assertEquals(2, server.connections());
    server.release(second, "test");
    assertTrue(admit().isEmpty());
    server.limits(server.limits().with(Limit.CONNECTIONS, 2));
    assertTrue(admit().isPresent());
  }

  @Test
  void refusesACommandThatItHasAlready() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Server(
                "test",
                ServerOptions.defaults(),
                List.of(new LabCommands(server, Optional.empty())),
                Optional.empty()));
  }

  private static Comparator<Session> byId() {
    return Comparator.comparingLong(Session::id);
  }

  private Optional<Session> admit() {
    return server.admit(ADDRESS, ADDRESS);
  }

  private static Server server(int maxConnections) {
    var options = ServerOptions.defaults().with(Limit.CONNECTIONS, maxConnections);
    return new Server("test", options, List.of(), Optional.empty());
  }
}
