package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectBuffersTest {

  private static final int BYTES = 1000;
  private static final int MOST = 3;

  private final DirectBuffers buffers = new DirectBuffers(BYTES, MOST);

  @Test
  void lendsADirectBufferAgainAndAgain() {
    ByteBuffer first = buffers.take(1);
    assertTrue(first.isDirect());
    buffers.give(first.put((byte) 1));
    ByteBuffer second = buffers.take(BYTES);
    assertSame(first, second);
    assertEquals(BYTES, second.remaining());
  }

  @Test
  void hasTheHeapForWhatIsLonger() {
    ByteBuffer longer = buffers.take(BYTES + 1);
    assertFalse(longer.isDirect());
    assertEquals(BYTES + 1, longer.remaining());
    buffers.give(longer);
    assertTrue(buffers.take(BYTES).isDirect());
  }

  @Test
  void hasTheHeapForThoseBeyondAFew() {
    List<ByteBuffer> direct = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      direct.add(buffers.take(1));
    }
    assertTrue(direct.stream().allMatch(ByteBuffer::isDirect));
    ByteBuffer beyond = buffers.take(10);
    assertFalse(beyond.isDirect());
    assertEquals(10, beyond.remaining());
    buffers.give(beyond);
    assertFalse(buffers.take(1).isDirect());
    direct.forEach(buffers::give);
    for (int i = 0; i < MOST; i++) {
      assertTrue(direct.contains(buffers.take(1)));
    }
    assertFalse(buffers.take(1).isDirect());
  }
}
