package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The image's load generator against the image's server. Whether its figures are good is not asked
/// here: a busy machine may make them invalid.
class LoadIT {

  private static final Pattern INTERRUPTED =
      Pattern.compile("(VALID|INVALID: these figures are not to be used)\nmuxscope: interrupted: ");

  @TempDir Path folder;

  @Test
  void takesEveryKnobAndLeavesItsFiles() throws IOException, InterruptedException {
    Path json = folder.resolve("load.json");
    Path hdr = folder.resolve("load.hlog");
    try (var server = ServerProcess.muxscope(Mode.SELECT)) {
      Program.Result result =
          Program.muxscope(
              "load",
              "127.0.0.1:" + server.port(),
              "--connections=40",
              "--activity=0.25",
              "--rate=1000",
              "--arrival=poisson",
              "--pipeline=2",
              "--payload=100",
              "--mix=GET=90,SET=10",
              "--keys=500",
              "--key-distribution=zipf",
              "--ramp=200ms",
              "--churn=20",
              "--threads=2",
              "--duration=1s",
              "--warmup=200ms",
              "--hdr=" + hdr,
              "--hdr-interval=100ms",
              "--json=" + json);
      assertEquals("", result.err());
      // Of a load that a busy machine made late, the figures are not to be used.
      assertEquals(result.out().contains("INVALID") ? 1 : 0, result.exitCode(), result::out);
      assertTrue(result.out().contains("40 connections, 10 of them active"), result::out);
      assertTrue(Files.readString(json).contains("\"mix\" : \"GET=90,SET=10\""));
      assertTrue(Files.readString(hdr).contains("HISTFAAA"));
    }
  }

  /// Of a closed loop, which cannot be late.
  @Test
  void endsWellWhenItsFiguresAreGood() throws IOException, InterruptedException {
    try (var server = ServerProcess.muxscope(Mode.SELECT)) {
      Program.Result result =
          Program.muxscope("load", "127.0.0.1:" + server.port(), "--duration=3s", "--warmup=0s");
      assertEquals("", result.err());
      assertEquals(0, result.exitCode(), result::out);
      assertTrue(result.out().endsWith("\nVALID\n"), result::out);
    }
  }

  @Test
  void failsWhenItsFiguresAreNotToBeUsed() throws IOException, InterruptedException {
    Path json = folder.resolve("invalid.json");
    try (var server = ServerProcess.muxscope(Mode.SELECT)) {
      Program.Result result =
          Program.muxscope(
              "load",
              "127.0.0.1:" + server.port(),
              "--request=NO-SUCH-COMMAND",
              "--duration=100ms",
              "--warmup=0s",
              "--json=" + json);
      assertEquals("", result.err());
      assertEquals(1, result.exitCode(), result::out);
      assertTrue(result.out().endsWith("INVALID: these figures are not to be used\n"), result::out);
      assertTrue(Files.readString(json).contains("\"verdict\" : \"INVALID\""));
    }
  }

  /// By SIGTERM, which does the same: who runs the tests in the background may ignore SIGINT, and
  /// so would its children.
  @Test
  @EnabledOnOs(OS.LINUX)
  void showsWhatWasMeasuredWhenItIsInterrupted() throws IOException, InterruptedException {
    Path json = folder.resolve("early.json");
    try (var server = ServerProcess.muxscope(Mode.SELECT)) {
      Process load =
          new ProcessBuilder(
                  Program.launcher().toString(),
                  "load",
                  "127.0.0.1:" + server.port(),
                  "--rate=100",
                  "--warmup=0s",
                  "--duration=1h",
                  "--json=" + json)
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = load.inputReader()) {
        String line = lines.readLine();
        while (line != null && !line.equals("measuring")) {
          line = lines.readLine();
        }
        load.toHandle().destroy();
        String rest = String.join("\n", lines.lines().toList());
        assertTrue(rest.contains("00 requests in "), rest);
        assertTrue(INTERRUPTED.matcher(rest).find(), rest);
        assertTrue(load.waitFor(1, TimeUnit.MINUTES));
        assertEquals(1, load.exitValue());
        assertFalse(Files.exists(json), "which could be taken for a whole run");
      } finally {
        load.destroyForcibly();
      }
    }
  }

  @Test
  void findsTheHighestRateThatHoldsABound() throws IOException, InterruptedException {
    Path json = folder.resolve("search.json");
    try (var server = ServerProcess.muxscope(Mode.VTHREADS)) {
      Program.Result result =
          Program.muxscope(
              "load",
              "127.0.0.1:" + server.port(),
              "--find-max=p50<1us",
              "--rate=64",
              "--duration=100ms",
              "--warmup=0s",
              "--json=" + json);
      assertEquals("", result.err());
      assertEquals(1, result.exitCode(), result::out);
      // No reply comes within a microsecond.
      assertTrue(result.out().contains("p50 < 1.00 µs held at no rate"), result::out);
      assertTrue(Files.readString(json).contains("\"highestRatePerSecond\" : 0"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--activity=2|--activity takes a share over 0 and at most 1, like 0.01, not 2",
        "--active=51|active connections is 51: use a number between 1 and 50",
        "--arrival=even|--arrival takes fixed or poisson, not even",
        "--arrival=poisson|poisson arrivals need a rate: a closed loop sends when replies come",
        "--keys=5|--keys needs --mix GET=90,SET=10",
        "--mix=GET|\"GET\" is no part of a mix: write it as GET=90,SET=10",
        "--hdr-interval=1s|--hdr-interval needs --hdr FILE.hlog",
        "--threads=51|threads is 51: use a number between 1 and 50",
        "--find-max=fast|\"fast\" is no bound: use p50, p90, p99, p99.9 or max, as \"p99<5ms\"",
      })
  void saysInOneLineWhatCannotBeTaken(String option, String message)
      throws IOException, InterruptedException {
    Program.Result result = Program.muxscope("load", "127.0.0.1:1", option);
    assertEquals("muxscope: " + message + System.lineSeparator(), result.err());
    assertEquals(2, result.exitCode());
  }
}
