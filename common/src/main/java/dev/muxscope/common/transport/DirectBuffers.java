package dev.muxscope.common.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A few direct buffers of one size for what is written, each lent to one writer at a time.
///
/// Direct memory that is dropped is given back late, so no more of them are made than are kept. A
/// thread that is stuck in a write keeps its own; who comes when all are lent, or when direct
/// memory is wanting, gets one on the heap. Safe for all threads.
public final class DirectBuffers {

  private final int bytes;
  private final Deque<ByteBuffer> idle = new ArrayDeque<>();
  private int unmade;

  /// None yet.
  ///
  /// @param bytes what each holds
  /// @param most how many there may be
  public DirectBuffers(int bytes, int most) {
    this.bytes = bytes;
    this.unmade = most;
  }

  /// An empty buffer, to be given back: a direct one that is lent, or if there is none or all are
  /// too short, a new one of `least` bytes on the heap.
  public ByteBuffer take(int least) {
    ByteBuffer lent = least <= bytes ? lend() : null;
    return lent == null ? ByteBuffer.allocate(least) : lent;
  }

  /// Takes back a buffer that was taken and is used no more.
  public void give(ByteBuffer buffer) {
    if (buffer.isDirect()) {
      keep(buffer);
    }
  }

  private synchronized @Nullable ByteBuffer lend() {
    if (!idle.isEmpty() || unmade == 0) {
      return idle.poll();
    }
    // Whether it can be made or not: the JDK tries for half a second, while all others wait.
    unmade--;
    try {
      return ByteBuffer.allocateDirect(bytes);
    } catch (OutOfMemoryError _) {
      return null;
    }
  }

  private synchronized void keep(ByteBuffer buffer) {
    idle.push(buffer.clear());
  }
}
