package dev.muxscope.client.load;

import dev.muxscope.client.ReplyFormatException;
import dev.muxscope.client.ReplySkipper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// A connection under load.
///
/// ```
///                                                      the kernel took it all
///                                                      +------------------+
///             connected               reply            v                  |
/// CONNECTING ----------> GREETING ------------------> OPEN ----------> BLOCKED
///     |                     | a PING is on its way     |   bytes are      | waits for OP_WRITE too,
///     |                     |                          |   left over      | reads on meanwhile
///     +---------------------+-----------> CLOSED <-----+------------------+
///              refused, error reply, end of stream, reset, malformed or surplus reply
/// ```
///
/// The greeting shows that the server has accepted the connection, which a finished connect does
/// not: the kernel finishes it for any connection that fits the accept backlog.
///
/// Methods throw what the socket throws; the loop closes the connection then and counts it. Owned
/// by the loop's thread.
final class LoadConnection {

  private enum State {
    CONNECTING,
    GREETING,
    OPEN,
    BLOCKED,
    CLOSED
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Outbox outbox;
  private final int pipeline;
  private final Greeting greeting;
  private final PendingBatches pending = new PendingBatches();
  private final ReplySkipper skipper = new ReplySkipper();
  private final long dialledNanos = System.nanoTime();
  private State state = State.CONNECTING;
  private int slot;

  /// Replies to the greeting.
  private int welcomes;

  private boolean retiring;
  private boolean active;

  /// Of the oldest pending batch.
  private int answered;

  LoadConnection(
      SocketChannel channel, SelectionKey key, Outbox outbox, int pipeline, Greeting greeting) {
    this.channel = channel;
    this.key = key;
    this.outbox = outbox;
    this.pipeline = pipeline;
    this.greeting = greeting;
  }

  /// Takes the next step towards [State#OPEN].
  ///
  /// @param input shared by all connections, empty between calls
  /// @return true once the server has answered
  boolean advanceGreeting(ByteBuffer input) throws IOException, ReplyFormatException {
    if (state == State.CONNECTING) {
      channel.finishConnect();
      greet();
      return false;
    }
    readWelcome(input);
    welcomes += skipper.skip(input);
    if (welcomes < greeting.replies()) {
      return false;
    }
    greeting.requireWelcome(skipper);
    state = State.OPEN;
    // Whatever comes next is read once the load begins.
    key.interestOps(0);
    return true;
  }

  private void readWelcome(ByteBuffer input) throws IOException {
    try {
      read(input);
    } catch (IOException e) {
      throw Greeting.whyEnded(skipper, e);
    }
  }

  private void greet() throws IOException {
    state = State.GREETING;
    key.interestOps(SelectionKey.OP_READ);
    // A new connection's empty socket buffer takes it whole.
    channel.write(greeting.bytes().duplicate());
  }

  /// @param slot its place among the connections
  /// @param active whether it sends; others are only kept open
  void assign(int slot, boolean active) {
    this.slot = slot;
    this.active = active;
  }

  int slot() {
    return slot;
  }

  /// It is to be closed when its replies are in, and sends nothing more.
  void retire() {
    retiring = true;
  }

  boolean isRetiring() {
    return retiring;
  }

  /// Whether a batch may be sent on it.
  boolean isAvailable() {
    return !retiring && isOpen();
  }

  boolean isGreeting() {
    return state == State.CONNECTING || state == State.GREETING;
  }

  /// When it was begun, in [System#nanoTime()].
  long dialledNanos() {
    return dialledNanos;
  }

  boolean isActive() {
    return active;
  }

  void startReading() {
    key.interestOps(SelectionKey.OP_READ);
  }

  /// Sends a batch, behind what is left already.
  ///
  /// @param sent when it counts as sent
  void send(long due, long sent) throws IOException {
    pending.add(due, sent);
    boolean allLeft = outbox.send(channel);
    if (!allLeft && state == State.OPEN) {
      state = State.BLOCKED;
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  void onWritable() throws IOException {
    if (outbox.write(channel)) {
      state = State.OPEN;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /// Reads once and records the replies that end in what came.
  ///
  /// @param input shared by all connections, empty between calls
  /// @return the moment they came, in [System#nanoTime()]
  long onReadable(ByteBuffer input, LatencyRecorder recorder)
      throws IOException, ReplyFormatException {
    read(input);
    long now = System.nanoTime();
    recordReplies(skipper.skip(input), now, recorder);
    return now;
  }

  private void read(ByteBuffer input) throws IOException {
    input.clear();
    if (channel.read(input) < 0) {
      throw new EOFException("the server closed the connection");
    }
    input.flip();
  }

  private void recordReplies(int replies, long now, LatencyRecorder recorder)
      throws ReplyFormatException {
    int left = replies;
    while (left > 0 && pending.size() > 0) {
      int ofOldest = Math.min(left, pipeline - answered);
      recorder.replied(pending.oldestDue(), pending.oldestSent(), now, ofOldest);
      left -= ofOldest;
      answered += ofOldest;
      if (answered == pipeline) {
        answered = 0;
        pending.removeOldest();
      }
    }
    if (left > 0) {
      // The next request would be taken for answered before it is sent.
      throw new ReplyFormatException("more replies than requests");
    }
  }

  /// Requests sent or owed whose replies have not come.
  long outstanding() {
    return (long) pending.size() * pipeline - answered;
  }

  boolean isOpen() {
    return state == State.OPEN || state == State.BLOCKED;
  }

  long errorReplies() {
    return skipper.errors();
  }

  String errorSample() {
    return skipper.errorSample();
  }

  /// Idempotent.
  void close() {
    state = State.CLOSED;
    try {
      channel.close();
    } catch (IOException _) {
      // Nothing is left to save.
    }
  }
}
