package dev.muxscope.common.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Addresses as Redis writes them, and most others: those of IPv6 as short as they can be (RFC
/// 5952), where Java writes all eight groups, and without a scope.
public final class Addresses {

  private static final int GROUPS = 8;

  private Addresses() {}

  /// An address and its port, as `127.0.0.1:6380` or `[::1]:6380`.
  ///
  /// @param address resolved
  public static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String text =
        host instanceof Inet6Address ? "[" + shortened(host) + "]" : host.getHostAddress();
    return text + ":" + address.getPort();
  }

  /// The longest run of zeros, the first of several, becomes `::`; one zero alone is no run.
  private static String shortened(InetAddress host) {
    ByteBuffer groups = ByteBuffer.wrap(host.getAddress());
    int from = 0;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zeros(groups, i);
      if (zeros > length) {
        from = i;
        length = zeros;
      }
    }
    return length == 1
        ? joined(groups, 0, GROUPS)
        : joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
  }

  /// How many groups from one on are zero.
  private static int zeros(ByteBuffer groups, int from) {
    int end = from;
    while (end < GROUPS && groups.getShort(2 * end) == 0) {
      end++;
    }
    return end - from;
  }

  private static String joined(ByteBuffer groups, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toHexString(groups.getChar(2 * i)))
        .collect(Collectors.joining(":"));
  }
}
