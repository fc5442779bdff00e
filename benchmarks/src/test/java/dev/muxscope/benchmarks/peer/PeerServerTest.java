package dev.muxscope.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerServerTest {

  private static final List<String> ALL =
      List.of(
          "jdk-select",
          "jdk-vthreads",
          "netty-nio-lean",
          "netty-nio-codec",
          "netty-epoll-lean",
          "netty-epoll-codec",
          "netty-io_uring-lean",
          "netty-io_uring-codec");

  @Test
  void takesWordsApart() {
    assertEquals(
        new PeerServer.Command(new Peer.Netty(Transport.IO_URING, Handler.LEAN), 65_535),
        PeerServer.Command.of("netty-io_uring-lean", "65535"));
    assertEquals(
        new PeerServer.Command(Peer.Jdk.SELECT, 0), PeerServer.Command.of("jdk-select", "0"));
  }

  @Test
  void saysWhatWouldBeRight() {
    assertEquals("tcp: use one of " + ALL, refusal("tcp", "0"));
    assertEquals("x is no port from 0 to 65535", refusal("jdk-select", "x"));
    assertEquals("65536 is no port from 0 to 65535", refusal("jdk-select", "65536"));
    assertEquals("usage: peer NAME PORT, where NAME is of " + ALL, refusal("nio"));
  }

  private static String refusal(String... words) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> PeerServer.Command.of(words))
            .getMessage());
  }
}
