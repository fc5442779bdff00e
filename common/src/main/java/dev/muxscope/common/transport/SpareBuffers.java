package dev.muxscope.common.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Buffers of long requests that are whole by now, for the next long requests: a new one would be
/// cleared first, and while it fills, others' are made, so that the collector copies it as well.
///
/// What was in a buffer stays in it: its taker reads only what it has put there. Safe for all
/// threads.
public final class SpareBuffers {

  /// Below, a new buffer costs less than to look for one.
  static final int LEAST_BYTES = 64 * 1024;

  /// All spares together.
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private final Deque<ByteBuffer> spares = new ArrayDeque<>();
  private int bytes;

  /// None yet.
  public SpareBuffers() {}

  /// An empty buffer on the heap that holds `capacity` bytes, or up to twice as many.
  public ByteBuffer take(int capacity) {
    ByteBuffer spare = capacity < LEAST_BYTES ? null : find(capacity);
    return spare == null ? ByteBuffer.allocate(capacity) : spare;
  }

  /// Takes a buffer that was taken, and is used no more.
  public void give(ByteBuffer buffer) {
    if (buffer.capacity() >= LEAST_BYTES) {
      add(buffer);
    }
  }

  /// The one used last, which is most likely in the processor's cache.
  private synchronized @Nullable ByteBuffer find(int capacity) {
    for (Iterator<ByteBuffer> all = spares.iterator(); all.hasNext(); ) {
      ByteBuffer spare = all.next();
      if (spare.capacity() >= capacity && spare.capacity() / 2 <= capacity) {
        all.remove();
        bytes -= spare.capacity();
        return spare;
      }
    }
    return null;
  }

  private synchronized void add(ByteBuffer buffer) {
    if (buffer.capacity() <= MOST_BYTES - bytes) {
      bytes += buffer.capacity();
      spares.addFirst(buffer.clear());
    }
  }
}
