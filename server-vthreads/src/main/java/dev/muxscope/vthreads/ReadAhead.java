package dev.muxscope.vthreads;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.server.Limit;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.transport.ByteQueue;
import dev.muxscope.common.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Reads for a connection whose own thread is held by a write. A client that sends a long pipeline
/// before it reads any reply would otherwise wait for the server to read, and the server for the
/// client, for ever.
///
/// ```
///   READING ── the connection's thread wants bytes, and some arrive ──► ENDED
///      │ ▲
///      ▼ │ room again
///     FULL
/// ```
///
/// Runs in a thread of its own until the connection's thread reads again: nothing can end a read
/// that waits but bytes. All fields are guarded by the lock.
final class ReadAhead implements Runnable {

  private static final int PIECE_BYTES = 16 * 1024;
  private static final int END_OF_INPUT = -1;

  private final Server server;
  private final Session session;
  private final Transport transport;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteQueue bytes = new ByteQueue();
  private boolean wanted;
  private boolean ended = true;
  private boolean endOfInput;
  private @Nullable Throwable failure;

  ReadAhead(Server server, Session session, Transport transport) {
    this.server = server;
    this.session = session;
    this.transport = transport;
  }

  /// Makes ready to run, again or for the first time; false if it runs or there is nothing to read
  /// any more.
  boolean begin() {
    lock.lock();
    try {
      boolean begins = ended && !endOfInput && failure == null;
      if (begins) {
        ended = false;
      }
      return begins;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      noteBegun();
      int length;
      do {
        length = transport.read(piece.clear());
      } while (add(piece.flip(), length == END_OF_INPUT));
    } catch (IOException | RuntimeException | Error e) {
      // The connection's thread waits for this one, whatever happens to it.
      fail(e);
    }
  }

  /// Takes what was read ahead, for the connection's thread; waits if nothing was.
  ///
  /// @param to with the bytes of the request that is not whole before its position
  /// @return how many bytes, -1 at the end of input, 0 when the connection is to read by itself
  ///   from now on
  /// @throws IOException as a read of the channel would
  int read(ByteBuffer to) throws IOException {
    lock.lock();
    try {
      while (bytes.size() == 0 && !ended) {
        wanted = true;
        // Under the lock, or half a record that was read just now would be missed.
        server.buffers().note(session, to.position() + transport.keptBytes(), 0);
        changed.awaitUninterruptibly();
      }
      wanted = false;
      // An error may have come amid the growth of the queue, whose bytes are then not all there.
      if (bytes.size() > 0 && !(failure instanceof Error)) {
        return take(to);
      }
      if (failure != null) {
        throw failure instanceof IOException e ? e : new IOException(failure.toString(), failure);
      }
      return endOfInput ? END_OF_INPUT : 0;
    } finally {
      lock.unlock();
    }
  }

  /// Whether the connection's thread would not wait.
  boolean hasArrived() {
    lock.lock();
    try {
      return bytes.size() > 0;
    } finally {
      lock.unlock();
    }
  }

  /// Lets it end when it next reads something, since nobody is there to take it.
  void abandon() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Adds what was read; false if nothing more is to be read.
  private boolean add(ByteBuffer piece, boolean last) {
    lock.lock();
    try {
      if (ended) {
        // The connection has gone, and holds nothing any more.
        return false;
      }
      endOfInput = last;
      bytes.add(piece);
      ended = last || wanted;
      noteHeld();
      changed.signalAll();
      while (!ended && bytes.size() >= server.limits().get(Limit.PAUSE_BYTES)) {
        changed.awaitUninterruptibly();
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /// Ends it, and the connection: after an error at once, else when it has taken all.
  void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int take(ByteBuffer to) {
    int length = bytes.moveTo(to);
    noteHeld();
    changed.signalAll();
    return length;
  }

  private void noteBegun() {
    lock.lock();
    try {
      // If not, the connection may have gone, and holds nothing any more.
      if (!ended) {
        noteHeld();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Notes what it has read, and what it reads to as long as it does.
  private void noteHeld() {
    server.buffers().noteAhead(session, bytes.size(), ended ? 0 : PIECE_BYTES);
  }
}
