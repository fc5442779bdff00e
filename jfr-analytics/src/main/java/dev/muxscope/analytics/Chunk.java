package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A stretch of a recording file that holds all that its events refer to, as its header tells.
///
/// @param at where it begins in the file, in bytes
/// @param size its length in bytes
/// @param constants where its last checkpoint is, in bytes from its beginning
/// @param metadata where its metadata are, in bytes from its beginning
/// @param start when it began, in nanoseconds since the epoch
/// @param nanos how long it lasted, in nanoseconds
/// @param ticks when it began by the clock of its JVM
/// @param frequency ticks of that clock in a second
/// @param whole false for the readable beginning of a chunk that was cut off or never finished
record Chunk(
    long at,
    long size,
    long constants,
    long metadata,
    long start,
    long nanos,
    long ticks,
    long frequency,
    boolean whole) {

  static final int HEADER_BYTES = 68;
  static final int SIZE_AT = 8;
  static final int CONSTANTS_AT = 16;
  static final int METADATA_AT = 24;
  static final int START_AT = 32;
  static final int NANOS_AT = 40;
  static final int TICKS_AT = 48;
  static final int TICKS_PER_SECOND_AT = 56;
  static final int STATE_AT = 64;
  static final byte FINISHED = 0;

  /// A number of four bytes, of which the state is the first.
  static final int FEATURES_AT = 64;

  /// Of the features: that numbers are written in as few bytes as they need.
  static final int COMPRESSED = 1;

  // In nanoseconds: what the two clocks drift apart in hours. Those of two JVMs began to tick when
  // these were started.
  private static final double CLOCKS_DIFFER = 100e6;

  private static final byte[] MAGIC = {'F', 'L', 'R', 0};

  /// The header at a place of a file, as far as the file goes.
  static ByteBuffer header(FileChannel file, long at) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    while (header.hasRemaining() && file.read(header, at + header.position()) >= 0) {
      // A read may give less than there is.
    }
    return header.flip();
  }

  /// A whole chunk with a header.
  static Chunk whole(ByteBuffer header, long at) {
    return new Chunk(
        at,
        header.getLong(SIZE_AT),
        header.getLong(CONSTANTS_AT),
        header.getLong(METADATA_AT),
        header.getLong(START_AT),
        header.getLong(NANOS_AT),
        header.getLong(TICKS_AT),
        header.getLong(TICKS_PER_SECOND_AT),
        true);
  }

  /// Whether bytes are those a chunk begins with, as far as they go.
  static boolean startsWithMagic(ByteBuffer bytes) {
    for (int i = 0; i < Math.min(bytes.limit(), MAGIC.length); i++) {
      if (bytes.get(i) != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /// When it ended, in nanoseconds since the epoch.
  long end() {
    return start + nanos;
  }

  /// Whether it and another were recorded by one clock, and so in one JVM: then they are as far
  /// apart by the clock's ticks as by the time of day.
  boolean sharesClock(Chunk other) {
    double ticked = (other.ticks - ticks) * (1e9 / frequency);
    return Math.abs(ticked - (other.start - start)) < CLOCKS_DIFFER;
  }

  /// Where the next one begins in the file.
  long next() {
    return at + size;
  }

  /// Copies it to the beginning of an empty file, where it stands as a whole recording.
  void copy(FileChannel from, FileChannel to) throws IOException {
    for (long copied = 0; copied < size; ) {
      long count = from.transferTo(at + copied, size - copied, to);
      if (count <= 0) {
        throw new IOException("the file became shorter while it was read");
      }
      copied += count;
    }
    if (!whole) {
      finish(to);
    }
  }

  private void finish(FileChannel file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    while (header.hasRemaining()) {
      if (file.read(header, header.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    header.putLong(SIZE_AT, size);
    header.putLong(CONSTANTS_AT, constants);
    header.putLong(METADATA_AT, metadata);
    header.putLong(NANOS_AT, nanos);
    header.put(STATE_AT, FINISHED);
    header.flip();
    while (header.hasRemaining()) {
      file.write(header, header.position());
    }
  }
}
