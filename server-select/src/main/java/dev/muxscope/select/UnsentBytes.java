package dev.muxscope.select;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/// Replies that the kernel has not taken yet, in the order they were made. Belongs to the loop's
/// thread.
final class UnsentBytes {

  private static final Queue<ByteBuffer> NONE = new ArrayDeque<>(0);

  // Most connections have none, most of the time, and then own no queue.
  private Queue<ByteBuffer> chunks = NONE;
  private long size;

  /// Takes a copy of what remains of `bytes`.
  void add(ByteBuffer bytes) {
    if (size == 0) {
      chunks = new ArrayDeque<>(2);
    }
    size += bytes.remaining();
    chunks.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
  }

  /// How many bytes there are.
  long size() {
    return size;
  }

  /// Writes until the kernel takes no more.
  ///
  /// @param direct a buffer to write from, since the JDK would allocate one for each heap buffer
  /// @return how many bytes were taken
  long writeTo(WritableByteChannel channel, ByteBuffer direct) throws IOException {
    long written = 0;
    int taken = 0;
    int offered = 0;
    while (size > 0 && taken == offered) {
      offered = fill(direct);
      taken = channel.write(direct);
      drop(taken);
      written += taken;
    }
    return written;
  }

  private int fill(ByteBuffer direct) {
    direct.clear();
    for (ByteBuffer chunk : chunks) {
      int length = Math.min(chunk.remaining(), direct.remaining());
      direct.put(direct.position(), chunk, chunk.position(), length);
      direct.position(direct.position() + length);
    }
    return direct.flip().remaining();
  }

  private void drop(int bytes) {
    size -= bytes;
    int left = bytes;
    while (left > 0) {
      ByteBuffer first = chunks.element();
      int part = Math.min(left, first.remaining());
      first.position(first.position() + part);
      left -= part;
      if (!first.hasRemaining()) {
        chunks.remove();
      }
    }
    if (size == 0) {
      chunks = NONE;
    }
  }
}
