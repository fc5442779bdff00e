package dev.muxscope.common.server;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// Has the kernel ask silent clients whether they are still there, so that a connection whose
/// client has vanished without a word ends. As in Redis it asks again after a third of the time,
/// and gives up when three questions are not answered. Safe for all threads.
final class KeepAlive {

  private static final int PROBES = 3;

  /// Linux takes no more.
  private static final long MOST_SECONDS = 32_767;

  private static final Set<SocketOption<Integer>> TIMES =
      Set.of(
          ExtendedSocketOptions.TCP_KEEPIDLE,
          ExtendedSocketOptions.TCP_KEEPINTERVAL,
          ExtendedSocketOptions.TCP_KEEPCOUNT);

  /// The time that accepted sockets have from the listening one, in milliseconds; 0 for the
  /// kernel's own.
  private volatile long inherited;

  /// Sets the times of a socket that is to listen, which saves a connection three system calls; on
  /// it the JDK cannot switch the questions themselves on.
  void prepare(ServerSocketChannel listening, long millis) throws IOException {
    if (millis > 0 && setTimes(listening, millis)) {
      inherited = millis;
    }
  }

  /// Has the client of an accepted socket asked, after so many milliseconds; 0 for never.
  void begin(SocketChannel accepted, long millis) throws IOException {
    if (millis > 0) {
      accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (millis != inherited) {
        setTimes(accepted, millis);
      }
    }
  }

  /// False if the system does not know them.
  private static boolean setTimes(NetworkChannel channel, long millis) throws IOException {
    if (!channel.supportedOptions().containsAll(TIMES)) {
      return false;
    }
    int seconds = (int) Math.clamp(millis / 1000, 1, MOST_SECONDS);
    channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
    channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.max(1, seconds / PROBES));
    channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    return true;
  }
}
