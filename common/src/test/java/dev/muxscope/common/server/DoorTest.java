package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoorTest {

  private final Door door = door("127.0.0.1", 0);

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
      Door second = door("127.0.0.1", door.port());
      var failed = assertThrows(IOException.class, second::listen);
      String start = "cannot listen at 127.0.0.1:" + door.port() + ": ";
      assertTrue(failed.getMessage().startsWith(start), failed.getMessage());
    }
    var unknown = assertThrows(IOException.class, () -> door("no.such.invalid", 0).listen());
    assertEquals("no such host: no.such.invalid", unknown.getMessage());
  }

  @Test
  void tellsOneTooManyInRedissWords() throws IOException {
    try (ServerSocketChannel listening = door.listen();
        Socket _ = new Socket("127.0.0.1", door.port());
        SocketChannel first = listening.accept();
        Socket tooMany = new Socket("127.0.0.1", door.port());
        SocketChannel second = listening.accept()) {
      assertTrue(door.welcome(first).isPresent());
      assertTrue(first.getOption(StandardSocketOptions.TCP_NODELAY));
      assertTrue(door.welcome(second).isEmpty());
      assertTrue(first.isOpen());
      assertFalse(second.isOpen());
      byte[] words = tooMany.getInputStream().readAllBytes();
      assertEquals(
          "-ERR max number of clients reached\r\n", new String(words, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void closesAnAcceptedSocketThatHasGone() throws IOException {
    try (ServerSocketChannel listening = door.listen();
        Socket _ = new Socket("127.0.0.1", door.port())) {
      SocketChannel gone = listening.accept();
      gone.close();
      assertTrue(door.welcome(gone).isEmpty());
    }
  }

  private static Door door(String host, int port) {
    var options = ServerOptions.defaults().withHost(host).withPort(port).with(Limit.CONNECTIONS, 1);
    return new Server("test", options, List.of(), Optional.empty()).door();
  }
}
