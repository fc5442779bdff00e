package dev.muxscope.vthreads;

import dev.muxscope.common.command.EndReason;
import dev.muxscope.common.command.Pushes;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.event.LatencyHistogram;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.Outcome;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.Turn;
import dev.muxscope.common.transport.TlsTransport;
import dev.muxscope.common.transport.Transport;
import dev.muxscope.vthreads.Leases.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One connection and the thread that blocks for it: it reads, executes, and sends the replies,
/// until the client has sent its last or the server stops. [Incoming] is what it reads, and knows
/// where the thread is.
///
/// All belongs to that thread, but [#stop], [#closeNow], [#checkStall] and what a [Session.Link]
/// has are for others.
final class ConnectionTask implements Runnable, Session.Link {

  private static final FaultLog LOG = new FaultLog(ConnectionTask.class);

  /// Reads of a connection that stops, so that a client that never pauses does not go on for ever.
  private static final int MAX_LAST_READS = 256;

  private final Server server;
  private final Leases leases;
  private final ThreadKind kind;
  private final Transport transport;
  private final Session session;
  private final Incoming incoming;

  /// The parser, while it is amid a request.
  private @Nullable RequestParser ownParser;

  /// Since when the thread works, as [System#nanoTime], and for how long it did before in its turn.
  private long busySince;

  private long busyNanos;

  /// Bytes on the heap that its lease has beside those of replies that are to be sent.
  private long besideUnsent;

  /// Set by [#stop]: what has arrived is answered, then the connection ends.
  private volatile boolean stopping;

  ConnectionTask(
      Server server, Leases leases, ThreadKind kind, Transport transport, Session session) {
    this.server = server;
    this.leases = leases;
    this.kind = kind;
    this.transport = transport;
    this.session = session;
    this.incoming = new Incoming(server, session, transport, kind);
    session.link(this);
  }

  @Override
  public void disconnect() {
    closeNow();
  }

  /// By a thread of its own, since the connection's thread waits in a read.
  @Override
  public void deliver() {
    kind.factory().newThread(this::deliverPushes).start();
  }

  @Override
  public long besideUnsent() {
    return besideUnsent;
  }

  private void deliverPushes() {
    Pushes pushes = session.pushes();
    if (pushes.begin()) {
      try {
        writePushes(pushes);
      } catch (IOException | OutOfMemoryError e) {
        // Unless whoever has closed the connection has its thread end.
        if (transport.isOpen()) {
          session.disconnect(EndReason.of(e));
        }
      } finally {
        pushes.end();
        server.buffers().recount(session);
      }
    }
  }

  private void writePushes(Pushes pushes) throws IOException {
    Lease lease = leases.take(this);
    try {
      lease.writer().protocol(session.protocol());
      pushes.drainTo(lease.writer());
      ByteBuffer bytes = lease.writer().flip();
      while (bytes.hasRemaining()) {
        besideUnsent = lease.besideUnsent(bytes);
        pushes.sent(writePart(bytes));
      }
    } finally {
      besideUnsent = 0;
      leases.give(lease);
    }
  }

  @Override
  public void run() {
    String reason = "closed by the server";
    try {
      reason = transport instanceof TlsTransport secured ? serveSecured(secured) : serve();
    } catch (IOException e) {
      // Only another thread closes it before this one has ended, which wakes the read.
      reason = transport.isOpen() ? EndReason.of(e) : EndReason.SERVER_STOPS;
    } catch (RuntimeException | Error e) {
      LOG.error("connection ", session, " is closed", e);
      reason = EndReason.of(e);
    } finally {
      abandon(reason);
    }
  }

  private String serveSecured(TlsTransport secured) throws IOException {
    try {
      incoming.shakeHands(secured);
    } catch (IOException e) {
      if (!transport.isOpen()) {
        return EndReason.SERVER_STOPS;
      }
      transport.endOutput();
      return server.door().handshakeFailed(e);
    }
    server.door().handshakeDone(session);
    try {
      String reason = serve();
      sayLast();
      return reason;
    } catch (SSLException e) {
      // The client is to hear what was wrong with its records.
      sayLast();
      throw e;
    }
  }

  /// A client that does not take the last word is closed by the deadline for unread replies.
  private void sayLast() {
    server.buffers().note(session, 0, 1);
    transport.endOutput();
  }

  private void abandon(String reason) {
    incoming.abandon();
    try {
      server.release(session, reason);
    } finally {
      transport.closeQuietly();
    }
  }

  /// Lets the connection end once what has arrived is answered. To be called again and again, by
  /// one thread, until it has.
  void stop() {
    stopping = true;
    incoming.wake();
  }

  /// Has another thread read ahead if this one is stuck in a write; see [Incoming#checkStall].
  void checkStall() {
    incoming.checkStall();
  }

  /// Ends the connection now; from any thread.
  void closeNow() {
    transport.closeQuietly();
  }

  /// Serves until the connection ends; returns why.
  private String serve() throws IOException {
    int lastReads = 0;
    while (incoming.read() >= 0) {
      busySince = incoming.readNanos();
      if (!answer()) {
        incoming.dropArrived();
        return EndReason.ANSWERED_LAST;
      }
      letOthersWork();
      if (stopping && (++lastReads == MAX_LAST_READS || !incoming.hasArrived())) {
        return EndReason.SERVER_STOPS;
      }
    }
    return stopping ? EndReason.SERVER_STOPS : EndReason.CLOSED_BY_CLIENT;
  }

  /// Answers the whole requests that have arrived; false if the connection is to be closed.
  private boolean answer() throws IOException {
    long start = LatencyHistogram.start();
    long before = session.requests();
    holdPushes();
    Lease lease = leases.take(this);
    session.executing(true);
    try {
      RequestParser parser = ownParser == null ? lease.parser() : ownParser;
      ByteBuffer bytes = incoming.arrived(lease);
      Outcome outcome = answerSome(parser, bytes, lease);
      while (outcome == Outcome.CALL_AGAIN) {
        letOthersWork();
        outcome = answerSome(parser, bytes, lease);
      }
      if (outcome == Outcome.CLOSE) {
        return false;
      }
      keep(bytes, parser, lease);
      session.pushes().release();
      return true;
    } finally {
      session.executing(false);
      besideUnsent = 0;
      leases.give(lease);
      server.latency().recordSince(start, session.requests() - before);
    }
  }

  private void keep(ByteBuffer rest, RequestParser parser, Lease lease) {
    incoming.keep(rest, parser);
    if (!incoming.isAmidRequest()) {
      ownParser = null;
    } else if (ownParser == null) {
      ownParser = parser;
      lease.giveAwayParser();
    }
  }

  private Outcome answerSome(RequestParser parser, ByteBuffer bytes, Lease lease)
      throws IOException {
    Turn turn = lease.turn();
    turn.begin();
    Outcome outcome = server.process(session, parser, bytes, lease.writer(), turn);
    send(lease);
    if (outcome != Outcome.CLOSE) {
      sendPushes(lease);
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
    if (busyNanos >= Turn.NANOS && Thread.currentThread().isVirtual()) {
      LockSupport.parkNanos(1);
      busyNanos = 0;
      busySince = System.nanoTime();
    }
  }

  /// Holds messages back. One that is being written takes as long as its reader likes, and the
  /// reader may itself be amid a long pipeline: so that takes reading ahead as a reply does.
  private void holdPushes() {
    if (!session.pushes().tryHold()) {
      incoming.sendingBegins();
      session.pushes().hold();
      incoming.sendingEnds();
    }
  }

  /// Sends messages that came while they were held: a client that never pauses would get none.
  private void sendPushes(Lease lease) throws IOException {
    session.pushes().drainTo(lease.writer());
    if (lease.writer().size() > 0) {
      send(lease);
    }
  }

  private void send(Lease lease) throws IOException {
    ByteBuffer bytes = lease.writer().flip();
    incoming.sendingBegins();
    while (bytes.hasRemaining()) {
      besideUnsent = lease.besideUnsent(bytes);
      server.buffers().note(session, session.partialBytes(), bytes.remaining());
      writePart(bytes);
    }
    incoming.sendingEnds();
    besideUnsent = 0;
    server.buffers().note(session, session.partialBytes(), 0);
    lease.writer().clear();
  }

  private int writePart(ByteBuffer bytes) throws IOException {
    IoCounters counters = server.counters();
    int length = transport.write(bytes);
    counters.writes.increment();
    counters.bytesWritten.add(length);
    session.countWritten(length);
    return length;
  }
}
