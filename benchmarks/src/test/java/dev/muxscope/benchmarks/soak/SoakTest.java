package dev.muxscope.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A soak of seconds. Needs the image, which a build of all modules makes before this one; without
/// it the test is skipped, but never in CI.
class SoakTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"select", "select+vthreads", "vthreads", "threads"})
  void endsWithNothingWrong(String mode) {
    Path launcher = ROOT.resolve("app/target/muxscope/bin/muxscope");
    assumeTrue(System.getenv("CI") != null || Files.isExecutable(launcher), "there is no image");
    String seed = System.getProperty("muxscope.seed", "20261124");
    int code = run("--minutes=0.17", "--mode=" + mode, "--seed=" + seed);
    assertEquals(0, code, () -> out.toString(UTF_8) + err.toString(UTF_8));
  }

  /// A launcher whose server says that it is ready, at a port where nobody listens.
  @Test
  void goesOnWithTheNextModeWhenAServerCannotBeAsked(@TempDir Path root) throws Exception {
    Path launcher = root.resolve("app/target/muxscope/bin/muxscope");
    Files.createDirectories(launcher.getParent());
    Files.writeString(
        launcher,
        "#!/bin/sh\necho \"muxscope: it is ready at 127.0.0.1:1, pid $$\"\nexec sleep 60\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    assertEquals(1, run(root, "--minutes=0.17", "--mode=select,threads"));
    String told = err.toString(UTF_8);
    assertTrue(told.contains("soak: select, without a ledger: "), told);
    assertTrue(told.contains("soak: threads, without a ledger: "), told);
  }

  @Test
  void tellsUsageErrorsFromWorkThatFails() {
    assertEquals(2, run("--minutes=never"));
    assertEquals("soak: --minutes takes 0.05 to 10000, not never\n", err.toString(UTF_8));
  }

  private int run(String... words) {
    return run(ROOT, words);
  }

  private int run(Path root, String... words) {
    System.setProperty("muxscope.root", root.toString());
    return Soak.run(words, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
