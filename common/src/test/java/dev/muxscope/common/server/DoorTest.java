package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DoorTest {

  private final Server server = server("127.0.0.1", 0);
  private final Door door = server.door();
  private final List<Session> sessions = new ArrayList<>();

  @Test
  void listensAtAFreePort() throws IOException {
    try (ServerSocketChannel channel = door.listen()) {
      assertTrue(channel.isBlocking());
      assertEquals(((InetSocketAddress) channel.getLocalAddress()).getPort(), door.port());
      assertTrue(door.port() > 0);
    }
  }

  @Test
  void saysWhichAddressCannotBeHad() throws IOException {
    try (ServerSocketChannel _ = door.listen()) {
      Door second = server("127.0.0.1", door.port()).door();
      var failed = assertThrows(IOException.class, second::listen);
      String start = "cannot listen at 127.0.0.1:" + door.port() + ": ";
      assertTrue(failed.getMessage().startsWith(start), failed.getMessage());
    }
    var unknown =
        assertThrows(IOException.class, () -> server("no.such.invalid", 0).door().listen());
    assertEquals("no such host: no.such.invalid", unknown.getMessage());
  }

  @Test
  void closesItsSocketIfThereIsNoThreadForTheClock() {
    List<ServerSocketChannel> opened = new ArrayList<>();
    Consumer<ServerSocketChannel> failing =
        channel -> {
          opened.add(channel);
          throw new OutOfMemoryError("no thread");
        };
    assertThrows(OutOfMemoryError.class, () -> door.listen(failing));
    assertFalse(opened.getFirst().isOpen());
  }

  @Test
  void tellsOneTooManyInRedissWords() throws IOException {
    try (ServerSocketChannel listening = door.listen();
        Socket _ = new Socket("127.0.0.1", door.port());
        SocketChannel first = listening.accept();
        Socket tooMany = new Socket("127.0.0.1", door.port());
        SocketChannel second = listening.accept()) {
      door.welcome(first, sessions::add);
      assertEquals(1, sessions.size());
      assertTrue(first.getOption(StandardSocketOptions.TCP_NODELAY));
      door.welcome(second, sessions::add);
      assertEquals(1, sessions.size());
      assertTrue(first.isOpen());
      assertFalse(second.isOpen());
      byte[] words = tooMany.getInputStream().readAllBytes();
      assertEquals(
          "-ERR max number of clients reached\r\n", new String(words, StandardCharsets.US_ASCII));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void hasTheKernelAskSilentClientsAsRedisDoes() throws IOException {
    try (ServerSocketChannel listening = door.listen()) {
      assertAsked(listening, 300, 100);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void hasTheKernelAskClientsAsIsSetWhenTheyCome() throws IOException {
    try (ServerSocketChannel listening = door.listen()) {
      server.limits(server.limits().with(Limit.KEEPALIVE_TIME, 1500));
      assertAsked(listening, 1, 1);
      server.limits(server.limits().with(Limit.KEEPALIVE_TIME, Limit.KEEPALIVE_TIME.most()));
      assertAsked(listening, 32_767, 10_922);
      server.limits(server.limits().with(Limit.KEEPALIVE_TIME, 0));
      welcome(listening, each -> assertFalse(each.getOption(StandardSocketOptions.SO_KEEPALIVE)));
    }
  }

  private void assertAsked(ServerSocketChannel listening, int idle, int interval)
      throws IOException {
    welcome(
        listening,
        each -> {
          assertTrue(each.getOption(StandardSocketOptions.SO_KEEPALIVE));
          assertEquals(idle, each.getOption(ExtendedSocketOptions.TCP_KEEPIDLE));
          assertEquals(interval, each.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL));
          assertEquals(3, each.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT));
        });
  }

  /// What is said of an accepted socket.
  private interface Check {
    void of(SocketChannel accepted) throws IOException;
  }

  private void welcome(ServerSocketChannel listening, Check check) throws IOException {
    try (Socket _ = new Socket("127.0.0.1", door.port());
        SocketChannel accepted = listening.accept()) {
      door.welcome(accepted, sessions::add);
      check.of(accepted);
      server.release(sessions.removeLast(), "test");
    }
  }

  @Test
  void closesAnAcceptedSocketThatHasGone() throws IOException {
    try (ServerSocketChannel listening = door.listen();
        Socket _ = new Socket("127.0.0.1", door.port())) {
      SocketChannel gone = listening.accept();
      gone.close();
      door.welcome(gone, sessions::add);
      assertTrue(sessions.isEmpty());
    }
  }

  @Test
  void letsAConnectionGoThatTheEngineCannotServe() throws IOException {
    try (ServerSocketChannel listening = door.listen();
        Socket _ = new Socket("127.0.0.1", door.port())) {
      SocketChannel accepted = listening.accept();
      Consumer<Session> failing =
          _ -> {
            throw new OutOfMemoryError("no thread");
          };
      assertThrows(OutOfMemoryError.class, () -> door.welcome(accepted, failing));
      assertFalse(accepted.isOpen());
      assertEquals(0, server.connections());
      assertTrue(server.sessions().isEmpty());
    }
  }

  private static Server server(String host, int port) {
    var options = ServerOptions.defaults().withHost(host).withPort(port).with(Limit.CONNECTIONS, 1);
    return new Server("test", options, List.of(), Optional.empty());
  }
}
