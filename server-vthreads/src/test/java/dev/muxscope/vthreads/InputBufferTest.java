package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.transport.SpareBuffers;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputBufferTest {

  private static final int LEAST_BYTES = 512;
  private static final int USUAL_BYTES = 4 * 1024;

  private final InputBuffer input = new InputBuffer(new SpareBuffers());

  @Test
  void staysSmallWhileLittleComes() {
    for (int i = 0; i < 100; i++) {
      receiveAndExecute(100);
      assertEquals(LEAST_BYTES, input.toFill().capacity());
    }
  }

  @Test
  void growsWhileReadsFillItAndNoFurtherThanUsual() {
    for (int i = 0; i < 20; i++) {
      receiveAndExecute(input.toFill().remaining());
    }
    assertEquals(USUAL_BYTES, input.toFill().capacity());
  }

  @Test
  void shrinksAgainWhenLittleComes() {
    for (int i = 0; i < 20; i++) {
      receiveAndExecute(input.toFill().remaining());
    }
    for (int i = 0; i < 20; i++) {
      receiveAndExecute(10);
    }
    assertEquals(LEAST_BYTES, input.toFill().capacity());
  }

  /// Or each batch of a pipeline that is a little longer would take two reads, and two writes.
  @Test
  void takesAPipelineInOneReadOnceOneWasTooLong() {
    for (int i = 0; i < 20; i++) {
      receiveAndExecute(Math.min(576, input.toFill().remaining()));
      receiveAndExecute(64);
    }
    assertEquals(2 * LEAST_BYTES, input.toFill().capacity());
  }

  @Test
  void growsFurtherForALongRequest() {
    while (input.toFill().capacity() < 4 * USUAL_BYTES) {
      fill(input.toFill().remaining(), 0);
      assertFalse(input.toFill().hasRemaining());
      input.keep(input.toRead(), 0);
      assertTrue(input.toFill().hasRemaining(), "there must be room for more");
    }
  }

  @Test
  void growsWhenReadsOverflowAndKeepsWhatOfThemWasNotExecuted() {
    fill(LEAST_BYTES, 0);
    assertTrue(input.overflows());
    input.keep(lent(5000), 0);
    assertEquals(5000, input.size());
    assertEquals(8192, input.toFill().capacity());
    assertFalse(input.overflows());
    assertEquals((byte) 4999, input.toRead().get(4999));
  }

  @Test
  void makesRoomForWhatIsDeclaredButNotBeyondWhatHasArrived() {
    fill(LEAST_BYTES, 0);
    input.keep(lent(Leases.INPUT_BYTES), 3L * Leases.INPUT_BYTES);
    assertEquals(3 * Leases.INPUT_BYTES, input.toFill().capacity());

    fill(input.toFill().remaining(), 0);
    input.keep(input.toRead(), 1L << 30);
    assertEquals(12 * Leases.INPUT_BYTES, input.toFill().capacity());
  }

  /// A lent buffer would not take much more.
  @Test
  void doesNotOverflowAmidALongRequest() {
    fill(LEAST_BYTES, 0);
    input.keep(lent(Leases.INPUT_BYTES), 0);
    fill(input.toFill().remaining(), 0);
    assertFalse(input.overflows());
  }

  /// Or clients that have each sent one would take all memory, and no account would know.
  @Test
  void holdsLittleOnceALongRequestIsWhole() {
    receiveLong(1 << 20);
    receiveAndExecute(0);
    assertEquals(USUAL_BYTES, input.toFill().capacity());
  }

  @Test
  void holdsLittleWhenTheNextRequestHasBegun() {
    receiveLong(1 << 20);
    ByteBuffer all = input.toRead();
    all.position(all.limit() - 3);
    input.keep(all, 0);
    assertEquals(3, input.size());
    assertEquals(USUAL_BYTES, input.toFill().capacity());
  }

  @Test
  void usesTheBufferOfALongRequestAgain() {
    receiveLong(1 << 20);
    byte[] first = input.toFill().array();
    receiveAndExecute(0);
    receiveLong(1 << 20);
    assertSame(first, input.toFill().array());
  }

  /// All of a request of `length` bytes, not executed yet.
  private void receiveLong(int length) {
    fill(input.toFill().remaining(), 0);
    input.keep(lent(Leases.INPUT_BYTES), length);
    fill(length - input.size(), 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void losesAndChangesNothingWhateverIsExecuted(long seed) {
    var random = new Random(seed);
    int received = 0;
    int executed = 0;
    for (int turn = 0; turn < 5000; turn++) {
      int room = input.toFill().remaining();
      int length = 1 + random.nextInt(random.nextInt(4) == 0 ? room : Math.min(room, 50));
      fill(length, received);
      received += length;
      ByteBuffer all = input.toRead();
      if (random.nextInt(10) == 0) {
        all = ByteBuffer.allocate(all.remaining()).put(all).flip();
      }
      assertEquals(received - executed, all.remaining());
      int part = random.nextInt(3) == 0 ? random.nextInt(all.remaining() + 1) : 0;
      for (int i = 0; i < part; i++) {
        assertEquals((byte) executed++, all.get());
      }
      input.keep(all, 0);
      assertTrue(input.toFill().hasRemaining());
    }
  }

  private void receiveAndExecute(int length) {
    fill(length, 0);
    ByteBuffer all = input.toRead();
    all.position(all.limit());
    input.keep(all, 0);
  }

  private static ByteBuffer lent(int length) {
    ByteBuffer lent = ByteBuffer.allocate(length);
    while (lent.hasRemaining()) {
      lent.put((byte) lent.position());
    }
    return lent.flip();
  }

  private void fill(int length, int first) {
    for (int i = 0; i < length; i++) {
      input.toFill().put((byte) (first + i));
    }
  }
}
