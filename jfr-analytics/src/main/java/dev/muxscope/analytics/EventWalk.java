package dev.muxscope.analytics;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/// Steps over the events of a chunk, from the size of one to that of the next. All places are in
/// bytes from the chunk's beginning.
///
/// Owned by one thread, as is the position of the channel.
final class EventWalk {

  static final long METADATA = 0;
  static final long CHECKPOINT = 1;

  private static final int BUFFER_BYTES = 1 << 16;

  private final DataInputStream in;
  private final long limit;
  private long position = Chunk.HEADER_BYTES;
  private long start;
  private long end = Chunk.HEADER_BYTES;
  private long type;

  /// @param at where the chunk begins in the file
  /// @param limit how many bytes of it there are
  EventWalk(FileChannel file, long at, long limit) throws IOException {
    file.position(at + Chunk.HEADER_BYTES);
    in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES));
    this.limit = limit;
  }

  /// Goes to the next event.
  ///
  /// @return false where none follows: at the end, at the next chunk, or at damage
  boolean next() throws IOException {
    try {
      in.skipNBytes(end - position);
      position = end;
      if (position >= limit || isNextChunk()) {
        return false;
      }
      start = position;
      long size = readNumber();
      type = readNumber();
      boolean fits = size >= position - start && size <= limit - start;
      end = fits ? start + size : start;
      return fits;
    } catch (EOFException _) {
      return false;
    }
  }

  private boolean isNextChunk() throws IOException {
    in.mark(Integer.BYTES);
    boolean magic = Chunk.startsWithMagic(ByteBuffer.wrap(in.readNBytes(Integer.BYTES)));
    in.reset();
    return magic;
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
    position++;
    return in.readUnsignedByte();
  }
}
