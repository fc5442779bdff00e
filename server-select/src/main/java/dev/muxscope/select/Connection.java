package dev.muxscope.select;

import dev.muxscope.common.command.Pushes;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.event.FlightEvents;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Limit;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import dev.muxscope.common.server.RequestProcessor.Outcome;
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
///      open ──► READING ◄──────────────────────┐
///                │   │ some replies unsent     │ all sent
///                │   ▼                         │
///                │  SENDING ───────────────────┤
///                │   │ too many unsent         │
///                │   ▼                         │
///                │  BLOCKED ───────────────────┘
///                │   │
///                ▼   ▼  QUIT, bad bytes, end of input, stop (from all three)
///               CLOSING ── all sent ──► CLOSED ◄── failure, kill (from everywhere)
///
///      READING, SENDING ── requests are handed over ──► EXECUTING
///      EXECUTING ── its batch is back ──► READING, SENDING, BLOCKED or CLOSING
/// ```
///
/// READING waits to read; SENDING to read and to write; BLOCKED and CLOSING only to write. OP_WRITE
/// is set only while replies are unsent: an idle socket is always writable, and every select would
/// return at once.
///
/// EXECUTING reads nothing, so that replies keep their order and a client that goes on sending is
/// slowed down by TCP. Its worker has the session, the parser and the input until [#takeBack]; all
/// else stays the loop's, which alone reads, writes and closes. A client that waits for its reply
/// sends nothing meanwhile, so that OP_READ is taken out only when it does: that saves two system
/// calls a request. A stop waits until the batch is back; a kill does not, and then the batch comes
/// back to a connection that is CLOSED, which forgets it.
final class Connection implements ReadyHandler, Session.Link {

  private static final FaultLog LOG = new FaultLog(Connection.class);

  /// Reads of a connection that stops, so that a client that never pauses does not hold the loop.
  private static final int MAX_LAST_READS = 256;

  private enum State {
    READING(SelectionKey.OP_READ),
    SENDING(SelectionKey.OP_READ | SelectionKey.OP_WRITE),
    BLOCKED(SelectionKey.OP_WRITE),
    /// Keeps the interest of the state before, see [#waitForBatch].
    EXECUTING(0),
    CLOSING(SelectionKey.OP_WRITE),
    CLOSED(0);

    private final int interest;

    State(int interest) {
      this.interest = interest;
    }
  }

  private final LoopContext context;
  private final Transport transport;
  private final Session session;
  private final SelectionKey key;
  private final PartialInput partial;
  private final ByteQueue unsent = new ByteQueue();
  private State state = State.READING;
  private String reason = "";
  private int lastReads;

  /// The parser, while it is amid a request.
  private @Nullable RequestParser ownParser;

  private Connection(LoopContext context, Transport transport, Session session) throws IOException {
    this.context = context;
    this.transport = transport;
    this.session = session;
    this.partial = new PartialInput(context.server().spareBuffers());
    this.key = context.loop().register(transport.channel(), State.READING.interest);
  }

  /// Begins to serve a connection.
  ///
  /// @param arrived whether requests may have come already, with the end of a handshake
  static void open(LoopContext context, Transport transport, Session session, boolean arrived) {
    try {
      Connection connection = new Connection(context, transport, session);
      connection.key.attach(connection);
      session.link(connection);
      if (context.loop().stopping()) {
        // It was on its way here when the loop was told to stop.
        connection.onStop();
      } else if (arrived) {
        connection.onArrived();
      }
    } catch (IOException e) {
      context.release(session, "not registered: " + e.getMessage());
      transport.closeQuietly();
    }
  }

  private void onArrived() {
    try {
      read();
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  @Override
  public void disconnect() {
    context.loop().execute(() -> close(session.disconnectReason()));
  }

  @Override
  public void deliver() {
    context.loop().execute(this::deliverPushes);
  }

  /// A field of each cache line, as near as one can tell. The channel's locks are out of reach.
  @Override
  public long prefetch() {
    SocketChannel channel = transport.channel();
    long ofChannel = channel.isOpen() && channel.isConnected() ? 1 : 0;
    long ofSession = session.requests() + session.inputRoom() + session.pushes().count();
    return ofChannel + ofSession + partial.size() + unsent.size();
  }

  @Override
  public void onReady() {
    try {
      doOnReady();
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  @Override
  public void onStop() {
    try {
      doOnStop();
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  @Override
  public void closeNow() {
    close("server stops");
  }

  private void doOnReady() throws IOException {
    int ready = key.readyOps();
    if ((ready & SelectionKey.OP_WRITE) != 0) {
      sendUnsent();
    }
    if ((ready & SelectionKey.OP_READ) != 0) {
      if (takesRequests()) {
        readOn();
      } else if (state == State.EXECUTING) {
        waitForBatch();
      }
    }
  }

  /// What is ready now would be ready at every select until the batch is back.
  private void waitForBatch() {
    key.interestOps(unsent.size() == 0 ? 0 : SelectionKey.OP_WRITE);
  }

  /// Takes what has arrived by now, answers it, and closes.
  private void doOnStop() throws IOException {
    long before = -1;
    while (lastReads < MAX_LAST_READS && takesRequests() && session.bytesRead() > before) {
      lastReads++;
      before = session.bytesRead();
      read();
    }
    if (state != State.CLOSED && state != State.EXECUTING) {
      finish("server stops");
    }
  }

  private boolean takesRequests() {
    return state == State.READING || state == State.SENDING;
  }

  private void fail(Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("connection " + session.remote() + " is closed", cause);
    }
    // Replies to what came before the failure must not go to the next connection.
    context.replies().truncate(0);
    close("failed: " + cause.getMessage());
  }

  /// Reads on while all that is read belongs to one request that ends soon: many that fill at the
  /// same time are out of the processor's cache, and the collector copies them.
  private void readOn() throws IOException {
    long before = session.requests();
    boolean goesOn = true;
    while (goesOn) {
      boolean filled = read();
      goesOn = filled && takesRequests() && session.requests() == before && partial.endsSoon();
    }
  }

  /// Reads once; whether it filled the buffer.
  private boolean read() throws IOException {
    ByteBuffer input = context.input();
    partial.prepare(input);
    int length = transport.read(input);
    boolean filled = !input.hasRemaining();
    context.counts().reads++;
    if (length > 0) {
      context.counts().bytesRead += length;
      session.countRead(length, context.loop().wokenNanos());
      serve(partial.join(input));
    } else {
      context.counts().emptyReads++;
      partial.keepAll(partial.join(input));
      noteHeld();
      if (length < 0) {
        // With OP_READ kept, the end of input would be ready for ever.
        finish("closed by the client");
      }
    }
    return filled;
  }

  /// Executes what is whole of the input, sends the replies, keeps the rest.
  private void serve(ByteBuffer input) throws IOException {
    long start = FlightEvents.on() ? System.nanoTime() : 0;
    long before = session.requests();
    session.pushes().hold();
    RequestParser parser = ownParser == null ? context.parser().lend() : ownParser;
    ReplyWriter replies = context.replies();
    Outcome outcome;
    HandOver handOver = context.workers().handOver();
    do {
      outcome = context.server().process(session, parser, input, replies, handOver);
      send(replies);
    } while (outcome == Outcome.CALL_AGAIN && state != State.BLOCKED);
    account(start, (int) (session.requests() - before));
    if (outcome == Outcome.CLOSE) {
      finish("by request or for a protocol error");
      return;
    }
    keep(input, parser);
    noteHeld();
    if (outcome == Outcome.HAND_OVER && state != State.BLOCKED) {
      handOver(start);
    } else {
      session.pushes().release();
      finishIfEnded();
    }
  }

  /// The end of input may have come with what was before it, and then no select tells of it.
  private void finishIfEnded() {
    if (takesRequests() && transport.inputEnded()) {
      finish("closed by the client");
    }
  }

  /// Sends messages, unless replies wait: then they go when those are sent.
  private void deliverPushes() {
    try {
      if (state == State.CLOSED || state == State.CLOSING || unsent.size() > 0) {
        return;
      }
      Pushes pushes = session.pushes();
      if (pushes.begin()) {
        pushes.drainTo(context.replies());
        send(context.replies());
        pushes.end();
        noteHeld();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void account(long startNanos, int requests) {
    context.counts().requests += requests;
    if (startNanos != 0) {
      context.server().latency().record(System.nanoTime() - startNanos, requests);
    }
  }

  /// Has a worker execute what is kept, of which the first request is whole.
  private void handOver(long startNanos) {
    RequestParser parser = Objects.requireNonNull(ownParser);
    Batch batch = new Batch(this, context, session, parser, partial.take(), startNanos);
    state = State.EXECUTING;
    session.executing(true);
    context.workers().execute(batch);
  }

  /// Goes on with a batch that a worker has executed; on the loop's thread.
  void takeBack(Batch batch) {
    try {
      if (state == State.CLOSED) {
        context.server().forgetSubscriptions(session);
      } else {
        doTakeBack(batch);
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    } finally {
      context.giveSpare(batch.replies());
    }
  }

  private void doTakeBack(Batch batch) throws IOException {
    Throwable failure = batch.failure();
    if (failure != null) {
      fail(failure);
      return;
    }
    session.executing(false);
    enter(unsent.size() == 0 ? State.READING : State.SENDING);
    send(batch.replies());
    session.pushes().release();
    account(batch.startNanos(), batch.requests());
    if (batch.outcome() == Outcome.CLOSE) {
      finish("by request or for a protocol error");
      return;
    }
    keep(batch.rest(), batch.parser());
    noteHeld();
    if (batch.outcome() == Outcome.CALL_AGAIN) {
      // A client that never pauses is to get its messages, too.
      deliverPushes();
      if (takesRequests()) {
        serveKept();
      }
    }
    finishIfEnded();
    if (context.loop().stopping()) {
      doOnStop();
    }
  }

  private void serveKept() throws IOException {
    ByteBuffer input = context.input();
    partial.prepare(input);
    serve(partial.join(input));
  }

  private void keep(ByteBuffer rest, RequestParser parser) {
    partial.keep(rest, parser.neededBytes());
    session.takes(0, partial.room());
    ownParser = partial.isEmpty() ? null : context.parser().giveAway(parser);
  }

  private void send(ReplyWriter replies) throws IOException {
    ByteBuffer bytes = replies.flip();
    try {
      if (unsent.size() == 0 && bytes.hasRemaining()) {
        count(transport.write(bytes));
      }
      if (bytes.hasRemaining()) {
        unsent.add(bytes);
        context.counts().partialWrites++;
        enter(isBlocked() ? State.BLOCKED : State.SENDING);
      }
    } finally {
      replies.clear();
    }
  }

  private void sendUnsent() throws IOException {
    count(unsent.writeTo(transport, context.input()));
    noteHeld();
    if (unsent.size() > 0) {
      return;
    }
    switch (state) {
      case CLOSING -> close(reason);
      case EXECUTING -> waitForBatch();
      case BLOCKED -> {
        enter(State.READING);
        serveKept();
      }
      default -> enter(State.READING);
    }
    deliverPushes();
  }

  private void noteHeld() {
    context.server().holds(session, partial.size() + transport.keptBytes(), unsent.size());
  }

  private boolean isBlocked() {
    return unsent.size() > context.server().limits().get(Limit.PAUSE_BYTES);
  }

  private void count(long written) {
    context.counts().writes++;
    context.counts().bytesWritten += written;
    session.countWritten(written);
  }

  private void enter(State next) {
    if (state != next) {
      state = next;
      if (key.interestOps() != next.interest) {
        key.interestOps(next.interest);
      }
    }
  }

  /// Closes as soon as all replies are sent.
  private void finish(String why) {
    reason = why;
    noteHeld();
    if (unsent.size() == 0) {
      close(why);
    } else {
      enter(State.CLOSING);
    }
  }

  private void close(String why) {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      context.release(session, why);
      transport.endOutput();
      transport.closeQuietly();
    }
  }
}
