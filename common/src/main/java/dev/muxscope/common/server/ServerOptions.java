package dev.muxscope.common.server;

import java.time.Duration;
import java.util.Locale;

/// How a server is set. Immutable; checked when made.
///
/// @param host the address to listen at, a name or a number; default `127.0.0.1`
/// @param port 0 to 65535, 0 takes a free one; default 6380
/// @param backlog connections that the kernel may hold until they are accepted, 1 or more; default
///   4096, of which the kernel may allow less
/// @param maxConnections more are told so and closed, 1 or more; default 18,000
/// @param eventLoops threads that select, 1 to 256; the blocking modes ignore it; default 1
/// @param poller which of the JDK's selectors `select` mode uses; default [Poller#DEFAULT]
/// @param dispatch which thread executes requests in `select` mode; default [Dispatch.Inline]
/// @param maxBulkBytes the longest argument, in bytes, 1 or more; default 512 MiB
/// @param maxRequestBytes the longest request, in bytes, 64 KiB or more; default 513 MiB
/// @param maxUnsentBytes replies kept for a client that does not read, in bytes, before the server
///   stops reading from it, 1 or more; default 16 MiB
/// @param grace how long stopping waits for replies to be taken, 0 or more; default 5 s
/// @param operator whether a person at the console answers `LAB.ASK`; default no
public record ServerOptions(
    String host,
    int port,
    int backlog,
    int maxConnections,
    int eventLoops,
    Poller poller,
    Dispatch dispatch,
    int maxBulkBytes,
    int maxRequestBytes,
    int maxUnsentBytes,
    Duration grace,
    boolean operator) {

  /// Which of the JDK's selectors waits.
  public enum Poller {
    /// What the JDK chooses for this system: epoll on Linux.
    DEFAULT,
    /// The kernel keeps the set of sockets, and tells which are ready.
    EPOLL,
    /// Every select hands all sockets to the kernel anew, as `select(2)` does.
    POLL;

    /// As on the command line.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ServerOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be empty");
    }
    checkRange("port", port, 0, 65_535);
    checkRange("backlog", backlog, 1, Integer.MAX_VALUE);
    checkRange("max-connections", maxConnections, 1, Integer.MAX_VALUE);
    checkRange("event-loops", eventLoops, 1, 256);
    checkRange("max-bulk-bytes", maxBulkBytes, 1, Integer.MAX_VALUE);
    checkRange("max-request-bytes", maxRequestBytes, 64 * 1024, Integer.MAX_VALUE - 8);
    checkRange("max-unsent-bytes", maxUnsentBytes, 1, Integer.MAX_VALUE - 8);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative, but is " + grace);
    }
  }

  /// The defaults given above.
  public static ServerOptions defaults() {
    return new ServerOptions(
        "127.0.0.1",
        6380,
        4096,
        18_000,
        1,
        Poller.DEFAULT,
        new Dispatch.Inline(),
        512 << 20,
        513 << 20,
        16 << 20,
        Duration.ofSeconds(5),
        false);
  }

  /// The same with another dispatch.
  public ServerOptions with(Dispatch other) {
    return new ServerOptions(
        host,
        port,
        backlog,
        maxConnections,
        eventLoops,
        poller,
        other,
        maxBulkBytes,
        maxRequestBytes,
        maxUnsentBytes,
        grace,
        operator);
  }

  private static void checkRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      String range =
          most == Integer.MAX_VALUE ? "at least " + least : "between " + least + " and " + most;
      throw new IllegalArgumentException(name + " must be " + range + ", not " + value);
    }
  }
}
