package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordingFile;

/// The chunks a recording file is made of, as their headers tell, and whether it holds all of them.
/// The parser of the JDK tells neither before it has read everything; a cut file it reports
/// unclearly, and one with an unfinished chunk it reads for ever.
///
/// @param file the file
/// @param list those that can be read, in the order of the file
/// @param problem what is wrong with the file, to be put after its name; empty when nothing is
record Chunks(Path file, List<Chunk> list, String problem) {

  private static final String TRUNCATED =
      "is truncated: copy it whole, once the recording has been stopped or dumped";
  private static final String UNFINISHED =
      "is not finished: it is still being written, or its process was killed";
  private static final int MAJOR_AT = 4;
  private static final int NEWEST_MAJOR = 2;

  Chunks {
    list = List.copyOf(list);
  }

  /// Walks the headers of `file`, one small read for each chunk; only of a chunk that has no end,
  /// it looks at every event.
  static Chunks of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return walk(file, channel);
    }
  }

  private static Chunks walk(Path file, FileChannel channel) throws IOException {
    List<Chunk> list = new ArrayList<>();
    for (long at = 0; at < channel.size(); at = list.getLast().next()) {
      ByteBuffer header = Chunk.header(channel, at);
      String problem = problem(header, at, channel.size() - at);
      if (!problem.isEmpty()) {
        if (problem.equals(TRUNCATED) || problem.equals(UNFINISHED)) {
          beginning(channel, header, at).ifPresent(list::add);
        }
        return new Chunks(file, list, problem + read(list, channel.size()));
      }
      list.add(Chunk.whole(header, at));
    }
    String empty = list.isEmpty() ? "is empty: copy a recording once it was stopped or dumped" : "";
    return new Chunks(file, list, empty);
  }

  private static Optional<Chunk> beginning(FileChannel channel, ByteBuffer header, long at)
      throws IOException {
    return header.limit() < Chunk.HEADER_BYTES
        ? Optional.empty()
        : UnfinishedChunk.find(channel, header, at);
  }

  /// What is wrong with the chunk at `at`, after which come `available` bytes with its own.
  private static String problem(ByteBuffer header, long at, long available) {
    if (!Chunk.startsWithMagic(header)) {
      return at == 0
          ? "is not a Flight Recorder recording: it does not start with the letters FLR"
          : "is damaged: no chunk starts at byte " + at;
    }
    if (header.limit() < Chunk.HEADER_BYTES) {
      return TRUNCATED;
    }
    int major = header.getShort(MAJOR_AT);
    if (major > NEWEST_MAJOR) {
      return "is of format version %d at byte %d, and this Muxscope reads versions up to %d: use a newer one"
          .formatted(major, at, NEWEST_MAJOR);
    }
    long size = header.getLong(Chunk.SIZE_AT);
    if (size == 0 || header.get(Chunk.STATE_AT) != Chunk.FINISHED) {
      return UNFINISHED;
    }
    if (size < Chunk.HEADER_BYTES
        || !pointsInside(header, Chunk.CONSTANTS_AT, size)
        || !pointsInside(header, Chunk.METADATA_AT, size)) {
      return "is damaged: the chunk at byte " + at + " has an impossible header";
    }
    return size > available ? TRUNCATED : "";
  }

  private static boolean pointsInside(ByteBuffer header, int field, long size) {
    long to = header.getLong(field);
    return to >= Chunk.HEADER_BYTES && to < size;
  }

  private static String read(List<Chunk> list, long bytes) {
    if (list.isEmpty()) {
      return "";
    }
    long end = list.getLast().next();
    long nanos = list.stream().mapToLong(Chunk::nanos).sum();
    return "; read were its first "
        + Values.format(nanos, Format.NANOS)
        + ", "
        + Values.format(end, Format.BYTES)
        + " of "
        + Values.format(bytes, Format.BYTES);
  }

  boolean isSound() {
    return problem.isEmpty();
  }

  /// This with those of its chunks that pass a test.
  Chunks only(Predicate<Chunk> test) {
    return with(list.stream().filter(test).toList());
  }

  /// This with some of its chunks.
  Chunks with(List<Chunk> some) {
    return new Chunks(file, some, problem);
  }

  /// Reads these chunks with the parser of the JDK, in the order of the file.
  ///
  /// @throws IOException if a file cannot be read or written; damage to the file shows as this, or
  ///   as whatever went wrong inside the parser, errors included
  void read(Intake intake) throws IOException {
    if (isReadInPlace()) {
      read(file, intake);
      return;
    }
    for (Chunk chunk : list) {
      try (ChunkCopy copy = ChunkCopy.of(file, chunk)) {
        read(copy.path(), intake);
      }
    }
  }

  /// Why the parser of the JDK cannot read a chunk; empty if it can.
  ///
  /// @throws IOException if it cannot be copied, which says nothing of the chunk
  Optional<String> damage(Chunk chunk) throws IOException {
    try (ChunkCopy copy = ChunkCopy.of(file, chunk)) {
      return failure(copy.path());
    }
  }

  private static Optional<String> failure(Path file) {
    try {
      read(file, new Intake());
      return Optional.empty();
    } catch (IOException | RuntimeException | Error e) {
      return Optional.of(reason(e));
    }
  }

  /// What the parser's failure says of a chunk.
  static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return (failure instanceof OutOfMemoryError
            ? "it takes more memory than there is: "
            : "it is damaged: ")
        + message;
  }

  private static void read(Path file, Intake intake) throws IOException {
    try (RecordingFile recording = new RecordingFile(file)) {
      intake.begin(recording.readEventTypes());
      while (recording.hasMoreEvents()) {
        intake.accept(recording.readEvent());
      }
    }
  }

  /// Whether the parser reads the file as it lies. Any other has to be copied, chunk by chunk,
  /// since it takes no less than a file: it may tell the times of all chunks by the clock of the
  /// first.
  boolean isReadInPlace() throws IOException {
    long at = 0;
    for (int i = 0; i < list.size(); i++) {
      Chunk chunk = list.get(i);
      Chunk before = list.get(Math.max(0, i - 1));
      if (!chunk.whole() || chunk.at() != at || !before.sharesClock(chunk)) {
        return false;
      }
      at = chunk.next();
    }
    return at == Files.size(file);
  }
}
