package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// The chunks a recording is made of, as their headers tell: when it began and ended, and whether
/// the file holds all of it. The parser of the JDK tells neither before it has read everything; a
/// cut file it reports unclearly, and one with an unfinished chunk before others it reads for ever.
///
/// @param whole how many chunks are whole, from the first on
/// @param start when the first chunk began, in nanoseconds since the epoch
/// @param end when the last whole chunk ended, in nanoseconds since the epoch
/// @param problem what is wrong with the file, to be put after its name; empty when nothing is
record Chunks(int whole, long start, long end, String problem) {

  private static final int HEADER_BYTES = 68;
  private static final byte FINISHED = 0;
  private static final String TRUNCATED =
      "is truncated: copy it whole, once the recording has been stopped or dumped";
  private static final int MAGIC = 0x464c5200; // "FLR\0"

  /// Walks the headers of `file`, one small read for each chunk.
  static Chunks of(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Chunks seen = new Chunks(0, 0, 0, "");
      for (long at = 0; at < channel.size() && seen.isSound(); ) {
        Header header = Header.read(channel, at);
        seen = seen.with(header, at);
        at += header.size;
      }
      return seen;
    }
  }

  boolean isSound() {
    return problem.isEmpty();
  }

  private Chunks with(Header header, long at) {
    if (!header.problem.isEmpty()) {
      return new Chunks(whole, start, end, header.problem + wholeOnes());
    }
    long first = at == 0 ? header.start : start;
    return new Chunks(whole + 1, first, header.start + header.duration, "");
  }

  private String wholeOnes() {
    return whole == 0
        ? ""
        : "; before that, "
            + Values.format(whole, Format.COUNT)
            + (whole == 1 ? " chunk of it is whole, " : " chunks of it are whole, ")
            + Values.format(end - start, Format.NANOS);
  }

  private record Header(long size, long start, long duration, String problem) {

    static Header read(SeekableByteChannel channel, long at) throws IOException {
      channel.position(at);
      InputStream in = Channels.newInputStream(channel);
      ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES));
      if (!startsWithMagic(bytes)) {
        return broken(
            at == 0
                ? "is not a Flight Recorder recording: it does not start with the letters FLR"
                : "is damaged: no chunk starts at byte " + at);
      }
      if (bytes.limit() < HEADER_BYTES) {
        return broken(TRUNCATED);
      }
      long size = bytes.getLong(8);
      if (size == 0 || bytes.get(64) != FINISHED) {
        return broken("is not finished: it is still being written, or its process was killed");
      }
      if (size < HEADER_BYTES) {
        return broken("is damaged: the chunk at byte " + at + " has an impossible size");
      }
      if (size > channel.size() - at) {
        return broken(TRUNCATED);
      }
      return new Header(size, bytes.getLong(32), bytes.getLong(40), "");
    }

    private static boolean startsWithMagic(ByteBuffer bytes) {
      for (int i = 0; i < Math.min(bytes.limit(), Integer.BYTES); i++) {
        if (bytes.get(i) != (byte) (MAGIC >>> (24 - 8 * i))) {
          return false;
        }
      }
      return true;
    }

    private static Header broken(String problem) {
      return new Header(HEADER_BYTES, 0, 0, problem);
    }
  }
}
