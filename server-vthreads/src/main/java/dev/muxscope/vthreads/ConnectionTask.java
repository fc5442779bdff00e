package dev.muxscope.vthreads;

import dev.muxscope.common.command.Pushes;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.event.LatencyHistogram;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor;
import dev.muxscope.common.server.RequestProcessor.Outcome;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.transport.TlsTransport;
import dev.muxscope.common.transport.Transport;
import dev.muxscope.vthreads.Leases.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One connection and the thread that blocks for it.
///
/// ```
///   READING ── bytes ──► EXECUTING ── replies ──► SENDING ──┐
///     ▲  │                   ▲                      │  ▲    │ QUIT, bad bytes
///     │  │ end of input,     └─ more whole requests ┤  ▼    │
///     │  │ kill, stop                               │ STALLED (another thread reads ahead)
///     │  └──────────────────► CLOSED ◄──────────────┼───────┘
///     └─────────────────────────────────────────────┘
/// ```
///
/// Where the thread is, the connection is; [#phase] tells it to others. All belongs to that thread,
/// but [#stop], [#checkStall] and what a [Session.Link] has are for others.
final class ConnectionTask implements Runnable, Session.Link {

  private static final FaultLog LOG = new FaultLog(ConnectionTask.class);

  /// Reads of a connection that stops, so that a client that never pauses does not go on for ever.
  private static final int MAX_LAST_READS = 256;

  /// What is read at a time of bytes that nobody wants.
  private static final int DROPPED_BYTES = 4096;

  /// Changes [#phase], which as an object of its own would be one more to fetch for each request.
  private static final AtomicReferenceFieldUpdater<ConnectionTask, Phase> PHASE =
      AtomicReferenceFieldUpdater.newUpdater(ConnectionTask.class, Phase.class, "phase");

  private final Server server;
  private final Leases leases;
  private final ThreadFactory threads;
  private final Transport transport;
  private final Session session;
  private final InputBuffer input;
  private final AdaptiveSpin spin = new AdaptiveSpin();

  /// Up to how many connections of the server a thread looks for bytes before it parks.
  private final int mostSpinning;

  private enum Phase {
    READING,
    EXECUTING,
    SENDING,
    STALLED
  }

  private volatile Phase phase = Phase.EXECUTING;

  /// The parser, while it is amid a request.
  private @Nullable RequestParser ownParser;

  /// What reads instead of this connection's thread; null while nothing does.
  private @Nullable ReadAhead readAhead;

  /// What reads ahead once the phase is STALLED; written only by the one who looks for stalls.
  private @Nullable ReadAhead offered;

  /// Bytes that were written when stalls were last looked for; belongs to the one who looks.
  private long seenWritten;

  /// Since when the thread works, as [System#nanoTime], and for how long it did before in its turn.
  private long busySince;

  private long busyNanos;

  /// Set by [#stop]: what has arrived is answered, then the connection ends.
  private volatile boolean stopping;

  ConnectionTask(
      Server server,
      Leases leases,
      ThreadFactory threads,
      Transport transport,
      Session session,
      int mostSpinning) {
    this.server = server;
    this.mostSpinning = mostSpinning;
    this.leases = leases;
    this.threads = threads;
    this.transport = transport;
    this.session = session;
    this.input = new InputBuffer(server.spareBuffers());
    session.link(this);
  }

  @Override
  public void disconnect() {
    closeNow();
  }

  /// By a thread of its own, since the connection's thread waits in a read.
  @Override
  public void deliver() {
    try {
      threads.newThread(this::deliverPushes).start();
    } catch (OutOfMemoryError e) {
      // The publisher is not to suffer for it.
      closeNow();
    }
  }

  private void deliverPushes() {
    Pushes pushes = session.pushes();
    if (pushes.begin()) {
      try {
        writePushes(pushes);
      } catch (IOException | OutOfMemoryError _) {
        // The connection's own thread sees it too, and says why.
        closeNow();
      } finally {
        pushes.end();
        server.count(session);
      }
    }
  }

  private void writePushes(Pushes pushes) throws IOException {
    Lease lease = leases.take(this);
    try {
      pushes.drainTo(lease.writer());
      ByteBuffer bytes = lease.writer().flip();
      while (bytes.hasRemaining()) {
        writePart(bytes);
      }
    } finally {
      leases.give(lease);
    }
  }

  @Override
  public void run() {
    String reason = "closed by the server";
    try {
      reason = server.door().secured() ? serveSecured() : serve();
    } catch (IOException e) {
      // Only another thread closes it before this one has ended, which wakes the read.
      reason = transport.isOpen() ? "failed: " + e.getMessage() : endedBy();
    } catch (RuntimeException | Error e) {
      LOG.error("connection ", session, " is closed", e);
      reason = "failed: " + e;
    } finally {
      abandon(reason);
    }
  }

  private String serveSecured() throws IOException {
    TlsTransport secured = (TlsTransport) transport;
    try {
      // In this phase a stop wakes it.
      phase = Phase.READING;
      while (secured.handshake() != TlsTransport.Progress.DONE) {
        secured.compute();
      }
    } catch (IOException e) {
      if (!transport.isOpen()) {
        return endedBy();
      }
      transport.endOutput();
      return server.door().handshakeFailed(e);
    }
    phase = Phase.EXECUTING;
    server.door().handshakeDone(session);
    // Half a record may have come with the end of the handshake.
    noteHeld();
    String reason = serve();
    // A client that does not take the last word is closed by the deadline for unread replies.
    server.holds(session, 0, 1);
    transport.endOutput();
    return reason;
  }

  private String endedBy() {
    return session.disconnecting() ? session.disconnectReason() : "server stops";
  }

  private void abandon(String reason) {
    if (PHASE.getAndSet(this, Phase.EXECUTING) == Phase.STALLED) {
      readAhead = offered;
    }
    if (readAhead != null) {
      readAhead.abandon();
    }
    try {
      server.release(session, reason);
    } finally {
      transport.closeQuietly();
    }
  }

  /// Lets the connection end once what has arrived is answered. To be called again and again, by
  /// one thread, until it has.
  ///
  /// A read that waits though nothing has arrived is woken by shutting the input. That must not be
  /// done while something has, since the JDK then gives it to nobody; an interrupt would close the
  /// socket with it.
  void stop() {
    stopping = true;
    try {
      if (phase == Phase.READING && !hasArrived()) {
        transport.channel().shutdownInput();
      }
    } catch (IOException _) {
      // It has ended already.
    }
  }

  /// Has another thread read ahead if this connection has been amid the same write since the last
  /// call. To be called again and again, by one thread.
  void checkStall() {
    long written = session.bytesWritten();
    if (phase == Phase.SENDING && written == seenWritten) {
      startReadAhead();
    }
    seenWritten = written;
  }

  private void startReadAhead() {
    ReadAhead ahead = readAhead;
    if (ahead == null) {
      ahead = new ReadAhead(server, session, transport);
    }
    // It begins first: the connection's thread may end its write, and ask it, at any moment.
    if (ahead.begin()) {
      offered = ahead;
      if (PHASE.compareAndSet(this, Phase.SENDING, Phase.STALLED)) {
        startThread(ahead);
      } else {
        ahead.abandon();
      }
    }
  }

  private void startThread(ReadAhead ahead) {
    try {
      threads.newThread(ahead).start();
    } catch (OutOfMemoryError e) {
      ahead.fail(e);
    }
  }

  /// Ends the connection now; from any thread.
  void closeNow() {
    transport.closeQuietly();
  }

  /// Serves until the connection ends; returns why.
  private String serve() throws IOException {
    int lastReads = 0;
    while (read() >= 0) {
      if (!answer()) {
        dropArrived();
        return "by request or for a protocol error";
      }
      letOthersWork();
      if (stopping && (++lastReads == MAX_LAST_READS || !hasArrived())) {
        return "server stops";
      }
    }
    return stopping ? "server stops" : "closed by the client";
  }

  /// Takes what the client has sent behind its last request: closed with it unread, the socket
  /// would be reset, and the client might lose the replies that are on their way. By the socket
  /// itself, since TLS would wait for the end of a record.
  private void dropArrived() throws IOException {
    if (readAhead != null) {
      return;
    }
    ByteBuffer dropped = ByteBuffer.allocate(DROPPED_BYTES);
    for (int reads = 0; reads < MAX_LAST_READS && transport.socketHasBytes(); reads++) {
      if (transport.channel().read(dropped.clear()) < 0) {
        return;
      }
    }
  }

  /// Whether there are bytes of the client that were not taken.
  private boolean hasArrived() throws IOException {
    ReadAhead ahead = readAhead;
    return (ahead != null && ahead.hasArrived()) || transport.hasArrived();
  }

  private int read() throws IOException {
    if (server.connections() <= mostSpinning && readAhead == null) {
      spin.look(transport);
    }
    phase = Phase.READING;
    int length = readOnce();
    while (length == 0) {
      // Half a record of TLS: before this thread waits for its rest, which may never come.
      noteHeld();
      length = readOnce();
    }
    phase = Phase.EXECUTING;
    countRead(length);
    return length;
  }

  private int readOnce() throws IOException {
    return readAhead == null ? transport.read(input.toFill()) : readAfter(readAhead);
  }

  /// Notes what has come of a request that is not whole, decrypted or not.
  private void noteHeld() {
    server.holds(session, input.size() + transport.keptBytes(), 0);
  }

  private void countRead(int length) {
    IoCounters counters = server.counters();
    counters.reads.increment();
    busySince = System.nanoTime();
    if (length > 0) {
      counters.bytesRead.add(length);
      session.countRead(length, busySince);
    }
  }

  private int readAfter(ReadAhead ahead) throws IOException {
    int length = ahead.read(input.toFill());
    if (length != 0) {
      return length;
    }
    readAhead = null;
    return transport.read(input.toFill());
  }

  /// Answers the whole requests that have arrived; false if the connection is to be closed.
  private boolean answer() throws IOException {
    long start = LatencyHistogram.start();
    long before = session.requests();
    holdPushes();
    Lease lease = leases.take(this);
    ReplyWriter replies = lease.writer();
    session.executing(true);
    try {
      RequestParser parser = ownParser == null ? lease.parser().lend() : ownParser;
      ByteBuffer bytes = arrived(lease);
      Outcome outcome = answerSome(parser, bytes, replies);
      while (outcome.goesOn()) {
        letOthersWork();
        outcome = answerSome(parser, bytes, replies);
      }
      if (outcome == Outcome.CLOSE) {
        return false;
      }
      input.keep(bytes, parser.neededBytes());
      session.takes(0, input.room());
      ownParser = input.size() == 0 ? null : lease.parser().giveAway(parser);
      session.pushes().release();
      noteHeld();
      return true;
    } finally {
      session.executing(false);
      leases.give(lease);
      server.latency().recordSince(start, session.requests() - before);
    }
  }

  private Outcome answerSome(RequestParser parser, ByteBuffer bytes, ReplyWriter replies)
      throws IOException {
    Outcome outcome = server.process(session, parser, bytes, replies);
    send(replies);
    if (outcome != Outcome.CLOSE) {
      sendPushes(replies);
    }
    return outcome;
  }

  /// Ends the turn of a virtual thread that has worked for long: it is not preempted, as platform
  /// threads are, and where its client keeps up with it, it never waits. It parks, since threads
  /// that yield are queued with their carrier, which takes up what comes from elsewhere, such as
  /// new connections, only when nothing is left in that queue.
  private void letOthersWork() {
    long now = System.nanoTime();
    busyNanos += now - busySince;
    busySince = now;
    if (busyNanos >= RequestProcessor.TURN_NANOS && Thread.currentThread().isVirtual()) {
      LockSupport.parkNanos(1);
      busyNanos = 0;
      busySince = System.nanoTime();
    }
  }

  /// What was read, and if that filled the input, what has arrived behind it, too.
  private ByteBuffer arrived(Lease lease) throws IOException {
    if (readAhead != null || !input.overflows()) {
      return input.toRead();
    }
    ByteBuffer all = lease.input().put(input.toRead());
    int length = transport.readArrived(all);
    if (length > 0) {
      countRead(length);
    }
    return all.flip();
  }

  /// Holds messages back. One that is being written takes as long as its reader likes, and the
  /// reader may itself be amid a long pipeline: so that takes reading ahead as a reply does.
  private void holdPushes() {
    if (!session.pushes().tryHold()) {
      phase = Phase.SENDING;
      session.pushes().hold();
      endSending();
    }
  }

  /// Sends messages that came while they were held: a client that never pauses would get none.
  private void sendPushes(ReplyWriter replies) throws IOException {
    session.pushes().drainTo(replies);
    if (replies.size() > 0) {
      send(replies);
    }
  }

  private void send(ReplyWriter replies) throws IOException {
    ByteBuffer bytes = replies.flip();
    phase = Phase.SENDING;
    while (bytes.hasRemaining()) {
      server.holds(session, session.partialBytes(), bytes.remaining());
      writePart(bytes);
    }
    endSending();
    server.holds(session, session.partialBytes(), 0);
    replies.clear();
  }

  private void endSending() {
    if (PHASE.getAndSet(this, Phase.EXECUTING) == Phase.STALLED) {
      readAhead = offered;
    }
  }

  private void writePart(ByteBuffer bytes) throws IOException {
    IoCounters counters = server.counters();
    int length = transport.write(bytes);
    counters.writes.increment();
    counters.bytesWritten.add(length);
    session.countWritten(length);
  }
}
