package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/// Scripts that can be run at once while other tests start processes: they are written by another
/// process. Had this one the file open, so would have a child that is just being started, and what
/// is open to be written cannot be run.
final class Script {

  private Script() {}

  /// Writes a script, or another one in its place.
  ///
  /// @return the file
  static Path write(Path file, String text) throws IOException, InterruptedException {
    var command = "cat > \"$0\" && chmod +x \"$0\"";
    Process process = new ProcessBuilder("sh", "-c", command, file.toString()).start();
    try (Writer input = process.outputWriter()) {
      input.write(text);
    }
    assertEquals(0, process.waitFor());
    return file;
  }
}
