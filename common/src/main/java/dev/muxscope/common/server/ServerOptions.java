package dev.muxscope.common.server;

import java.time.Duration;
import java.util.Locale;

/// How a server is set. Immutable; checked when made.
///
/// @param host the address to listen at, a name or a number; default `127.0.0.1`
/// @param port 0 to 65535, 0 takes a free one; default 6380
/// @param backlog connections that the kernel may hold until they are accepted, 1 or more; default
///   4096, of which the kernel may allow less
/// @param eventLoops threads that select, 1 to 256; the blocking modes have none, and take 1 only;
///   default 1
/// @param poller which of the JDK's selectors `select` mode uses; default [Poller#DEFAULT]
/// @param dispatch which thread executes requests in `select` mode; default [Dispatch.Inline]
/// @param limits what it bounds, and may be changed while it runs; default [Limits#defaults]
/// @param grace how long stopping waits for replies to be taken, 0 or more; default 5 s
/// @param operator whether a person at the console answers `LAB.ASK`; default no
/// @param security whom it serves; default [Security#defaults]
public record ServerOptions(
    String host,
    int port,
    int backlog,
    int eventLoops,
    Poller poller,
    Dispatch dispatch,
    Limits limits,
    Duration grace,
    boolean operator,
    Security security) {

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
    checkRange("event-loops", eventLoops, 1, 256);
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
        1,
        Poller.DEFAULT,
        new Dispatch.Inline(),
        Limits.defaults(),
        Duration.ofSeconds(5),
        false,
        Security.defaults());
  }

  /// The same with another value of one limit.
  ///
  /// @throws IllegalArgumentException if it is out of range
  public ServerOptions with(Limit limit, long value) {
    return withLimits(limits.with(limit, value));
  }

  /// The same at another address.
  public ServerOptions withHost(String other) {
    return new ServerOptions(
        other, port, backlog, eventLoops, poller, dispatch, limits, grace, operator, security);
  }

  /// The same at another port.
  public ServerOptions withPort(int other) {
    return new ServerOptions(
        host, other, backlog, eventLoops, poller, dispatch, limits, grace, operator, security);
  }

  /// The same with another backlog.
  public ServerOptions withBacklog(int other) {
    return new ServerOptions(
        host, port, other, eventLoops, poller, dispatch, limits, grace, operator, security);
  }

  /// The same with other numbers of event loops.
  public ServerOptions withEventLoops(int other) {
    return new ServerOptions(
        host, port, backlog, other, poller, dispatch, limits, grace, operator, security);
  }

  /// The same with another poller.
  public ServerOptions withPoller(Poller other) {
    return new ServerOptions(
        host, port, backlog, eventLoops, other, dispatch, limits, grace, operator, security);
  }

  /// The same with another dispatch.
  public ServerOptions withDispatch(Dispatch other) {
    return new ServerOptions(
        host, port, backlog, eventLoops, poller, other, limits, grace, operator, security);
  }

  /// The same with other limits.
  public ServerOptions withLimits(Limits other) {
    return new ServerOptions(
        host, port, backlog, eventLoops, poller, dispatch, other, grace, operator, security);
  }

  /// The same with another grace.
  public ServerOptions withGrace(Duration other) {
    return new ServerOptions(
        host, port, backlog, eventLoops, poller, dispatch, limits, other, operator, security);
  }

  /// The same with an operator or without.
  public ServerOptions withOperator(boolean other) {
    return new ServerOptions(
        host, port, backlog, eventLoops, poller, dispatch, limits, grace, other, security);
  }

  /// The same with other clients let in.
  public ServerOptions withSecurity(Security other) {
    return new ServerOptions(
        host, port, backlog, eventLoops, poller, dispatch, limits, grace, operator, other);
  }

  private static void checkRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      String range =
          most == Integer.MAX_VALUE ? "at least " + least : "between " + least + " and " + most;
      throw new IllegalArgumentException(name + " must be " + range + ", not " + value);
    }
  }
}
