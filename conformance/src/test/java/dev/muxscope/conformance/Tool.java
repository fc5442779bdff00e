package dev.muxscope.conformance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/// Redis, its tools, a browser, other JDKs: where one is missing, the tests that need it are
/// skipped aloud, but never in CI.
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
    lack(tool);
  }

  /// Ends the test for want of `what`.
  ///
  /// @throws AssertionError if the environment says `CI=true`
  static <T> T lack(String what) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(what + " is not installed, and CI wants it");
    }
    System.out.println(
        "SKIPPED: " + what + " is not installed (.ci/run says what Debian calls it)");
    return Assumptions.abort(what + " is not installed");
  }
}
