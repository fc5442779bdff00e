package dev.muxscope.client.load;

import dev.muxscope.client.ReplyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// The selector loop: sends what is due, waits for sockets, has replies recorded. It knows nothing
/// of phases; [LoadGenerator] lets it run from one moment to the next.
///
/// Owned by one thread, whose interrupt ends it: sockets that never block are not closed by one.
final class LoadLoop implements AutoCloseable {

  private static final int INPUT_BYTES = 64 << 10;

  /// A loop that is late looks at its sockets at least this often, or replies would pile up unread.
  private static final int MAX_BATCHES_PER_TURN = 64;

  private final LoadOptions options;
  private final int thread;
  private final int pipeline;
  private final LatencyRecorder recorder;
  private final FailureCounts failures = new FailureCounts();
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
  private final Selector selector;
  private final SocketWait sockets;
  private final Dialer dialer;
  private Churn churn;
  private List<LoadConnection> connections = List.of();

  /// Those that send.
  private List<LoadConnection> active = List.of();

  /// Of a closed loop: whether the next batch follows the replies to the last.
  private boolean refilling;

  private Schedule schedule = Schedule.none();
  private int turn;
  private int openConnections;
  private int openActive;

  /// When there was one that sends again after there was none, in [System#nanoTime()].
  private long backNanos;

  /// Connections of a churn that are not open again yet, and before them some that are: the oldest
  /// comes first.
  private final Queue<LoadConnection> greeting = new ArrayDeque<>();

  /// How many of those are not open yet.
  private int reopening;

  private int reconnects;

  /// Error replies on connections that are gone.
  private long formerErrorReplies;

  private String errorSample = "";
  private long requestsSent;

  /// Requests that were due and never sent.
  private long missedRequests;

  /// @param thread whose share this is, counted from 0
  LoadLoop(LoadOptions options, int thread, LatencyRecorder recorder)
      throws IOException, LoadException {
    this.options = options;
    this.thread = thread;
    this.pipeline = options.pace().pipeline();
    this.recorder = recorder;
    this.selector = Selector.open();
    this.dialer = new Dialer(options, selector, Outbox.source(options, thread));
    this.churn = Churn.none();
    this.sockets = new SocketWait(selector, options.pace().busyPoll(), this::onReady);
  }

  /// Opens this thread's connections.
  ///
  /// @throws InterruptedException when the thread is interrupted
  void connect() throws LoadException, IOException, InterruptedException {
    ConnectionPlan plan = options.connections();
    int wanted = plan.share(plan.open(), thread);
    connections = new ConnectRamp(options, wanted, selector, dialer, input, failures).open();
    int sending = Math.min(plan.share(plan.active(), thread), connections.size());
    active = connections.subList(0, sending);
    for (int i = 0; i < connections.size(); i++) {
      connections.get(i).assign(i, i < sending);
      connections.get(i).startReading();
    }
    openConnections = connections.size();
    openActive = sending;
    backNanos = System.nanoTime();
  }

  /// Begins an open loop.
  void follow(Schedule schedule) {
    this.schedule = schedule;
  }

  /// Begins a closed loop: every connection sends its first batch.
  void startRefilling() {
    refilling = true;
    active.forEach(this::refill);
  }

  /// Closes connections and opens them anew from now on.
  void follow(Churn churn) {
    this.churn = churn;
  }

  /// Ends the churn, a closed loop at once, and an open one with what is due before a moment in
  /// [System#nanoTime()].
  void windDown(long endNanos) {
    refilling = false;
    schedule = new CutSchedule(schedule, endNanos);
    churn = Churn.none();
  }

  /// Runs until a moment in [System#nanoTime()], even if no connection is left.
  ///
  /// @throws InterruptedException when the thread is interrupted
  void runUntil(long deadline) throws IOException, InterruptedException {
    while (System.nanoTime() - deadline < 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      giveUpGreeting(System.nanoTime() - ConnectRamp.PATIENCE_NANOS, ConnectRamp.NO_WELCOME);
      retireDue();
      long wake = churn.earlier(sendDue(deadline));
      sockets.until(wake, outstanding() > 0);
    }
  }

  /// Sends the batches that are due.
  ///
  /// @return when the next one is, or the deadline if that is earlier
  private long sendDue(long deadline) {
    for (int batches = 0; !schedule.isOver() && openActive > 0; batches++) {
      long due = schedule.dueNanos();
      long now = System.nanoTime();
      if (due - now > 0 || batches == MAX_BATCHES_PER_TURN) {
        return due - deadline < 0 ? due : deadline;
      }
      schedule.advance();
      long sent = sentNanos(due, now, backNanos);
      recorder.sent(due, sent);
      send(nextOpenConnection(), due, sent);
    }
    return deadline;
  }

  /// When a batch counts as sent: as late as the load itself was. It is the server that has it wait
  /// for a connection.
  ///
  /// @param back since when there is a connection
  static long sentNanos(long due, long now, long back) {
    return now - Math.max(0, back - due);
  }

  private LoadConnection nextOpenConnection() {
    LoadConnection connection;
    do {
      connection = active.get(turn);
      turn = turn + 1 == active.size() ? 0 : turn + 1;
    } while (!connection.isAvailable() && openActive > 0);
    return connection;
  }

  private void send(LoadConnection connection, long due, long sent) {
    requestsSent += pipeline;
    try {
      connection.send(due, sent);
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
    if (connection.isGreeting()) {
      greet(connection);
      return;
    }
    if (key.isWritable()) {
      connection.onWritable();
    }
    if (key.isReadable()) {
      long now = connection.onReadable(input, recorder);
      if (connection.outstanding() == 0) {
        onAllAnswered(connection, now);
      }
    }
  }

  private void onAllAnswered(LoadConnection connection, long now) {
    if (connection.isRetiring()) {
      reopen(connection);
    } else if (refilling && connection.isActive()) {
      send(connection, now, now);
    }
  }

  private void retireDue() {
    while (churn.isDue() && !connections.isEmpty()) {
      LoadConnection connection = connections.get(churn.next(connections.size()));
      if (connection.isAvailable()) {
        connection.retire();
        openActive -= connection.isActive() ? 1 : 0;
        if (connection.outstanding() == 0) {
          reopen(connection);
        }
      }
    }
  }

  /// Closes a connection that owes nothing, and begins another in its place.
  private void reopen(LoadConnection connection) {
    keepErrors(connection);
    connection.close();
    openConnections--;
    reconnects++;
    try {
      LoadConnection next = dialer.dial();
      next.assign(connection.slot(), connection.isActive());
      connections.set(connection.slot(), next);
      greeting.add(next);
      reopening++;
    } catch (IOException e) {
      failures.connectFailed(ConnectRamp.describe(e));
    } catch (LoadException e) {
      failures.connectFailed(String.valueOf(e.getMessage()));
    }
  }

  private void greet(LoadConnection connection) throws IOException, ReplyFormatException {
    if (connection.advanceGreeting(input)) {
      reopening--;
      openConnections++;
      if (connection.isActive() && openActive++ == 0) {
        backNanos = System.nanoTime();
      }
      connection.startReading();
      if (refilling && connection.isActive()) {
        refill(connection);
      }
    }
  }

  private void refill(LoadConnection connection) {
    long now = System.nanoTime();
    send(connection, now, now);
  }

  private void drop(LoadConnection connection, IOException why) {
    if (connection.isGreeting()) {
      failures.connectFailed(ConnectRamp.describe(why));
    } else {
      failures.connectionClosed(connection.outstanding(), String.valueOf(why.getMessage()));
    }
    close(connection);
  }

  private void close(LoadConnection connection) {
    if (connection.isGreeting()) {
      reopening--;
    } else {
      openConnections--;
      openActive -= connection.isActive() && !connection.isRetiring() ? 1 : 0;
      keepErrors(connection);
    }
    connection.close();
  }

  /// Whether no connection that sends is left, nor comes back.
  boolean isLost() {
    return openActive == 0 && reopening == 0 && !anyRetiring();
  }

  /// What went wrong first; empty if nothing did.
  String firstFailure() {
    return failures.first();
  }

  private boolean anyRetiring() {
    return active.stream().anyMatch(c -> c.isOpen() && c.isRetiring());
  }

  /// Gives up the connections that were begun before a moment and have still not been answered.
  private void giveUpGreeting(long moment, String why) {
    LoadConnection oldest = greeting.peek();
    while (oldest != null && (!oldest.isGreeting() || oldest.dialledNanos() - moment < 0)) {
      greeting.remove();
      if (oldest.isGreeting()) {
        drop(oldest, new IOException(why));
      }
      oldest = greeting.peek();
    }
  }

  /// Counts what has not happened as failed: connections not open again, batches not sent. To be
  /// called once, at the end.
  void giveUp() {
    giveUpGreeting(System.nanoTime(), "no reply to PING before the end");
    for (; !schedule.isOver(); schedule.advance()) {
      recorder.missed(schedule.dueNanos());
      missedRequests += pipeline;
    }
  }

  /// Requests whose replies have not come and still may.
  long outstanding() {
    return requestsSent - recorder.replies() - failures.lostRequests();
  }

  /// Whether every batch has been sent and answered, and every connection is open again.
  boolean isDone() {
    return schedule.isOver() && outstanding() == 0 && reopening == 0;
  }

  /// How long it has waited for sockets or for the next request so far.
  long waitedNanos() {
    return sockets.waitedNanos();
  }

  int openConnections() {
    return openConnections;
  }

  LoadResult.Sockets sockets() {
    return new LoadResult.Sockets(dialer.dialled(), reconnects, dialer.sourceAddresses());
  }

  /// What went wrong; to be called once, at the end.
  LoadErrors errors() {
    connections.stream().filter(LoadConnection::isOpen).forEach(this::keepErrors);
    return new LoadErrors(
        formerErrorReplies,
        failures.connectFailures(),
        failures.connectionsClosed(),
        failures.malformedReplies(),
        outstanding() + failures.lostRequests() + missedRequests,
        errorSample,
        failures.first());
  }

  private void keepErrors(LoadConnection connection) {
    formerErrorReplies += connection.errorReplies();
    errorSample = errorSample.isEmpty() ? connection.errorSample() : errorSample;
  }

  @Override
  public void close() throws IOException {
    connections.forEach(LoadConnection::close);
    selector.close();
  }
}
