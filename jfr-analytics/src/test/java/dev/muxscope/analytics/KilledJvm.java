package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM that records and is killed amid a chunk.
final class KilledJvm {

  private KilledJvm() {}

  /// Kills a JVM that records into `repository` once events of two seconds can be read there, and
  /// returns the directory of its chunk.
  static Path recordInto(Path repository) throws IOException, InterruptedException {
    Path program = repository.resolve("Sleeper.java");
    Files.writeString(
        program,
        """
        import java.util.concurrent.atomic.AtomicInteger;
        import jdk.jfr.consumer.EventStream;

        public class Sleeper {
          public static void main(String[] args) throws Exception {
            var samples = new AtomicInteger();
            try (EventStream events = EventStream.openRepository()) {
              events.onEvent("jdk.CPULoad", sample -> samples.incrementAndGet());
              events.onFlush(() -> System.out.println(samples.get() < 2 ? "waiting" : "ready"));
              events.start();
            }
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
      // The JVM tells of the recording first.
      assertTrue(lines.lines().anyMatch("ready"::equals), "it ended by itself");
    } finally {
      process.destroyForcibly();
      process.waitFor(20, TimeUnit.SECONDS);
    }
    try (var directories = Files.list(repository)) {
      return directories.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }
}
