package dev.muxscope.vthreads;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.transport.TlsTransport;
import dev.muxscope.common.transport.Transport;
import dev.muxscope.vthreads.Leases.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/// What one connection receives: read by its own thread, or while that is stuck in a write, by
/// another.
///
/// ```
///   WORKING ──► READING ──► WORKING ──► SENDING ──► WORKING
///                                          │           ▲
///                                          ▼           │ it goes on with what was read ahead
///                                       STALLED ───────┘
///                                 (another thread reads)
/// ```
///
/// Belongs to the connection's thread, but [#wake] and [#checkStall] are for others, and
/// [ReadAhead] has a lock.
final class Incoming {

  /// Reads of bytes that nobody wants, so that a client that never pauses does not go on for ever.
  private static final int MOST_DROPS = 256;

  /// What is read at a time of them.
  private static final int DROPPED_BYTES = 4096;

  /// No number of bytes.
  private static final long NOT_SENDING = -1;

  /// Changes [#phase], which as an object of its own would be one more to fetch for each request.
  private static final AtomicReferenceFieldUpdater<Incoming, Phase> PHASE =
      AtomicReferenceFieldUpdater.newUpdater(Incoming.class, Phase.class, "phase");

  /// What the connection's thread does.
  private enum Phase {
    READING,
    WORKING,
    SENDING,
    STALLED
  }

  private final Server server;
  private final Session session;
  private final Transport transport;
  private final ThreadKind kind;
  private final InputBuffer buffer;
  private final AdaptiveSpin spin = new AdaptiveSpin();

  private volatile Phase phase = Phase.WORKING;

  /// What reads instead of this connection's thread; null while nothing does.
  private @Nullable ReadAhead readAhead;

  /// What reads ahead once the phase is STALLED; written only by the one who looks for stalls.
  private @Nullable ReadAhead offered;

  /// Bytes that were written when a write was last seen, [#NOT_SENDING] if none was going on;
  /// belongs to the one who looks for stalls.
  private long seenWritten = NOT_SENDING;

  /// When bytes were last read, as [System#nanoTime].
  private long readNanos;

  Incoming(Server server, Session session, Transport transport, ThreadKind kind) {
    this.server = server;
    this.session = session;
    this.transport = transport;
    this.kind = kind;
    this.buffer = new InputBuffer(server.spareBuffers());
  }

  /// Agrees on TLS, which [#wake] can end.
  void shakeHands(TlsTransport secured) throws IOException {
    phase = Phase.READING;
    while (secured.handshake() != TlsTransport.Progress.DONE) {
      secured.compute();
      // Before this thread waits for the rest, which may never come.
      noteWaiting();
    }
    phase = Phase.WORKING;
    // Half a record may have come with the end of the handshake.
    noteWaiting();
  }

  /// Waits for bytes; returns how many came, -1 after the last.
  int read() throws IOException {
    if (server.connections() <= kind.mostSpinning() && readAhead == null) {
      spin.look(transport);
    }
    phase = Phase.READING;
    int length = readOnce();
    while (length == 0) {
      // Maybe half a record of TLS: before this thread waits for its rest, which may never come.
      noteWaiting();
      length = readOnce();
    }
    phase = Phase.WORKING;
    countRead(length);
    return length;
  }

  private int readOnce() throws IOException {
    if (readAhead == null) {
      return transport.read(buffer.toFill());
    }
    int length = readAhead.read(buffer.toFill());
    if (length == 0) {
      // From now on this thread reads by itself.
      readAhead = null;
    }
    return length;
  }

  private void countRead(int length) {
    IoCounters counters = server.counters();
    counters.reads.increment();
    readNanos = System.nanoTime();
    if (length > 0) {
      counters.bytesRead.add(length);
      session.countRead(length, readNanos);
    }
  }

  /// When bytes were last read, as [System#nanoTime].
  long readNanos() {
    return readNanos;
  }

  /// All bytes not executed yet: what was read, and if that filled the buffer, what has arrived
  /// behind it, too. To be given back with [#keep].
  ByteBuffer arrived(Lease lease) throws IOException {
    if (readAhead != null || !buffer.overflows()) {
      return buffer.toRead();
    }
    ByteBuffer all = lease.input().put(buffer.toRead());
    int length = transport.readArrived(all);
    if (length > 0) {
      countRead(length);
    }
    return all.flip();
  }

  /// Keeps what was not executed.
  ///
  /// @param parser that has looked at it
  void keep(ByteBuffer rest, RequestParser parser) {
    buffer.keep(rest, parser.neededBytes());
    session.keeps(buffer.room(), parser.tableBytes());
    noteWaiting();
  }

  /// Whether a request is kept that is not whole.
  boolean isAmidRequest() {
    return buffer.size() > 0;
  }

  /// Notes what has come of a request that is not whole, decrypted or not.
  private void noteWaiting() {
    server.buffers().note(session, buffer.size() + transport.keptBytes(), 0);
  }

  /// Whether there are bytes of the client that were not taken.
  boolean hasArrived() throws IOException {
    ReadAhead ahead = readAhead;
    return (ahead != null && ahead.hasArrived()) || transport.hasArrived();
  }

  /// Takes what the client has sent behind its last request: closed with it unread, the socket
  /// would be reset, and the client might lose the replies that are on their way. By the socket
  /// itself, since TLS would wait for the end of a record.
  void dropArrived() throws IOException {
    if (readAhead != null) {
      return;
    }
    ByteBuffer dropped = ByteBuffer.allocate(DROPPED_BYTES);
    for (int reads = 0; reads < MOST_DROPS && transport.socketHasBytes(); reads++) {
      if (transport.channel().read(dropped.clear()) < 0) {
        return;
      }
    }
  }

  /// Notes that the connection's thread writes, and may be stuck in that.
  void sendingBegins() {
    phase = Phase.SENDING;
  }

  /// Notes that it writes no more.
  void sendingEnds() {
    if (PHASE.getAndSet(this, Phase.WORKING) == Phase.STALLED) {
      readAhead = offered;
    }
  }

  /// Lets a thread that reads ahead end, since nobody is there to take what it reads.
  void abandon() {
    sendingEnds();
    if (readAhead != null) {
      readAhead.abandon();
    }
  }

  /// Ends a read that waits though nothing has arrived, by shutting the input. That must not be
  /// done while something has, since the JDK then gives it to nobody; an interrupt would close the
  /// socket with it. To be called again and again, by one thread.
  void wake() {
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
    long written = phase == Phase.SENDING ? session.bytesWritten() : NOT_SENDING;
    if (written != NOT_SENDING && written == seenWritten) {
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
      kind.factory().newThread(ahead).start();
    } catch (OutOfMemoryError _) {
      // The connection's own thread reads, once its write has ended.
      ahead.abandon();
    }
  }
}
