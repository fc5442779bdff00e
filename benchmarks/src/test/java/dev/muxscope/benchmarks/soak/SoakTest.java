package dev.muxscope.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  @Test
  void tellsUsageErrorsFromWorkThatFails() {
    assertEquals(2, run("--minutes=never"));
    assertEquals("soak: --minutes takes 0.05 to 10000, not never\n", err.toString(UTF_8));
  }

  private int run(String... words) {
    System.setProperty("muxscope.root", ROOT.toString());
    return Soak.run(words, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
