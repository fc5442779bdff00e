package dev.muxscope.select;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsentBytesTest {

  private final UnsentBytes unsent = new UnsentBytes();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(16);

  @Test
  void copiesWhatItTakes() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap("abc".getBytes(US_ASCII)).position(1);
    unsent.add(bytes);
    assertEquals(0, bytes.remaining());
    bytes.put(1, (byte) 'X');
    var kernel = new Kernel(10);
    assertEquals(2, unsent.writeTo(kernel, direct));
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
    while (unsent.size() > 0) {
      written += unsent.writeTo(kernel, direct);
      kernel.left = most;
    }
    assertEquals("one,two, which is longer than the direct buffer,three", kernel.taken.toString());
    assertEquals(kernel.taken.length(), written);
  }

  @Test
  void stopsWhenTheKernelTakesNoMore() throws IOException {
    add("0123456789".repeat(10));
    var kernel = new Kernel(40);
    assertEquals(40, unsent.writeTo(kernel, direct));
    assertEquals(60, unsent.size());
    // Three writes: two of the direct buffer's size, and one that was cut short.
    assertEquals(3, kernel.writes);
  }

  @Test
  void writesNothingWhenThereIsNothing() throws IOException {
    var kernel = new Kernel(10);
    assertEquals(0, unsent.writeTo(kernel, direct));
    assertEquals(0, kernel.writes);
  }

  private void add(String text) {
    unsent.add(ByteBuffer.wrap(text.getBytes(US_ASCII)));
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
