package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A temporary file that holds one chunk as a whole recording, deleted when it is closed.
///
/// @param path the file
record ChunkCopy(Path path) implements AutoCloseable {

  /// Copies a chunk.
  ///
  /// @throws IOException if it cannot be read or the temporary folder cannot hold it; says where to
  ///   it was copied
  static ChunkCopy of(Path file, Chunk chunk) throws IOException {
    try {
      ChunkCopy copy = new ChunkCopy(Files.createTempFile("muxscope-", ".jfr"));
      // Should a signal end the process before it is closed.
      copy.path.toFile().deleteOnExit();
      copy.fill(file, chunk);
      return copy;
    } catch (IOException e) {
      throw new IOException(
          "a part of it cannot be copied to %s: %s"
              .formatted(System.getProperty("java.io.tmpdir"), RecordingFiles.reason(e)),
          e);
    }
  }

  private void fill(Path file, Chunk chunk) throws IOException {
    try (FileChannel from = FileChannel.open(file);
        FileChannel to =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      chunk.copy(from, to);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
