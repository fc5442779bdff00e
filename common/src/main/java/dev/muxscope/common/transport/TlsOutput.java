package dev.muxscope.common.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// Encrypts what one connection sends, the protocol's own records among it.
///
/// All fields are guarded by the lock, since the thread that reads answers for the protocol while
/// another writes; how much memory is kept may be read without it.
final class TlsOutput {

  /// What [SSLEngine#wrap] wants to have room for, whatever it then writes.
  static final int RECORD_BYTES = 16_709;

  /// What may wait of answers that a client has asked for and does not take, in bytes: its requests
  /// for new keys are no longer than the answers.
  static final int MOST_OWN_BYTES = 4 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final DirectBuffers buffers;
  private final ReentrantLock lock = new ReentrantLock();

  /// Encrypted bytes that the socket has not taken.
  private ByteBuffer unsent = NOTHING;

  /// How large that buffer is.
  private volatile int unsentBytes;

  /// How many bytes of the protocol's own records have been put there since it was empty.
  private int ownUnsent;

  /// How many bytes of the caller's are in `unsent`; it offers them again.
  private int owed;

  TlsOutput(SocketChannel channel, SSLEngine engine, DirectBuffers buffers) {
    this.channel = channel;
    this.engine = engine;
    this.buffers = buffers;
  }

  /// As [Transport#write].
  int write(ByteBuffer from) throws IOException {
    ByteBuffer lent = buffers.take(RECORD_BYTES);
    lock.lock();
    try {
      if (!flush()) {
        return 0;
      }
      int taken = owed;
      from.position(from.position() + owed);
      owed = 0;
      // A socket that blocks returns after each part, for the accounts of what has been taken.
      while (from.hasRemaining() && (taken == 0 || !channel.isBlocking())) {
        int sealed = seal(from, lent.clear());
        if (!send(lent.flip())) {
          from.position(from.position() - sealed);
          owed = sealed;
          return taken;
        }
        taken += sealed;
      }
      return taken;
    } finally {
      lock.unlock();
      buffers.give(lent);
    }
  }

  /// Encrypts as many records as there is room for; returns how many bytes went into them.
  private int seal(ByteBuffer from, ByteBuffer records) throws IOException {
    int before = from.position();
    while (from.hasRemaining() && records.remaining() >= RECORD_BYTES) {
      SSLEngineResult result = engine.wrap(from, records);
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        throw new ClosedChannelException();
      }
      if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        TlsTransport.compute(engine);
      }
    }
    return from.position() - before;
  }

  /// Sends what the protocol answers to the client, unless another thread is writing: it may wait
  /// for the client to read, while the client waits for this one, and sends the answer with the
  /// next record.
  ///
  /// @return whether it was this one's to do
  /// @throws SSLException if the client has left too many answers unread
  boolean sendAnswer() throws IOException {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      sendOwnRecord();
      if (ownUnsent > MOST_OWN_BYTES) {
        throw new SSLException("answers to requests for new keys were not read");
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Sends one record of the protocol's own, if there is one; false if not.
  boolean sendOwnRecord() throws IOException {
    ByteBuffer lent = buffers.take(RECORD_BYTES);
    lock.lock();
    try {
      SSLEngineResult result = engine.wrap(NOTHING.duplicate(), lent);
      boolean any = result.bytesProduced() > 0;
      if (!send(lent.flip())) {
        ownUnsent += result.bytesProduced();
      }
      if (!any && result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new ClosedChannelException();
      }
      return any;
    } finally {
      lock.unlock();
      buffers.give(lent);
    }
  }

  /// Writes encrypted bytes and keeps what the socket does not take; false if that is any.
  private boolean send(ByteBuffer records) throws IOException {
    boolean behind = unsent.hasRemaining();
    while (records.hasRemaining() && !behind) {
      channel.write(records);
      behind = !channel.isBlocking();
    }
    if (records.hasRemaining()) {
      ByteBuffer all = ByteBuffer.allocate(unsent.remaining() + records.remaining());
      unsent = all.put(unsent).put(records).flip();
      unsentBytes = unsent.capacity();
    }
    return !unsent.hasRemaining();
  }

  /// Writes what the socket did not take before; false if it does not take all.
  boolean flush() throws IOException {
    lock.lock();
    try {
      if (!unsent.hasRemaining()) {
        return true;
      }
      channel.write(unsent);
      if (unsent.hasRemaining()) {
        return false;
      }
      unsent = NOTHING;
      unsentBytes = 0;
      ownUnsent = 0;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// As [Transport#unsentBytes].
  int unsentBytes() {
    return unsentBytes;
  }

  /// As [Transport#endOutput].
  void end() {
    try {
      engine.closeOutbound();
      while (!engine.isOutboundDone() && sendOwnRecord()) {
        // An alert may go before it.
      }
    } catch (IOException | RuntimeException _) {
      // The client has gone, or failed too early to understand it.
    }
  }
}
