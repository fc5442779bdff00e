package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The image's load generator against the image's server. Whether its figures are good is not asked
/// here: a busy machine may make them invalid.
class LoadIT {

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
      assertEquals(0, result.exitCode(), result::out);
      assertTrue(result.out().contains("40 connections, 10 of them active"), result::out);
      assertTrue(Files.readString(json).contains("\"mix\" : \"GET=90,SET=10\""));
      assertTrue(Files.readString(hdr).contains("HISTFAAA"));
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
      assertEquals(0, result.exitCode(), result::out);
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
