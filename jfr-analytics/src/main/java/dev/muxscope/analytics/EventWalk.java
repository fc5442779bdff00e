package dev.muxscope.analytics;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Steps over the events of a chunk, from the size of one to that of the next. All places are in
/// bytes from the chunk's beginning.
///
/// Owned by one thread; leaves the position of the channel alone.
final class EventWalk {

  static final long METADATA = 0;
  static final long CHECKPOINT = 1;

  private static final int WINDOW_BYTES = 1 << 16;

  private final FileChannel file;
  private final long at;
  private final long limit;
  // Bytes of the chunk from windowAt on; its position is where reading goes on.
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowAt;
  private long start;
  private long end = Chunk.HEADER_BYTES;
  private long type;

  /// @param at where the chunk begins in the file
  /// @param limit how many bytes of it there are
  EventWalk(FileChannel file, long at, long limit) {
    this.file = file;
    this.at = at;
    this.limit = limit;
  }

  /// Goes to the next event.
  ///
  /// @return false where none follows: at the end, at the next chunk, or at damage
  boolean next() throws IOException {
    try {
      start = end;
      if (start >= limit || isNextChunk()) {
        return false;
      }
      long size = readNumber();
      type = readNumber();
      boolean fits = size >= position() - start && size <= limit - start;
      end = fits ? start + size : start;
      return fits;
    } catch (EOFException _) {
      return false;
    }
  }

  private boolean isNextChunk() throws IOException {
    long inWindow = start - windowAt;
    if (inWindow < 0 || inWindow > window.limit() - Integer.BYTES) {
      fill(start);
    } else {
      window.position((int) inWindow);
    }
    return Chunk.startsWithMagic(window.slice());
  }

  private long position() {
    return windowAt + window.position();
  }

  private void fill(long from) throws IOException {
    windowAt = from;
    int count = file.read(window.clear(), at + from);
    window.flip();
    if (count <= 0) {
      throw new EOFException("the file became shorter while it was read");
    }
  }

  /// Where the event begins.
  long start() {
    return start;
  }

  /// Where the event ends, and the next one begins.
  long end() {
    return end;
  }

  /// The number of the event's type.
  long type() {
    return type;
  }

  /// A number of the event as the recorder writes it: seven bits a byte, lowest first, the ninth
  /// byte whole.
  long readNumber() throws IOException {
    long number = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      int bits = readByte();
      number |= (bits & 0x7fL) << shift;
      if (bits < 0x80) {
        return number;
      }
    }
    return number | (long) readByte() << 56;
  }

  /// A byte of the event.
  int readByte() throws IOException {
    if (!window.hasRemaining()) {
      fill(position());
    }
    return Byte.toUnsignedInt(window.get());
  }
}
