package dev.muxscope.analytics;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Finds how much of a chunk without an end can be read: of one that was cut off, or whose JVM was
/// killed.
///
/// A recorder that records to disk, as `-XX:StartFlightRecording` makes it, flushes about once a
/// second: it writes what the events so far refer to, and last a checkpoint that says so. All
/// events before the last such checkpoint can be read; those behind it refer to what is not there.
///
/// Owned by the thread that calls [#find].
final class UnfinishedChunk {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long METADATA = 0;
  private static final long CHECKPOINT = 1;
  // A bit of the checkpoint's kind: all that was written before it is complete.
  private static final int FLUSH = 1;

  private final DataInputStream in;
  private final long available;
  private long position = Chunk.HEADER_BYTES;
  private long eventStart;
  private long metadata;
  private long flush;
  private long flushTicks;
  private long end;

  private UnfinishedChunk(InputStream in, long available) {
    this.in = new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES));
    this.available = available;
  }

  /// The readable beginning of the chunk at `at`; none if it holds no checkpoint yet.
  static Optional<Chunk> find(FileChannel file, ByteBuffer header, long at) throws IOException {
    file.position(at + Chunk.HEADER_BYTES);
    var chunk = new UnfinishedChunk(Channels.newInputStream(file), file.size() - at);
    chunk.walk();
    return chunk.end == 0 ? Optional.empty() : Optional.of(chunk.readable(header, at));
  }

  private Chunk readable(ByteBuffer header, long at) {
    long ticks = header.getLong(Chunk.TICKS_AT);
    double nanosPerTick = 1e9 / Math.max(1, header.getLong(Chunk.TICKS_PER_SECOND_AT));
    long nanos = Math.round((flushTicks - ticks) * nanosPerTick);
    return new Chunk(
        at, end, flush, metadata, header.getLong(Chunk.START_AT), Math.max(0, nanos), ticks, false);
  }

  private void walk() throws IOException {
    try {
      while (position < available && !isNextChunk()) {
        eventStart = position;
        long size = readNumber();
        if (size <= 0 || size > available - eventStart) {
          return;
        }
        acceptEvent(readNumber());
        in.skipNBytes(eventStart + size - position);
        position = eventStart + size;
        if (eventStart == flush && metadata > 0) {
          end = position;
        }
      }
    } catch (EOFException _) {
      // Shorter than it was: what was found until here stands.
    }
  }

  private boolean isNextChunk() throws IOException {
    in.mark(Integer.BYTES);
    boolean magic = Chunk.startsWithMagic(ByteBuffer.wrap(in.readNBytes(Integer.BYTES)));
    in.reset();
    return magic;
  }

  private void acceptEvent(long type) throws IOException {
    if (type == METADATA) {
      metadata = eventStart;
    } else if (type == CHECKPOINT) {
      long ticks = readNumber();
      readNumber(); // duration
      readNumber(); // distance to the checkpoint before
      if ((readByte() & FLUSH) != 0) {
        flush = eventStart;
        flushTicks = ticks;
      }
    }
  }

  /// A number as the recorder writes it: seven bits a byte, lowest first, the ninth byte whole.
  private long readNumber() throws IOException {
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

  private int readByte() throws IOException {
    position++;
    return in.readUnsignedByte();
  }
}
