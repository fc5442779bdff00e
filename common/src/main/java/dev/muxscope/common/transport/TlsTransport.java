package dev.muxscope.common.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// Encrypts and decrypts by TLS 1.3, over a socket that blocks or one that does not.
///
/// ```
///   SHAKING HANDS ── handshake() is DONE ──► OPEN ── close_notify ──► read is -1
///        │                                    │                          │
///        └── bad bytes, bad certificate ──────┴── endOutput, close ──────┴──► CLOSED
/// ```
///
/// An idle connection owns no buffer: what is read goes to a buffer of a size that follows from the
/// reads before, and is given up once all in it is decrypted; what is written goes to one that is
/// lent. The reader owns the input, the lock guards the output, and the engine guards itself, so
/// that one thread may write while another waits to read.
public final class TlsTransport extends Transport {

  /// What [#read] must have room for if the socket does not block, in bytes: all that it ever reads
  /// from the socket at a time, which is longer than its decrypted contents.
  public static final int LEAST_ROOM = 32 * 1024;

  /// How far a handshake has come.
  public enum Progress {
    /// It waits for the client.
    READ,
    /// It waits for the socket to take more.
    WRITE,
    /// It waits for somebody to call [#compute].
    COMPUTE,
    DONE
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int LEAST_READ = 512;
  private static final int HEADER_BYTES = 5;

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final TlsBuffers buffers;
  private final ReentrantLock output = new ReentrantLock();

  /// Encrypted bytes of the client that are not decrypted yet.
  private ByteBuffer in = NOTHING;

  /// Decrypted bytes that the last read had no room for.
  private ByteBuffer opened = NOTHING;

  /// Whether the handshake has begun.
  private boolean begun;

  /// How much is read at the next time.
  private int readSize = LEAST_READ;

  /// Whether a read would find bytes here; for any thread.
  private volatile boolean ready;

  /// Encrypted bytes that the socket has not taken; guarded by `output`.
  private ByteBuffer unsent = NOTHING;

  /// How many bytes of the caller's are in `unsent`; it offers them again. Guarded by `output`.
  private int owed;

  TlsTransport(SocketChannel channel, SSLEngine engine, TlsBuffers buffers) {
    super(channel);
    this.channel = channel;
    this.engine = engine;
    this.buffers = buffers;
  }

  /// Goes on with the handshake as far as it can; to be called until it is DONE, before anything is
  /// read or written. If the socket blocks, it answers COMPUTE or DONE only.
  ///
  /// @throws IOException if the client gives up
  /// @throws SSLException if the two do not agree; [#endOutput] tells the client why
  public Progress handshake() throws IOException {
    if (!begun) {
      begun = true;
      engine.beginHandshake();
    }
    while (true) {
      if (!flush()) {
        return Progress.WRITE;
      }
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          return Progress.COMPUTE;
        }
        case NEED_WRAP -> sendOwnRecord();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!takeHandshakeRecord()) {
            return Progress.READ;
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          requireAgreed();
          endRead();
          return Progress.DONE;
        }
      }
    }
  }

  /// Does the costly part of a handshake, some milliseconds of computing; on any thread, while no
  /// other uses the transport. What fails is thrown by the next [#handshake].
  public void compute() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  /// What fails in [#compute] ends the handshake too, and the engine tells it at its next call.
  private void requireAgreed() throws IOException {
    if (engine.isOutboundDone() || engine.isInboundDone()) {
      engine.unwrap(in, NOTHING);
      throw new EOFException("closed by the client during the handshake");
    }
  }

  /// False if it is not there yet.
  private boolean takeHandshakeRecord() throws IOException {
    SSLEngineResult result = engine.unwrap(in, NOTHING);
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new EOFException("closed by the client during the handshake");
    }
    if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      return true;
    }
    int length = fill();
    if (length < 0) {
      throw new EOFException("closed by the client during the handshake");
    }
    return length > 0;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      int length = takeRecords(into);
      while (length == 0) {
        int filled = engine.isInboundDone() ? -1 : fill();
        if (filled <= 0) {
          return filled;
        }
        length = takeRecords(into);
      }
      return length;
    } finally {
      endRead();
    }
  }

  @Override
  public int readArrived(ByteBuffer into) throws IOException {
    try {
      // More of the socket may end amid a record.
      return takeRecords(into);
    } finally {
      endRead();
    }
  }

  /// Hands over what has been read of the socket, as far as it is whole and there is room.
  private int takeRecords(ByteBuffer into) throws IOException {
    int before = into.position();
    takeOpened(into);
    while (openRecord(into)) {
      // One read of the socket may have brought many.
    }
    return into.position() - before;
  }

  private void endRead() {
    if (!in.hasRemaining()) {
      in = NOTHING;
    }
    ready = opened.hasRemaining() || holdsRecord();
  }

  /// Decrypts one record; false if there is none, or no more room.
  private boolean openRecord(ByteBuffer into) throws IOException {
    if (opened.hasRemaining() || !holdsRecord()) {
      return false;
    }
    SSLEngineResult result = engine.unwrap(in, into);
    return switch (result.getStatus()) {
      case OK -> {
        attend(result.getHandshakeStatus());
        yield true;
      }
      case BUFFER_OVERFLOW -> {
        openAside();
        takeOpened(into);
        // A record of the protocol's own has nothing to take: another one may lie behind it.
        yield !opened.hasRemaining();
      }
      case BUFFER_UNDERFLOW, CLOSED -> false;
    };
  }

  /// For readers with less room than a record has bytes.
  private void openAside() throws IOException {
    ByteBuffer lent = buffers.take();
    try {
      SSLEngineResult result = engine.unwrap(in, lent);
      opened = ByteBuffer.allocate(lent.flip().remaining()).put(lent).flip();
      attend(result.getHandshakeStatus());
    } finally {
      buffers.give(lent);
    }
  }

  private void takeOpened(ByteBuffer into) {
    int length = Math.min(opened.remaining(), into.remaining());
    into.put(into.position(), opened, opened.position(), length);
    into.position(into.position() + length);
    opened.position(opened.position() + length);
    if (!opened.hasRemaining()) {
      opened = NOTHING;
    }
  }

  /// Whether `in` begins with a whole record, or with what is none, which the engine tells.
  private boolean holdsRecord() {
    int there = in.remaining();
    if (there < HEADER_BYTES) {
      return false;
    }
    int length = HEADER_BYTES + (in.getShort(in.position() + HEADER_BYTES - 2) & 0xFFFF);
    return there >= length || length > TlsBuffers.RECORD_BYTES;
  }

  /// Answers what the client asks of the connection itself, as new keys.
  private void attend(HandshakeStatus asked) throws IOException {
    HandshakeStatus status = asked;
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      if (status == HandshakeStatus.NEED_TASK) {
        compute();
      } else {
        sendOwnRecord();
      }
      status = engine.getHandshakeStatus();
    }
  }

  /// Reads from the socket, behind what is there.
  private int fill() throws IOException {
    int kept = in.remaining();
    ByteBuffer room;
    if (in.capacity() - kept < Math.min(readSize, LEAST_ROOM - kept)) {
      room = ByteBuffer.allocate(Math.min(kept + readSize, LEAST_ROOM)).put(in);
    } else {
      room = in.compact();
    }
    int length = -1;
    try {
      length = channel.read(room);
    } finally {
      boolean full = !room.hasRemaining();
      in = room.flip();
      if (full) {
        readSize = Math.min(2 * readSize, LEAST_ROOM);
      } else if (length < readSize / 8) {
        readSize = Math.max(LEAST_READ, readSize / 2);
      }
    }
    return length;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    output.lock();
    ByteBuffer lent = buffers.take();
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
      buffers.give(lent);
      output.unlock();
    }
  }

  /// Encrypts as many records as there is room for; returns how many bytes went into them.
  private int seal(ByteBuffer from, ByteBuffer records) throws IOException {
    int before = from.position();
    while (from.hasRemaining() && records.remaining() >= TlsBuffers.RECORD_BYTES) {
      SSLEngineResult result = engine.wrap(from, records);
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        throw new ClosedChannelException();
      }
      if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        compute();
      }
    }
    return from.position() - before;
  }

  /// Sends one record of the protocol's own, if there is one; false if not.
  private boolean sendOwnRecord() throws IOException {
    output.lock();
    ByteBuffer lent = buffers.take();
    try {
      SSLEngineResult result = engine.wrap(NOTHING.duplicate(), lent);
      boolean any = result.bytesProduced() > 0;
      send(lent.flip());
      if (!any && result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new ClosedChannelException();
      }
      return any;
    } finally {
      buffers.give(lent);
      output.unlock();
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
    }
    return !unsent.hasRemaining();
  }

  /// Writes what the socket did not take before; false if it does not take all.
  private boolean flush() throws IOException {
    output.lock();
    try {
      if (!unsent.hasRemaining()) {
        return true;
      }
      channel.write(unsent);
      if (unsent.hasRemaining()) {
        return false;
      }
      unsent = NOTHING;
      return true;
    } finally {
      output.unlock();
    }
  }

  @Override
  public boolean hasArrived() throws IOException {
    return ready || super.hasArrived();
  }

  /// Sends `close_notify`, or why the connection fails. Waits for another thread's write and, if
  /// the socket blocks, for the client to take it.
  @Override
  public void endOutput() {
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
