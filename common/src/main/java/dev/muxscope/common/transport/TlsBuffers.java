package dev.muxscope.common.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Buffers that are lent to TLS connections while they encrypt, so that one that waits owns none.
/// Safe for all threads.
///
/// A thread that is stuck in a write keeps its buffer. So a few are direct, and lent again and
/// again; those beyond are short and on the heap, since direct memory that is dropped is given back
/// late.
final class TlsBuffers {

  /// What [javax.net.ssl.SSLEngine#wrap] wants to have room for, whatever it then writes.
  static final int RECORD_BYTES = 16_709;

  /// Records that go out by one write.
  private static final int RECORDS = 4;

  static final int SLOTS = 16;

  private final AtomicReferenceArray<ByteBuffer> idle = new AtomicReferenceArray<>(SLOTS);

  /// How many direct ones were made, or more once that is [#SLOTS].
  private final AtomicInteger made = new AtomicInteger();

  /// An empty buffer that holds a record at least, to be given back.
  ByteBuffer take() {
    for (int i = 0; i < SLOTS; i++) {
      if (idle.get(i) != null) {
        ByteBuffer buffer = idle.getAndSet(i, null);
        if (buffer != null) {
          return buffer.clear();
        }
      }
    }
    boolean direct = made.get() < SLOTS && made.incrementAndGet() <= SLOTS;
    return direct
        ? ByteBuffer.allocateDirect(RECORDS * RECORD_BYTES)
        : ByteBuffer.allocate(RECORD_BYTES);
  }

  void give(ByteBuffer buffer) {
    if (buffer.isDirect()) {
      keep(buffer);
    }
  }

  private void keep(ByteBuffer buffer) {
    for (int i = 0; i < SLOTS; i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, buffer)) {
        return;
      }
    }
  }
}
