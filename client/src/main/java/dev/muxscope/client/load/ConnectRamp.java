package dev.muxscope.client.load;

import dev.muxscope.client.ReplyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// Opens the connections, a bounded number at a time, and has each greeted by the server before it
/// counts as open. So a server's accept backlog never holds more than [#BACKLOG] of them, or one
/// for each thread, as every thread has a ramp with its share of that.
///
/// Owned by the loop's thread, which runs it once.
final class ConnectRamp {

  /// The backlog that servers commonly ask for.
  private static final int BACKLOG = 128;

  /// How long the ramp waits while nothing at all happens, and the loop for each connection that it
  /// opens anew.
  static final long PATIENCE_NANOS = 10_000_000_000L;

  static final String NO_WELCOME =
      "no reply to PING within " + PATIENCE_NANOS / 1_000_000_000 + " s";

  private static final long SELECT_MILLIS = 100;

  private final LoadOptions options;
  private final int wanted;
  private final int maxInFlight;
  private final Selector selector;
  private final Dialer dialer;
  private final ByteBuffer input;
  private final FailureCounts failures;
  private final List<LoadConnection> open = new ArrayList<>();
  private int started;

  /// @param wanted how many connections to open
  ConnectRamp(
      LoadOptions options,
      int wanted,
      Selector selector,
      Dialer dialer,
      ByteBuffer input,
      FailureCounts failures) {
    this.options = options;
    this.wanted = wanted;
    this.maxInFlight = Math.max(1, BACKLOG / options.connections().threads());
    this.selector = selector;
    this.dialer = dialer;
    this.input = input;
    this.failures = failures;
  }

  /// Opens what can be opened.
  ///
  /// @return the open connections; failed ones are counted and left out
  /// @throws LoadException when no connection could be opened, or this machine has no file or port
  ///   left for one
  /// @throws InterruptedException when the thread is interrupted
  List<LoadConnection> open() throws LoadException, IOException, InterruptedException {
    long begun = System.nanoTime();
    long giveUp = begun + PATIENCE_NANOS;
    while (finished() < wanted && System.nanoTime() - giveUp < 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int due = due(System.nanoTime() - begun);
      while (started < due && started - finished() < maxInFlight) {
        start();
        giveUp = System.nanoTime() + PATIENCE_NANOS;
      }
      if (selector.select(this::onReady, selectMillis(due)) > 0 || started == finished()) {
        giveUp = System.nanoTime() + PATIENCE_NANOS;
      }
      requireAnyReachable();
    }
    giveUpRest();
    requireAnyReachable();
    return open;
  }

  /// How many shall have been started by now.
  private int due(long elapsedNanos) {
    long ramp = options.connections().ramp().toNanos();
    return elapsedNanos >= ramp ? wanted : 1 + (int) ((double) elapsedNanos / ramp * wanted);
  }

  private long selectMillis(int due) {
    long between = options.connections().ramp().toMillis() / wanted;
    return due == wanted ? SELECT_MILLIS : Math.clamp(between, 1, SELECT_MILLIS);
  }

  private int finished() {
    return open.size() + failures.connectFailures() + failures.malformedReplies();
  }

  private void start() throws LoadException {
    started++;
    try {
      LoadConnection _ = dialer.dial();
    } catch (IOException e) {
      failures.connectFailed(describe(e));
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
        failures.connectFailed(NO_WELCOME);
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

  static String describe(IOException e) {
    return switch (String.valueOf(e.getMessage())) {
      case "Connection refused" -> "connection refused: is a server listening there?";
      case "Connection timed out" -> "connection timed out: is the address right?";
      default -> String.valueOf(e.getMessage());
    };
  }
}
