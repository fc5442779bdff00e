package dev.muxscope.common.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A few direct buffers for large replies, each lent to one writer at a time.
///
/// The kernel is offered all that is in one at once. Of a buffer on the heap the JDK copies part
/// after part, and each part wakes a client that has read the one before. Direct memory that is
/// dropped is given back late, so no more of them are made than are kept. Safe for all threads.
public final class LargeBuffers {

  /// Shorter ones are made anew.
  static final int LEAST_BYTES = 64 * 1024;

  /// What each holds, in bytes; longer ones are made anew.
  static final int BYTES = 2 * 1024 * 1024;

  private static final int MOST = 8;

  /// Which part of the memory for direct buffers, by default as much as for the heap, they may be.
  private static final int PART_OF_MEMORY = 16;

  private final Deque<ByteBuffer> spares = new ArrayDeque<>();
  private int unmade =
      Math.clamp(Runtime.getRuntime().maxMemory() / PART_OF_MEMORY / BYTES, 1, MOST);

  /// None yet.
  public LargeBuffers() {}

  /// An empty buffer that holds at least `capacity` bytes: a direct one that is lent, or if it is
  /// too short or too long for that, or all are lent, a new one on the heap.
  public ByteBuffer take(int capacity) {
    boolean fits = capacity > LEAST_BYTES && capacity <= BYTES;
    ByteBuffer lent = fits ? lend() : null;
    return lent == null ? ByteBuffer.allocate(capacity) : lent;
  }

  /// Takes back a buffer that was taken and is used no more.
  public void give(ByteBuffer buffer) {
    if (buffer.isDirect()) {
      keep(buffer);
    }
  }

  private synchronized @Nullable ByteBuffer lend() {
    if (spares.isEmpty() && unmade > 0) {
      unmade--;
      return ByteBuffer.allocateDirect(BYTES);
    }
    return spares.poll();
  }

  private synchronized void keep(ByteBuffer buffer) {
    spares.push(buffer.clear());
  }
}
