package dev.muxscope.client.load;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.ReplyFormatException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Opens the connections, a bounded number at a time, and has each greeted by the server before it
/// counts as open. So a server's accept backlog never holds more than [#MAX_IN_FLIGHT] of them.
///
/// Owned by the loop's thread, which runs it once.
final class ConnectRamp {

  /// The backlog that servers commonly ask for.
  static final int MAX_IN_FLIGHT = 128;

  /// How long the ramp waits while nothing at all happens.
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final long SELECT_MILLIS = 100;

  private final LoadOptions options;
  private final int wanted;
  private final InetSocketAddress address;
  private final Selector selector;
  private final RequestPattern pattern;
  private final ByteBuffer input;
  private final FailureCounts failures;
  private final List<LoadConnection> open = new ArrayList<>();
  private int started;

  /// @param wanted how many connections to open
  ConnectRamp(
      LoadOptions options,
      int wanted,
      Selector selector,
      RequestPattern pattern,
      ByteBuffer input,
      FailureCounts failures)
      throws LoadException {
    this.options = options;
    this.wanted = wanted;
    this.address = resolve(options.target());
    this.selector = selector;
    this.pattern = pattern;
    this.input = input;
    this.failures = failures;
  }

  private static InetSocketAddress resolve(HostPort target) throws LoadException {
    InetSocketAddress address = target.address();
    if (address.isUnresolved()) {
      throw new LoadException(target + ": no host of that name is known");
    }
    return address;
  }

  /// Opens what can be opened.
  ///
  /// @return the open connections; failed ones are counted and left out
  /// @throws LoadException when no connection could be opened, or this machine has no file or port
  ///   left for one
  List<LoadConnection> open() throws LoadException, IOException {
    long giveUp = System.nanoTime() + PATIENCE_NANOS;
    while (finished() < wanted && System.nanoTime() - giveUp < 0) {
      while (started < wanted && started - finished() < MAX_IN_FLIGHT) {
        start();
      }
      if (selector.select(this::onReady, SELECT_MILLIS) > 0) {
        giveUp = System.nanoTime() + PATIENCE_NANOS;
      }
      requireAnyReachable();
    }
    giveUpRest();
    requireAnyReachable();
    return open;
  }

  private int finished() {
    return open.size() + failures.connectFailures() + failures.malformedReplies();
  }

  private void start() throws LoadException {
    started++;
    SocketChannel channel = openChannel();
    try {
      connect(channel);
    } catch (BindException e) {
      throw new LoadException(
          describeStarted() + ": no port left on this machine: " + e.getMessage());
    } catch (IOException e) {
      close(channel);
      failures.connectFailed(describe(e));
    }
  }

  private SocketChannel openChannel() throws LoadException {
    try {
      return SocketChannel.open();
    } catch (IOException e) {
      throw new LoadException(
          describeStarted() + ": " + e.getMessage() + ": is `ulimit -n` high enough?");
    }
  }

  private void connect(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
    key.attach(new LoadConnection(channel, key, pattern, options.pace().pipeline()));
    // One that is connected at once is reported as ready to be finished all the same.
    boolean _ = channel.connect(address);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // It was never open.
    }
  }

  private void onReady(SelectionKey key) {
    var connection = (LoadConnection) key.attachment();
    try {
      if (connection.advanceGreeting(input)) {
        open.add(connection);
      }
    } catch (IOException e) {
      connection.close();
      failures.connectFailed(describe(e));
    } catch (ReplyFormatException e) {
      connection.close();
      failures.malformedReply(0, "the server's reply to PING is no RESP: " + e.getMessage());
    }
  }

  private void giveUpRest() {
    for (SelectionKey key : selector.keys()) {
      var connection = (LoadConnection) key.attachment();
      if (!connection.isOpen() && key.isValid()) {
        connection.close();
        failures.connectFailed("no reply to PING within " + PATIENCE_NANOS / 1_000_000_000 + " s");
      }
    }
  }

  /// A server that is not there is told at once, not after as many attempts as connections.
  private void requireAnyReachable() throws LoadException {
    boolean anyFailed = failures.connectFailures() + failures.malformedReplies() > 0;
    if (open.isEmpty() && anyFailed) {
      throw new LoadException(options.target() + ": " + failures.first());
    }
  }

  private String describeStarted() {
    return options.target() + ": connection " + started + " of " + wanted;
  }

  private static String describe(IOException e) {
    return switch (String.valueOf(e.getMessage())) {
      case "Connection refused" -> "connection refused: is a server listening there?";
      case "Connection timed out" -> "connection timed out: is the address right?";
      default -> String.valueOf(e.getMessage());
    };
  }
}
