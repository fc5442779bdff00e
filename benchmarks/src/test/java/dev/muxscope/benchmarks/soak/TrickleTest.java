package dev.muxscope.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrickleTest {

  private final Tally tally = new Tally();

  @Test
  void aReplyThatStallsIsNoClose() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) mute.getLocalSocketAddress();
      try (Monitor monitor = new Monitor(address);
          Wire wire = new Wire(address, tally, 0)) {
        Stage stage = new Stage(address, monitor, tally, Duration.ofSeconds(5), 1);
        // From then on the wire has that much patience.
        assertFalse(wire.isClosedWithin(Duration.ofMillis(10)));
        assertThrows(
            SocketTimeoutException.class, () -> new Trickle().play(wire, new Random(1), stage));
        assertEquals(0, tally.closedLate.sum());
      }
    }
  }
}
