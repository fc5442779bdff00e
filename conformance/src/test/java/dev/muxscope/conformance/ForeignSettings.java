package dev.muxscope.conformance;

import java.io.IOException;
import java.util.Locale;

/// What foreign applications are recorded with.
enum ForeignSettings {
  /// What `muxscope probe` prints.
  PROBE,
  /// The JDK's own settings for every day.
  DEFAULT,
  /// The JDK's own settings for profiling.
  PROFILE;

  /// The option of a JVM of a release that records to `file` in its working directory.
  String option(int jdk, String file) throws IOException, InterruptedException {
    if (this != PROBE) {
      String name = name().toLowerCase(Locale.ROOT);
      return "-XX:StartFlightRecording:settings=" + name + ",filename=" + file;
    }
    Program.Result result = Program.muxscope("probe", "--jdk=" + jdk, "--recording=" + file);
    if (result.exitCode() != 0) {
      throw new AssertionError(result.err());
    }
    return result.out().strip();
  }
}
