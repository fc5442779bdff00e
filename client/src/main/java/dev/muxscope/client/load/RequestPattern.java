package dev.muxscope.client.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// The bytes that leave on every connection: one batch of requests, over and over. As they are
/// always the same, a connection needs no buffer of its own, only the number of bytes it still
/// owes.
///
/// Owned by the loop's thread.
final class RequestPattern {

  private static final int MIN_BYTES = 16 << 10;

  private final int batchBytes;
  private final ByteBuffer bytes;

  /// @param one a request
  RequestPattern(byte[] one, int pipeline) {
    batchBytes = one.length * pipeline;
    // Several batches in a row, so that a backlog of small ones needs few writes.
    int batches = Math.max(1, MIN_BYTES / batchBytes);
    bytes = ByteBuffer.allocateDirect(batches * batchBytes);
    while (bytes.hasRemaining()) {
      bytes.put(one);
    }
    bytes.clear();
  }

  int batchBytes() {
    return batchBytes;
  }

  /// Writes what a connection owes until the kernel takes no more.
  ///
  /// @param owed bytes up to the end of a batch
  /// @return how many bytes are owed still
  long write(SocketChannel channel, long owed) throws IOException {
    long left = owed;
    while (left > 0) {
      int from = (int) ((batchBytes - left % batchBytes) % batchBytes);
      bytes.limit((int) Math.min(bytes.capacity(), from + left)).position(from);
      int written = channel.write(bytes);
      if (written == 0) {
        break;
      }
      left -= written;
    }
    return left;
  }
}
