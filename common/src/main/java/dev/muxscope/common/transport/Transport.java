package dev.muxscope.common.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// What carries the bytes of one accepted connection between its socket and the engine. Blocks if
/// the socket does.
///
/// One thread at a time reads; another may write meanwhile, one at a time. [#close] is for any
/// thread.
public abstract sealed class Transport implements ByteChannel permits PlainTransport, TlsTransport {

  private final SocketChannel channel;

  /// Asked for what has arrived; a socket makes a new one each time. For the thread that reads, and
  /// for others that find the same.
  private @Nullable InputStream arrived;

  Transport(SocketChannel channel) {
    this.channel = channel;
  }

  /// Bytes as they are.
  public static Transport plain(SocketChannel channel) {
    return new PlainTransport(channel);
  }

  /// The socket, for selectors and addresses.
  public final SocketChannel channel() {
    return channel;
  }

  /// Reads what is there. If the socket does not block, whatever has come from it is handed over:
  /// nothing but the end of a message is ever kept back, so that a selector tells when there is
  /// more.
  ///
  /// @param into with room for [TlsTransport#LEAST_ROOM] bytes, if the socket does not block
  /// @return how many bytes came, -1 after the last; 0 if none did, which of a socket that blocks
  ///   means that something came, as half a message ([#keptBytes]): to be called again
  @Override
  public abstract int read(ByteBuffer into) throws IOException;

  /// Reads more of what is there, and never waits for the client, even if the socket blocks.
  ///
  /// @return how many bytes came, 0 or -1 if none did
  public abstract int readArrived(ByteBuffer into) throws IOException;

  /// How many bytes have come that a read could not hand over, half a message above all, or during
  /// a handshake; from any thread, as it was at some recent moment.
  public int keptBytes() {
    return 0;
  }

  /// How many bytes of memory it keeps for what was written and the socket has not taken, besides
  /// what is offered again; from any thread, as it was at some recent moment.
  public int unsentBytes() {
    return 0;
  }

  /// Whether the next read is sure to return -1, though the socket may not be at its end, so that
  /// no selector tells; for the thread that reads.
  public boolean inputEnded() {
    return false;
  }

  /// Writes as much as the kernel takes. What remains in `from` is to be offered again, before
  /// anything else.
  ///
  /// @return how many bytes were taken
  @Override
  public abstract int write(ByteBuffer from) throws IOException;

  /// Whether a read would find bytes without waiting for the client.
  public abstract boolean hasArrived() throws IOException;

  /// Whether the socket itself has bytes.
  public final boolean socketHasBytes() throws IOException {
    InputStream stream = arrived;
    if (stream == null) {
      stream = channel.socket().getInputStream();
      arrived = stream;
    }
    return stream.available() > 0;
  }

  /// Tells the client that nothing more is sent, where the protocol has a word for it. For the
  /// thread that serves the connection, when all is written.
  public abstract void endOutput();

  @Override
  public final boolean isOpen() {
    return channel.isOpen();
  }

  /// Closes the socket at once, without a last word to the client; from any thread.
  @Override
  public final void close() throws IOException {
    channel.close();
  }

  /// Like [#close], where nothing can be done if it fails.
  public final void closeQuietly() {
    closeQuietly(channel);
  }

  /// Closes a socket that nothing carries bytes for, where nothing can be done if it fails.
  public static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // There is nothing more to be done for it.
    }
  }
}
