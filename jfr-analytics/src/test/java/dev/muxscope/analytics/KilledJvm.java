package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM that records and is killed amid a chunk.
final class KilledJvm {

  private static final int FLUSHES_MILLIS = 3_500;

  private KilledJvm() {}

  /// Kills a JVM that records into `repository`, and returns the directory of its chunk.
  static Path recordInto(Path repository) throws IOException, InterruptedException {
    Path program = repository.resolve("Sleeper.java");
    Files.writeString(
        program,
        """
        public class Sleeper {
          public static void main(String[] args) throws Exception {
            System.out.println("ready");
            Thread.sleep(60_000);
          }
        }
        """);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:StartFlightRecording",
                    "-XX:FlightRecorderOptions:repository=" + repository,
                    program.toString()))
            .redirectErrorStream(true)
            .start();
    try (var lines = process.inputReader()) {
      while (!"ready".equals(lines.readLine())) {
        // The JVM tells of the recording first.
      }
      // The recorder flushes once a second.
      Thread.sleep(FLUSHES_MILLIS);
    } finally {
      process.destroyForcibly();
      process.waitFor(20, TimeUnit.SECONDS);
    }
    try (var directories = Files.list(repository)) {
      return directories.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }
}
