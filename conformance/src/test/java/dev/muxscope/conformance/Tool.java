package dev.muxscope.conformance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/// Redis, its tools and a browser: where one is missing, the tests that need it are skipped aloud,
/// but never in CI.
final class Tool {

  private Tool() {}

  /// Demands that `tool` is installed.
  ///
  /// @throws AssertionError if it is not and the environment says `CI=true`
  static void require(String tool) {
    if (Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)))) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(tool + " is not installed, and CI wants it");
    }
    System.out.println(
        "SKIPPED: "
            + tool
            + " is not installed (Debian: apt-get install redis-server redis-tools openssl chromium)");
    Assumptions.abort(tool + " is not installed");
  }
}
