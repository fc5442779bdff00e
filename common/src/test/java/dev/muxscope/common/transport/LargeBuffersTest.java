package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeBuffersTest {

  private static final int LARGE = 1 << 20;

  private final LargeBuffers buffers = new LargeBuffers();

  @Test
  void lendsADirectBufferAgainAndAgain() {
    ByteBuffer first = buffers.take(LARGE);
    assertTrue(first.isDirect());
    first.put((byte) 1);
    buffers.give(first);
    ByteBuffer second = buffers.take(LargeBuffers.BYTES);
    assertSame(first, second);
    assertEquals(LargeBuffers.BYTES, second.remaining());
  }

  @Test
  void hasTheHeapForWhatIsShorterOrLonger() {
    for (int capacity : new int[] {LargeBuffers.LEAST_BYTES, LargeBuffers.BYTES + 1}) {
      ByteBuffer other = buffers.take(capacity);
      assertFalse(other.isDirect());
      assertEquals(capacity, other.capacity());
      buffers.give(other);
    }
    assertTrue(buffers.take(LARGE).isDirect());
  }

  @Test
  void hasTheHeapForThoseBeyondAFew() {
    List<ByteBuffer> direct = new ArrayList<>();
    ByteBuffer last = buffers.take(LARGE);
    while (last.isDirect()) {
      direct.add(last);
      last = buffers.take(LARGE);
    }
    assertEquals(LARGE, last.capacity());
    assertTrue(direct.size() <= 8, () -> direct.size() + " lent");
    buffers.give(last);
    assertFalse(buffers.take(LARGE).isDirect());
    buffers.give(direct.getFirst());
    assertSame(direct.getFirst(), buffers.take(LARGE));
  }
}
