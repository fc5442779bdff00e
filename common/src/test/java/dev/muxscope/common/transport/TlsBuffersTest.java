package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsBuffersTest {

  private final TlsBuffers buffers = new TlsBuffers();

  @Test
  void lendsADirectBufferAgainAndAgain() {
    ByteBuffer first = buffers.take();
    assertTrue(first.isDirect());
    buffers.give(first.put((byte) 1));
    ByteBuffer second = buffers.take();
    assertSame(first, second);
    assertEquals(second.capacity(), second.remaining());
  }

  @Test
  void hasTheHeapForThoseBeyondAFew() {
    List<ByteBuffer> direct = new ArrayList<>();
    for (int i = 0; i < TlsBuffers.SLOTS; i++) {
      direct.add(buffers.take());
    }
    assertTrue(direct.stream().allMatch(ByteBuffer::isDirect));
    ByteBuffer beyond = buffers.take();
    assertFalse(beyond.isDirect());
    assertEquals(TlsBuffers.RECORD_BYTES, beyond.remaining());
    buffers.give(beyond);
    assertFalse(buffers.take().isDirect());
    direct.forEach(buffers::give);
    for (int i = 0; i < TlsBuffers.SLOTS; i++) {
      assertTrue(buffers.take().isDirect());
    }
    assertFalse(buffers.take().isDirect());
  }
}
