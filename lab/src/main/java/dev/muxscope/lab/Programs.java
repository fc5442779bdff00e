package dev.muxscope.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// The programs of this machine. Safe to call from any thread.
public final class Programs {

  private Programs() {}

  /// Whether a program lies in a folder of `PATH`.
  public static boolean exists(String program) {
    return exists(program, System.getenv().getOrDefault("PATH", ""));
  }

  /// The same with another path; an empty name in it is no folder.
  static boolean exists(String program, String path) {
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
