package dev.muxscope.common.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/// What carries the bytes of one accepted connection between its socket and the engine. Blocks if
/// the socket does.
///
/// One thread at a time reads; another may write meanwhile, one at a time. [#close] is for any
/// thread.
public sealed interface Transport extends ByteChannel permits PlainTransport, TlsTransport {

  /// Bytes as they are.
  static Transport plain(SocketChannel channel) {
    return new PlainTransport(channel);
  }

  /// The socket, for selectors and addresses.
  SocketChannel channel();

  /// Reads what is there. If the socket does not block, whatever has come from it is handed over:
  /// nothing but the end of a message is ever kept back, so that a selector tells when there is
  /// more.
  ///
  /// @param into with room for [TlsTransport#LEAST_ROOM] bytes, if the socket does not block
  /// @return how many bytes came, 0 if there are none and the socket does not block, -1 after the
  ///   last
  @Override
  int read(ByteBuffer into) throws IOException;

  /// Reads more of what is there, and never waits for the client, even if the socket blocks.
  ///
  /// @return how many bytes came, 0 or -1 if none did
  int readArrived(ByteBuffer into) throws IOException;

  /// Writes as much as the kernel takes. What remains in `from` is to be offered again, before
  /// anything else.
  ///
  /// @return how many bytes were taken
  @Override
  int write(ByteBuffer from) throws IOException;

  /// Whether a read would find bytes without waiting for the client.
  boolean hasArrived() throws IOException;

  /// Tells the client that nothing more is sent, where the protocol has a word for it. For the
  /// thread that serves the connection, when all is written.
  void endOutput();

  /// Closes the socket at once, without a last word to the client; from any thread.
  @Override
  void close() throws IOException;

  /// Does the same where nothing can be done if it fails.
  default void closeQuietly() {
    try {
      close();
    } catch (IOException _) {
      // There is nothing more to be done for it.
    }
  }
}
