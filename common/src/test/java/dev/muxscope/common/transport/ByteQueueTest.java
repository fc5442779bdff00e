package dev.muxscope.common.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.protocol.Allocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteQueueTest {

  private final ByteQueue queue = new ByteQueue();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(16);

  @Test
  void copiesWhatItTakes() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap("abc".getBytes(US_ASCII)).position(1);
    queue.add(bytes);
    assertEquals(0, bytes.remaining());
    bytes.put(1, (byte) 'X');
    var kernel = new Kernel(10);
    assertEquals(2, queue.writeTo(kernel, direct));
    assertEquals("bc", kernel.taken.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 50})
  void sendsAllInOrderHoweverLittleTheKernelTakes(int most) throws IOException {
    add("one,");
    add("two, which is longer than the direct buffer,");
    add("three");
    var kernel = new Kernel(most);
    long written = 0;
    while (queue.size() > 0) {
      written += queue.writeTo(kernel, direct);
      kernel.left = most;
    }
    assertEquals("one,two, which is longer than the direct buffer,three", kernel.taken.toString());
    assertEquals(kernel.taken.length(), written);
  }

  /// What is counted of it is what waits.
  @Test
  void keepsNoMemoryOfWhatHasBeenTaken() {
    int many = 200_000_000;
    queue.add(ByteBuffer.allocate(many));
    queue.moveTo(ByteBuffer.allocate(many - 1));
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    assertTrue(used < many, used + " bytes are in use");
    assertEquals(1, queue.size());
  }

  @Test
  void stopsWhenTheKernelTakesNoMore() throws IOException {
    add("0123456789".repeat(10));
    var kernel = new Kernel(40);
    assertEquals(40, queue.writeTo(kernel, direct));
    assertEquals(60, queue.size());
    // Three writes: two of the direct buffer's size, and one that was cut short.
    assertEquals(3, kernel.writes);
  }

  @Test
  void writesNothingWhenThereIsNothing() throws IOException {
    var kernel = new Kernel(10);
    assertEquals(0, queue.writeTo(kernel, direct));
    assertEquals(0, kernel.writes);
  }

  /// A client may read as fast as the loop writes.
  @Test
  void writesNotForEverThoughAllIsTaken() throws IOException {
    int size = 2 * ByteQueue.MOST_WRITTEN;
    queue.add(ByteBuffer.allocate(size));
    var kernel = new Kernel(size);
    assertEquals(ByteQueue.MOST_WRITTEN, queue.writeTo(kernel, ByteBuffer.allocate(1 << 16)));
    assertEquals(ByteQueue.MOST_WRITTEN, queue.writeTo(kernel, ByteBuffer.allocate(1 << 16)));
    assertEquals(0, queue.size());
  }

  @Test
  void movesWhatThereIsRoomFor() {
    add("0123456789");
    ByteBuffer to = ByteBuffer.allocate(8).position(2);
    assertEquals(6, queue.moveTo(to));
    assertEquals(4, queue.size());
    add("ab");
    assertEquals(6, queue.moveTo(to.clear()));
    assertEquals("6789ab", US_ASCII.decode(to.flip()).toString());
    assertEquals(0, queue.moveTo(to.clear()));
  }

  /// A client that sends byte by byte must not have a chunk allocated for each.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 5_000, 16_384, 100_000})
  void takesLittleMoreMemoryThanThereAreBytes(int piece) {
    byte[] bytes = new byte[piece];
    int pieces = 4_000_000 / piece;
    ByteBuffer once = ByteBuffer.wrap(bytes);
    queue.add(once);
    long allocated =
        Allocation.by(() -> {
          for (int i = 0; i < pieces; i++) {
            queue.add(once.clear());
          }
        });
    assertEquals(piece * (pieces + 1L), queue.size());
    assertTrue(allocated < 1.1 * 4_000_000, allocated + " bytes allocated for 4,000,000");
  }

  private void add(String text) {
    queue.add(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }

  /// Takes `left` bytes, then nothing.
  private static final class Kernel implements WritableByteChannel {

    private final StringBuilder taken = new StringBuilder();
    private int left;
    private int writes;

    Kernel(int left) {
      this.left = left;
    }

    @Override
    public int write(ByteBuffer bytes) {
      writes++;
      int length = Math.min(left, bytes.remaining());
      for (int i = 0; i < length; i++) {
        taken.append((char) bytes.get());
      }
      left -= length;
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
