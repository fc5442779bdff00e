package dev.muxscope.common.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// Bytes that wait, in the order in which they came.
///
/// They are copied into chunks of which each but the last is full, so that pieces of a byte each
/// take no more memory than a large one. For one thread at a time.
public final class ByteQueue {

  /// What a chunk holds at most: no more stays behind of what has been taken.
  private static final int MOST_BYTES = 16 << 10;

  /// From how many bytes on a write is much: a fraction of a millisecond.
  static final int MOST_WRITTEN = 1 << 20;

  /// Each with its bytes between position and limit, and room behind.
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>(2);

  private long size;

  /// How many bytes there are.
  public long size() {
    return size;
  }

  /// Takes a copy of what remains of `bytes`.
  public void add(ByteBuffer bytes) {
    if (size > 0) {
      append(chunks.getLast(), bytes);
    }
    while (bytes.hasRemaining()) {
      // As large as all before: a queue that stays short takes little.
      int room = (int) Math.min(size + bytes.remaining(), MOST_BYTES);
      ByteBuffer chunk = ByteBuffer.allocate(room).limit(0);
      append(chunk, bytes);
      chunks.add(chunk);
    }
  }

  private void append(ByteBuffer chunk, ByteBuffer bytes) {
    int end = chunk.limit();
    int length = Math.min(bytes.remaining(), chunk.capacity() - end);
    chunk.limit(end + length).put(end, bytes, bytes.position(), length);
    bytes.position(bytes.position() + length);
    size += length;
  }

  /// Moves as many bytes as there is room for; returns how many.
  public int moveTo(ByteBuffer to) {
    int length = copyTo(to);
    drop(length);
    return length;
  }

  /// Writes until the channel takes no more, or has taken much at once: for a client that reads as
  /// fast as this writes, others are not to wait.
  ///
  /// @param direct a buffer to write from, since the JDK would allocate one for each heap buffer
  /// @return how many bytes were taken
  public long writeTo(WritableByteChannel channel, ByteBuffer direct) throws IOException {
    long written = 0;
    int taken = 0;
    int offered = 0;
    while (size > 0 && taken == offered && written < MOST_WRITTEN) {
      offered = copyTo(direct.clear());
      taken = channel.write(direct.flip());
      drop(taken);
      written += taken;
    }
    return written;
  }

  private int copyTo(ByteBuffer to) {
    int before = to.position();
    for (ByteBuffer chunk : chunks) {
      if (!to.hasRemaining()) {
        break;
      }
      int length = Math.min(chunk.remaining(), to.remaining());
      to.put(to.position(), chunk, chunk.position(), length);
      to.position(to.position() + length);
    }
    return to.position() - before;
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
  }
}
