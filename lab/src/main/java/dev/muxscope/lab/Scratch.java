package dev.muxscope.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A temporary directory that goes with the files in it when it is closed, or by a signal.
///
/// @param directory for files that nobody will miss
public record Scratch(Path directory) implements AutoCloseable {

  public static Scratch create() throws IOException {
    Path directory = Files.createTempDirectory("muxscope-lab-");
    directory.toFile().deleteOnExit();
    return new Scratch(directory);
  }

  /// A file in the directory, whoever writes it.
  public Path file(String name) {
    Path file = directory.resolve(name);
    file.toFile().deleteOnExit();
    return file;
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
