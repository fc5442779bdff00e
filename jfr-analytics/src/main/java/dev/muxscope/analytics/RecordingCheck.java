package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says of a file whether it is a whole recording, by the headers of its chunks, before the JDK's
/// parser is let loose on it: that does not end on some that are not. Safe to call from any thread.
public final class RecordingCheck {

  private RecordingCheck() {}

  /// Checks a file; reads some 68 bytes for each chunk.
  ///
  /// @throws RecordingException if it is missing, not a file, empty, not a recording, truncated or
  ///   not readable
  public static void requireWhole(Path file) throws RecordingException {
    if (!Files.exists(file)) {
      throw new RecordingException(file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new RecordingException(file + " is a directory: name a recording, a .jfr file");
    }
    Chunks chunks = chunks(file);
    if (!chunks.isSound()) {
      throw new RecordingException(file + " " + chunks.problem());
    }
    if (chunks.whole() == 0) {
      throw new RecordingException(
          file + " is empty: copy a recording once it has been stopped or dumped");
    }
  }

  private static Chunks chunks(Path file) throws RecordingException {
    try {
      return Chunks.of(file);
    } catch (IOException e) {
      throw new RecordingException(file + " cannot be read: " + e, e);
    }
  }
}
