package dev.muxscope.common.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Buffers that are lent to TLS connections while they encrypt, so that one that waits owns none.
/// Safe for all threads.
final class TlsBuffers {

  /// What [javax.net.ssl.SSLEngine#wrap] wants to have room for, whatever it then writes.
  static final int RECORD_BYTES = 16_709;

  /// Records that go out by one write.
  private static final int RECORDS = 4;

  private static final int SLOTS = 16;

  private final AtomicReferenceArray<ByteBuffer> idle = new AtomicReferenceArray<>(SLOTS);

  /// An empty direct buffer, to be given back.
  ByteBuffer take() {
    for (int i = 0; i < SLOTS; i++) {
      if (idle.get(i) != null) {
        ByteBuffer buffer = idle.getAndSet(i, null);
        if (buffer != null) {
          return buffer.clear();
        }
      }
    }
    return ByteBuffer.allocateDirect(RECORDS * RECORD_BYTES);
  }

  void give(ByteBuffer buffer) {
    for (int i = 0; i < SLOTS; i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, buffer)) {
        return;
      }
    }
  }
}
