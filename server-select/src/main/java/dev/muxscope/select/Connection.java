package dev.muxscope.select;

import dev.muxscope.common.command.EndReason;
import dev.muxscope.common.command.Pushes;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.event.LatencyHistogram;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Limit;
import dev.muxscope.common.server.RequestProcessor.Outcome;
import dev.muxscope.common.server.Turn;
import dev.muxscope.common.transport.ByteQueue;
import dev.muxscope.common.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection on an event loop. Belongs to the loop's thread.
///
/// ```
///              requests are handed over, or a turn is over
///      open ──► SERVING ──────────────────────────────────────► AWAY
///                │ │ ▲ ▲                                         │
///                │ │ │ └── the batch is back, or the next turn ──┘
///                │ │ │ all sent
///                │ ▼ │
///                │ BLOCKED (too many replies unsent)
///                │ │
///                ▼ ▼  QUIT, bad bytes, end of input, stop
///              CLOSING ── all sent ──► CLOSED ◄── failure, kill (from everywhere)
/// ```
///
/// Only SERVING waits to read; all wait to write while replies are unsent, and only then: an idle
/// socket is always writable, and every select would return at once.
///
/// AWAY, its requests wait for a worker or for the loop's next turn. Nothing is read, so that
/// replies keep their order and a client that goes on sending is slowed down by TCP. A worker has
/// the session, the parser and the input until [#takeBack]; all else stays the loop's, which alone
/// reads, writes and closes. A client that waits for its reply sends nothing meanwhile, so that
/// OP_READ is taken out only when it does: that saves two system calls a request. A stop waits
/// until the batch is back; a kill does not, and then the batch comes back to a connection that is
/// CLOSED, which forgets it.
final class Connection implements ReadyHandler, Session.Link {

  private static final FaultLog LOG = new FaultLog(Connection.class);

  /// Reads of a connection that stops, so that a client that never pauses does not hold the loop.
  private static final int MAX_LAST_READS = 256;

  private enum State {
    SERVING,
    BLOCKED,
    AWAY,
    CLOSING,
    CLOSED
  }

  private final LoopContext context;
  private final Transport transport;
  private final Session session;
  private final SelectionKey key;

  /// What has come of a request that is not whole, if it is amid one.
  private @Nullable PartialInput ownPartial;

  /// Replies that the kernel has not taken, if there are any.
  private @Nullable ByteQueue unsent;

  private State state = State.SERVING;
  private String reason = "";
  private int lastReads;

  private Connection(LoopContext context, Transport transport, Session session) throws IOException {
    this.context = context;
    this.transport = transport;
    this.session = session;
    this.key = context.loop().register(transport.channel(), SelectionKey.OP_READ);
  }

  /// Begins to serve a connection.
  ///
  /// @param arrived whether requests may have come already, with the end of a handshake
  /// @throws IOException if it cannot be: the caller lets it go
  static void open(LoopContext context, Transport transport, Session session, boolean arrived)
      throws IOException {
    Connection connection = new Connection(context, transport, session);
    connection.key.attach(connection);
    session.link(connection);
    connection.guard(() -> connection.begin(arrived));
  }

  private void begin(boolean arrived) throws IOException {
    if (context.loop().stopping()) {
      // It was on its way here when the loop was told to stop.
      onStop();
    } else if (arrived) {
      read();
    }
  }

  @Override
  public void disconnect() {
    context.loop().execute(() -> close(session.disconnectReason()));
  }

  @Override
  public void deliver() {
    context.loop().execute(guarded(this::deliverPushes));
  }

  @Override
  public long besideUnsent() {
    return transport.unsentBytes();
  }

  /// A field of each cache line, as near as one can tell. The channel's locks are out of reach.
  @Override
  public long prefetch() {
    SocketChannel channel = transport.channel();
    long ofChannel = channel.isOpen() && channel.isConnected() ? 1 : 0;
    long ofSession = session.requests() + session.inputRoom() + session.pushes().count();
    return ofChannel + ofSession + unsentBytes();
  }

  @Override
  public void closeNow() {
    close(EndReason.SERVER_STOPS);
  }

  @Override
  public void onReady() throws IOException {
    int ready = key.readyOps();
    if ((ready & SelectionKey.OP_WRITE) != 0) {
      sendUnsent();
    }
    if ((ready & SelectionKey.OP_READ) != 0) {
      if (state == State.SERVING) {
        readOn();
      } else if (state == State.AWAY) {
        // What is ready now would be ready at every select until that is over.
        updateInterest();
      }
    }
  }

  /// Takes what has arrived by now, answers it, and closes; if it is BLOCKED or AWAY, once it no
  /// longer is.
  @Override
  public void onStop() throws IOException {
    long before = -1;
    while (lastReads < MAX_LAST_READS && state == State.SERVING && session.bytesRead() > before) {
      lastReads++;
      before = session.bytesRead();
      read();
    }
    if (state == State.SERVING) {
      finish(EndReason.SERVER_STOPS);
    }
  }

  @Override
  public void onFailure(Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("connection ", session, " is closed", cause);
    }
    // Replies to what came before the failure must not go to the next connection.
    context.replies().clear();
    close(EndReason.of(cause));
  }

  /// Reads on while all that is read belongs to one request that ends soon: many that fill at the
  /// same time are out of the processor's cache, and the collector copies them.
  private void readOn() throws IOException {
    long before = session.requests();
    while (read()
        && state == State.SERVING
        && session.requests() == before
        && partial().endsSoon()) {
      // There is likely to be more of it.
    }
  }

  /// Reads once; whether it filled the buffer.
  private boolean read() throws IOException {
    ByteBuffer input = context.input();
    PartialInput partial = partial();
    partial.prepare(input);
    int length = transport.read(input);
    boolean filled = !input.hasRemaining();
    context.counts().reads++;
    if (length > 0) {
      context.counts().bytesRead += length;
      session.countRead(length, context.loop().wokenNanos());
      serve(partial.join(input), LatencyHistogram.start());
    } else {
      context.counts().emptyReads++;
      keep(partial.join(input));
      if (length < 0) {
        // With OP_READ kept, the end of input would be ready for ever.
        finish(EndReason.CLOSED_BY_CLIENT);
      }
    }
    return filled;
  }

  /// Executes what is whole of the input, sends the replies, keeps the rest.
  ///
  /// @param startNanos when the first turn of the input began, as [LatencyHistogram#start]
  private void serve(ByteBuffer input, long startNanos) throws IOException {
    long before = session.requests();
    beginExecuting();
    Outcome outcome = answer(partial().parser(), input);
    settle(outcome, input, session.requests() - before, startNanos);
    if (outcome == Outcome.CLOSE) {
      return;
    }
    if (outcome == Outcome.READ_MORE || state == State.BLOCKED) {
      endExecuting();
      finishIfEnded();
    } else {
      state = State.AWAY;
      goOnLater(outcome, startNanos);
    }
  }

  private void beginExecuting() {
    session.pushes().hold();
    session.executing(true);
  }

  private void endExecuting() {
    session.executing(false);
    session.pushes().release();
  }

  /// Has a worker execute what is kept, of which the first request is whole, or the loop, when
  /// others have had their turn.
  private void goOnLater(Outcome outcome, long startNanos) {
    if (outcome == Outcome.HAND_OVER) {
      handOver(new Batch(this, context, session, partial(), startNanos));
    } else {
      context.loop().postpone(guarded(() -> takeNextTurn(startNanos)));
    }
  }

  private void handOver(Batch batch) {
    try {
      context.workers().execute(batch);
    } catch (RuntimeException | Error e) {
      context.giveSpare(batch.replies());
      throw e;
    }
  }

  /// Counts what was executed, and keeps the rest or closes.
  private void settle(Outcome outcome, ByteBuffer rest, long requests, long startNanos) {
    context.counts().requests += (int) requests;
    context.server().latency().recordSince(startNanos, requests);
    if (outcome == Outcome.CLOSE) {
      finish(EndReason.ANSWERED_LAST);
    } else {
      keep(rest);
    }
  }

  /// The end of input may have come with what was before it, and then no select tells of it.
  private void finishIfEnded() {
    if (state == State.SERVING && transport.inputEnded()) {
      finish(EndReason.CLOSED_BY_CLIENT);
    }
  }

  /// Answers whole requests until none is left, the client leaves too many replies unread, or the
  /// connection has had its turn.
  private Outcome answer(RequestParser parser, ByteBuffer input) throws IOException {
    ReplyWriter replies = context.replies();
    Turn turn = context.turn();
    turn.begin();
    Outcome outcome;
    do {
      outcome = context.server().process(session, parser, input, replies, turn);
      send(replies);
    } while (outcome == Outcome.CALL_AGAIN && state != State.BLOCKED && !turn.isOver());
    return outcome;
  }

  private void takeNextTurn(long startNanos) throws IOException {
    if (state == State.AWAY) {
      enter(State.SERVING);
      endExecuting();
      serveMore(startNanos);
    }
  }

  /// Goes on with what is kept.
  private void serveMore(long startNanos) throws IOException {
    // A client that never pauses is to get its messages, too.
    deliverPushes();
    if (state == State.SERVING) {
      ByteBuffer input = context.input();
      PartialInput partial = partial();
      partial.prepare(input);
      serve(partial.join(input), startNanos);
    }
    if (context.loop().stopping()) {
      onStop();
    }
  }

  /// Sends messages, unless replies wait: then they go when those are sent.
  private void deliverPushes() throws IOException {
    if (state == State.CLOSED || state == State.CLOSING || unsent != null) {
      return;
    }
    Pushes pushes = session.pushes();
    if (pushes.begin()) {
      ReplyWriter messages = context.replies();
      messages.protocol(session.protocol());
      pushes.drainTo(messages);
      send(messages);
      pushes.end();
      noteHeld();
    }
  }

  /// Goes on with a batch that a worker has executed; on the loop's thread. Like [#guard], without
  /// an object, for which memory might be wanting.
  void takeBack(Batch batch) {
    try {
      doTakeBack(batch);
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
    context.giveSpare(batch.replies());
  }

  private void doTakeBack(Batch batch) throws IOException {
    if (state == State.CLOSED) {
      context.server().forget(session);
      return;
    }
    Throwable failure = batch.failure();
    if (failure != null) {
      onFailure(failure);
      return;
    }
    enter(State.SERVING);
    send(batch.replies());
    // Not before: a large reply may take long, and what follows it is kept waiting by the server.
    endExecuting();
    settle(batch.outcome(), batch.rest(), batch.requests(), batch.startNanos());
    if (batch.outcome() == Outcome.CALL_AGAIN) {
      serveMore(batch.startNanos());
      return;
    }
    finishIfEnded();
    if (context.loop().stopping()) {
      onStop();
    }
  }

  private void keep(ByteBuffer rest) {
    PartialInput partial = partial();
    partial.keep(rest);
    if (!partial.isAmidRequest()) {
      ownPartial = null;
    } else if (ownPartial == null) {
      ownPartial = partial;
      context.giveAwayPartial();
    }
    session.keeps(partial.room(), partial.tableBytes());
    noteHeld();
  }

  private PartialInput partial() {
    return ownPartial == null ? context.emptyPartial() : ownPartial;
  }

  private void send(ReplyWriter replies) throws IOException {
    ByteBuffer bytes = replies.flip();
    try {
      if (unsent == null && bytes.hasRemaining()) {
        count(transport.write(bytes));
        context.counts().partialWrites += bytes.hasRemaining() ? 1 : 0;
      }
      if (bytes.hasRemaining()) {
        unsent = unsent == null ? new ByteQueue() : unsent;
        unsent.add(bytes);
        enter(isBlocked() ? State.BLOCKED : State.SERVING);
      }
    } finally {
      replies.clear();
    }
  }

  private void sendUnsent() throws IOException {
    ByteQueue queue = Objects.requireNonNull(unsent);
    count(queue.writeTo(transport, context.input()));
    unsent = queue.size() > 0 ? queue : null;
    noteHeld();
    if (unsent != null) {
      return;
    }
    switch (state) {
      case CLOSING -> close(reason);
      case BLOCKED -> {
        enter(State.SERVING);
        serveMore(LatencyHistogram.start());
      }
      default -> {
        updateInterest();
        deliverPushes();
      }
    }
  }

  /// While the input is away, what was noted of it last still holds.
  private void noteHeld() {
    int waiting =
        state == State.AWAY ? session.partialBytes() : partialBytes() + transport.keptBytes();
    context.server().buffers().note(session, waiting, unsentBytes());
  }

  private int partialBytes() {
    return ownPartial == null ? 0 : ownPartial.size();
  }

  private long unsentBytes() {
    return unsent == null ? 0 : unsent.size();
  }

  private boolean isBlocked() {
    return unsentBytes() > context.server().limits().get(Limit.PAUSE_BYTES);
  }

  private void count(long written) {
    context.counts().writes++;
    context.counts().bytesWritten += written;
    session.countWritten(written);
  }

  private void enter(State next) {
    state = next;
    updateInterest();
  }

  private void updateInterest() {
    int reading = state == State.SERVING ? SelectionKey.OP_READ : 0;
    int wanted = reading | (unsent == null ? 0 : SelectionKey.OP_WRITE);
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /// Closes as soon as all replies are sent.
  private void finish(String why) {
    reason = why;
    session.executing(false);
    // Nothing more is read, and a long request's buffer is not to wait for the client.
    ownPartial = null;
    session.keeps(0, 0);
    noteHeld();
    if (unsent == null) {
      close(why);
    } else {
      enter(State.CLOSING);
    }
  }

  private void close(String why) {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      context.close(session, transport, why);
    }
  }
}
