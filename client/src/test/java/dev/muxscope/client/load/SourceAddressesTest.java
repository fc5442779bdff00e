package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.client.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SourceAddressesTest {

  private static final LoadOptions OPTIONS =
      LoadOptions.defaults(HostPort.defaults())
          .withDuration(Duration.ofSeconds(9))
          .withWarmUp(Duration.ZERO);

  /// All, since the ports of an earlier run may not be free again yet.
  @Test
  void areAllWhereOneHasTooFewPortsOnLoopback() throws IOException {
    var loopback = InetAddress.getByName("127.0.0.1");
    assertEquals(1, count(75, 0, loopback));
    assertEquals(250, count(76, 0, loopback));
    // 50 open ones, and 10 seconds of so many closed ones.
    assertEquals(1, count(50, 2, loopback));
    assertEquals(250, count(50, 3, loopback));
    assertEquals(1, count(750, 0, InetAddress.getByName("192.0.2.1")));
    assertEquals(1, count(750, 0, InetAddress.getByName("::1")));
  }

  private static int count(int connections, int churn, InetAddress server) {
    var plan = ConnectionPlan.of(connections).withChurnPerSecond(churn);
    return SourceAddresses.of(OPTIONS.withConnections(plan), server, 100).count();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takeTurns() throws IOException {
    var sources = new SourceAddresses(3);
    Set<InetAddress> seen = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      try (var channel = SocketChannel.open()) {
        sources.bind(channel);
        seen.add(((InetSocketAddress) channel.getLocalAddress()).getAddress());
      }
    }
    assertEquals(3, seen.size());
  }

  @Test
  void isLeftToTheKernelWhereOneIsEnough() throws IOException {
    try (var channel = SocketChannel.open()) {
      new SourceAddresses(1).bind(channel);
      assertEquals(null, channel.getLocalAddress());
    }
  }
}
