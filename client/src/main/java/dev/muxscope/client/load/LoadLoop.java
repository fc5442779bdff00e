package dev.muxscope.client.load;

import dev.muxscope.client.ReplyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/// The selector loop: sends what is due, waits for sockets, has replies recorded. It knows nothing
/// of phases; [LoadGenerator] lets it run from one moment to the next.
///
/// Owned by one thread.
final class LoadLoop implements AutoCloseable {

  private static final int INPUT_BYTES = 64 << 10;

  /// A loop that is late looks at its sockets at least this often, or replies would pile up unread.
  private static final int MAX_BATCHES_PER_TURN = 64;

  private final LoadOptions options;
  private final LatencyRecorder recorder;
  private final FailureCounts failures = new FailureCounts();
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
  private final Selector selector;
  private final SocketWait sockets;
  private List<LoadConnection> connections = List.of();

  /// Of a closed loop: whether the next batch follows the replies to the last.
  private boolean refilling;

  private Schedule schedule;
  private long nextBatch;
  private int turn;
  private int openConnections;
  private long requestsSent;

  LoadLoop(LoadOptions options, LatencyRecorder recorder) throws IOException {
    this.options = options;
    this.recorder = recorder;
    this.schedule = Schedule.none(options.pipeline());
    this.selector = Selector.open();
    this.sockets = new SocketWait(selector, this::onReady);
  }

  /// Opens the connections.
  void connect() throws LoadException, IOException {
    var pattern = new RequestPattern(options.request(), options.pipeline());
    connections = new ConnectRamp(options, selector, pattern, input, failures).open();
    openConnections = connections.size();
    connections.forEach(LoadConnection::startReading);
  }

  /// Begins an open loop.
  void follow(Schedule schedule) {
    this.schedule = schedule;
  }

  /// Begins a closed loop: every connection sends its first batch.
  void startRefilling() {
    refilling = true;
    connections.forEach(this::refill);
  }

  /// Ends a closed loop.
  void stopRefilling() {
    refilling = false;
  }

  /// Runs until a moment in [System#nanoTime()].
  ///
  /// @throws LoadException when no connection is left
  void runUntil(long deadline) throws IOException, LoadException {
    while (System.nanoTime() - deadline < 0) {
      requireConnections();
      long wake = sendDue(deadline);
      sockets.until(wake, outstanding() > 0);
    }
  }

  /// Sends the batches that are due.
  ///
  /// @return when the next one is, or the deadline if that is earlier
  private long sendDue(long deadline) {
    for (int sent = 0; nextBatch < schedule.batches(); sent++) {
      long due = schedule.dueNanos(nextBatch);
      long now = System.nanoTime();
      if (due - now > 0 || sent == MAX_BATCHES_PER_TURN) {
        return due - deadline < 0 ? due : deadline;
      }
      nextBatch++;
      recorder.sent(due, now);
      send(nextOpenConnection(), due, now);
    }
    return deadline;
  }

  private LoadConnection nextOpenConnection() {
    LoadConnection connection;
    do {
      connection = connections.get(turn);
      turn = turn + 1 == connections.size() ? 0 : turn + 1;
    } while (!connection.isOpen() && openConnections > 0);
    return connection;
  }

  private void send(LoadConnection connection, long due, long now) {
    requestsSent += options.pipeline();
    try {
      connection.send(due, now);
    } catch (IOException e) {
      drop(connection, e);
    }
  }

  private void onReady(SelectionKey key) {
    var connection = (LoadConnection) key.attachment();
    try {
      doOnReady(connection, key);
    } catch (IOException e) {
      drop(connection, e);
    } catch (ReplyFormatException e) {
      failures.malformedReply(connection.outstanding(), String.valueOf(e.getMessage()));
      close(connection);
    }
  }

  private void doOnReady(LoadConnection connection, SelectionKey key)
      throws IOException, ReplyFormatException {
    if (key.isWritable()) {
      connection.onWritable();
    }
    if (key.isReadable()) {
      long now = connection.onReadable(input, recorder);
      if (refilling && connection.outstanding() == 0) {
        send(connection, now, now);
      }
    }
  }

  private void refill(LoadConnection connection) {
    long now = System.nanoTime();
    send(connection, now, now);
  }

  private void drop(LoadConnection connection, IOException why) {
    failures.connectionClosed(connection.outstanding(), String.valueOf(why.getMessage()));
    close(connection);
  }

  private void close(LoadConnection connection) {
    connection.close();
    openConnections--;
  }

  private void requireConnections() throws LoadException {
    if (openConnections == 0) {
      throw new LoadException(options.target() + ": all connections are lost: " + failures.first());
    }
  }

  /// Requests whose replies have not come and still may.
  long outstanding() {
    return requestsSent - recorder.replies() - failures.lostRequests();
  }

  /// Whether every batch has been sent and answered.
  boolean isDone() {
    return nextBatch == schedule.batches() && outstanding() == 0;
  }

  int openConnections() {
    return openConnections;
  }

  LoadErrors errors() {
    long errorReplies = 0;
    String errorReply = "";
    for (LoadConnection connection : connections) {
      errorReplies += connection.errorReplies();
      errorReply = errorReply.isEmpty() ? connection.errorSample() : errorReply;
    }
    return new LoadErrors(
        errorReplies,
        failures.connectFailures(),
        failures.connectionsClosed(),
        failures.malformedReplies(),
        outstanding() + failures.lostRequests(),
        errorReply,
        failures.first());
  }

  @Override
  public void close() throws IOException {
    connections.forEach(LoadConnection::close);
    selector.close();
  }
}
