package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpareBuffersTest {

  private static final int LONG = 1 << 20;

  private final SpareBuffers spares = new SpareBuffers();

  @Test
  void givesOutAgainWhatCameBackLast() {
    ByteBuffer first = spares.take(LONG);
    ByteBuffer last = spares.take(LONG);
    last.put((byte) 1);
    spares.give(first);
    spares.give(last);
    assertSame(last, spares.take(LONG));
    assertEquals(0, last.position());
    assertEquals(LONG, last.remaining());
    assertSame(first, spares.take(LONG - 1));
  }

  @Test
  void givesOutNoneTwice() {
    spares.give(spares.take(LONG));
    assertNotSame(spares.take(LONG), spares.take(LONG));
  }

  /// A short request is not to hold the memory of a long one.
  @Test
  void givesOutNoneThatIsTooShortOrFarTooLong() {
    ByteBuffer spare = spares.take(LONG);
    spares.give(spare);
    assertEquals(LONG + 1, spares.take(LONG + 1).capacity());
    assertEquals(LONG / 2 - 1, spares.take(LONG / 2 - 1).capacity());
    assertSame(spare, spares.take(LONG / 2));
  }

  @Test
  void keepsNoShortOne() {
    ByteBuffer shorter = spares.take(SpareBuffers.LEAST_BYTES - 1);
    spares.give(shorter);
    assertNotSame(shorter, spares.take(SpareBuffers.LEAST_BYTES - 1));
  }

  @Test
  void keepsNoMoreThanItMay() {
    Set<ByteBuffer> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    int count = 2 * SpareBuffers.MOST_BYTES / LONG;
    for (int i = 0; i < count; i++) {
      taken.add(spares.take(LONG));
    }
    taken.forEach(spares::give);
    int again = 0;
    for (int i = 0; i < count; i++) {
      again += taken.contains(spares.take(LONG)) ? 1 : 0;
    }
    assertEquals(SpareBuffers.MOST_BYTES / LONG, again);
    ByteBuffer tooLong = spares.take(SpareBuffers.MOST_BYTES + 1);
    spares.give(tooLong);
    assertNotSame(tooLong, spares.take(tooLong.capacity()));
  }
}
