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

  static ChunkCopy of(Path file, Chunk chunk) throws IOException {
    ChunkCopy copy = new ChunkCopy(Files.createTempFile("muxscope-", ".jfr"));
    // Should a signal end the process before it is closed.
    copy.path.toFile().deleteOnExit();
    try (FileChannel from = FileChannel.open(file);
        FileChannel to =
            FileChannel.open(copy.path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      chunk.copy(from, to);
      return copy;
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
