package dev.muxscope.common.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/// Encrypts and decrypts by TLS 1.3, over a socket that blocks or one that does not.
///
/// ```
///   SHAKING HANDS ── handshake() is DONE ──► OPEN ── close_notify ──► read is -1
///        │                                    │                          │
///        └── bad bytes, bad certificate ──────┴── endOutput, close ──────┴──► CLOSED
/// ```
///
/// An idle connection owns no buffer: what is read goes to one that is given up once all in it is
/// decrypted; what is written goes to one that is lent. The reader owns the input, a lock guards
/// the output, and the engine guards itself, so that one thread may write while another waits to
/// read.
///
/// A client may ask the protocol itself for work, without an end and without sending data. So reads
/// are bounded, and who asks for too much, or does not take the answers, fails.
public final class TlsTransport extends Transport {

  /// What [#read] must have room for if the socket does not block, in bytes: all that it ever reads
  /// from the socket at a time, which is longer than its decrypted contents.
  public static final int LEAST_ROOM = TlsInput.MOST_READ;

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

  private final SSLEngine engine;
  private final TlsInput input;
  private final TlsOutput output;

  /// Whether the handshake has begun.
  private boolean begun;

  TlsTransport(SocketChannel channel, SSLEngine engine, DirectBuffers buffers) {
    super(channel);
    this.engine = engine;
    this.output = new TlsOutput(channel, engine, buffers);
    this.input = new TlsInput(channel, engine, buffers, output);
  }

  /// Goes on with the handshake as far as it can; to be called until it is DONE, before anything is
  /// read or written. If the socket blocks, it never answers WRITE, and READ before it waits for
  /// the client, so that what it keeps of the handshake can be noted ([#keptBytes]).
  ///
  /// @throws IOException if the client gives up
  /// @throws SSLException if the two do not agree; [#endOutput] tells the client why
  public Progress handshake() throws IOException {
    if (!begun) {
      begun = true;
      engine.beginHandshake();
    }
    while (true) {
      if (!output.flush()) {
        return Progress.WRITE;
      }
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          return Progress.COMPUTE;
        }
        case NEED_WRAP -> output.sendOwnRecord();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!takeHandshakeRecord()) {
            return Progress.READ;
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          requireAgreed();
          input.handshakeDone();
          return Progress.DONE;
        }
      }
    }
  }

  /// Does the costly part of a handshake, some milliseconds of computing; on any thread, while no
  /// other uses the transport. What fails is thrown by the next [#handshake].
  public void compute() {
    compute(engine);
  }

  static void compute(SSLEngine engine) {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  /// What fails in [#compute] ends the handshake too, and the engine tells it at its next call.
  private void requireAgreed() throws IOException {
    if (engine.isOutboundDone() || engine.isInboundDone()) {
      input.requireNoFailure();
      throw closedAmidHandshake();
    }
  }

  /// False if it is not there yet.
  private boolean takeHandshakeRecord() throws IOException {
    int taken = input.takeHandshakeRecord();
    if (taken < 0) {
      throw closedAmidHandshake();
    }
    return taken > 0;
  }

  private static EOFException closedAmidHandshake() {
    return new EOFException("closed by the client during the handshake");
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return input.read(into);
  }

  @Override
  public int readArrived(ByteBuffer into) throws IOException {
    return input.readArrived(into);
  }

  @Override
  public int keptBytes() {
    return input.keptBytes();
  }

  @Override
  public int unsentBytes() {
    return output.unsentBytes();
  }

  @Override
  public boolean inputEnded() {
    return input.ended();
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return output.write(from);
  }

  @Override
  public boolean hasArrived() throws IOException {
    return input.ready() || socketHasBytes();
  }

  /// Sends `close_notify`, or why the connection fails. Waits for another thread's write and, if
  /// the socket blocks, for the client to take it.
  @Override
  public void endOutput() {
    output.end();
  }
}
