package dev.muxscope.client.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where connections come from. One address of this machine has some 28,000 ports for connections
/// to one server; on loopback there are 16 million addresses, of which many are used in turn where
/// one is not enough.
///
/// Owned by the loop's thread.
final class SourceAddresses {

  /// What is left to other programs, and to ports that are not free again yet.
  private static final double USABLE = 0.75;

  /// How long the port of a connection that was closed may be kept by the kernel.
  private static final long TIME_WAIT_SECONDS = 60;

  /// Of one run they would be more than are needed; but the kernel keeps the ports of connections
  /// whose addresses were chosen, and those of the runs before may not be free again yet.
  private static final int MANY = 250;

  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final int count;
  private int turn;

  SourceAddresses(int count) {
    this.count = count;
  }

  /// Many, or one, left to the kernel, where that is enough, where the server is not on an IPv4
  /// loopback address, or where this is not Linux.
  static SourceAddresses of(LoadOptions options, InetAddress server) {
    return of(options, server, portsOfAnAddress());
  }

  static SourceAddresses of(LoadOptions options, InetAddress server, int ports) {
    boolean loopback = server.isLoopbackAddress() && server.getAddress().length == 4;
    if (!loopback || ports == UNKNOWN) {
      return new SourceAddresses(1);
    }
    long seconds = options.warmUp().plus(options.duration()).toSeconds() + 1;
    long closed = options.connections().churnPerSecond() * Math.min(seconds, TIME_WAIT_SECONDS);
    boolean oneIsEnough = options.connections().open() + closed <= ports * USABLE;
    return new SourceAddresses(oneIsEnough ? 1 : MANY);
  }

  private static int portsOfAnAddress() {
    try {
      String[] range =
          Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range")).strip().split("\\s+");
      return Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
    } catch (IOException | RuntimeException _) {
      return UNKNOWN;
    }
  }

  int count() {
    return count;
  }

  /// Gives a channel its address, unless one is enough.
  ///
  /// @throws java.net.BindException when the address has no port left
  void bind(SocketChannel channel) throws IOException {
    if (count > 1) {
      byte[] address = {127, 0, 1, (byte) (1 + turn)};
      turn = turn + 1 == count ? 0 : turn + 1;
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
    }
  }
}
