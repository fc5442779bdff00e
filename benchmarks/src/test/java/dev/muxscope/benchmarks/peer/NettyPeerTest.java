package dev.muxscope.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NettyPeerTest {

  @Test
  void takesWordsApart() {
    assertEquals(
        new NettyPeer.Command(Transport.IO_URING, Handler.LEAN, 65_535),
        NettyPeer.Command.of("io_uring", "lean", "65535"));
  }

  @Test
  void saysWhatWouldBeRight() {
    assertEquals("tcp: use one of [nio, epoll, io_uring]", refusal("tcp", "lean", "0"));
    assertEquals("fat: use one of [lean, codec]", refusal("nio", "fat", "0"));
    assertEquals("x is no port from 0 to 65535", refusal("nio", "lean", "x"));
    assertEquals("65536 is no port from 0 to 65535", refusal("nio", "lean", "65536"));
    assertEquals("usage: netty nio|epoll|io_uring lean|codec PORT", refusal("nio"));
  }

  private static String refusal(String... words) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> NettyPeer.Command.of(words))
            .getMessage());
  }
}
