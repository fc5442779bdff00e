package dev.muxscope.app;

import dev.muxscope.analytics.Probe;
import dev.muxscope.analytics.RecordingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A recording that another JVM makes for us, started and stopped by `jcmd`, which lies in the
/// image.
///
/// It is stopped when this is closed. Should muxscope be killed before that, a recording of a
/// limited time ends by itself a minute later, and one without a limit keeps no more than the last
/// minute.
///
/// @param jvm the JVM that records
/// @param name the recording's name there
/// @param start when it began
/// @param repository the directory it is written to
record RemoteRecording(TargetJvm jvm, String name, Instant start, Path repository)
    implements AutoCloseable {

  private static final Duration SPARE = Duration.ofMinutes(1);
  private static final Pattern REPOSITORY = Pattern.compile("(?m)^Repository path: *(.+)$");
  private static final String SETTINGS_RIGHTS = "rw-r--r--";

  /// Starts to record.
  ///
  /// @param duration for how long; empty for until it is closed
  /// @throws IOException if the JVM does not, with its own words
  static RemoteRecording start(TargetJvm jvm, Optional<Duration> duration)
      throws IOException, InterruptedException {
    String name = "muxscope-" + ProcessHandle.current().pid();
    Instant start = Instant.now();
    boolean started = false;
    Path settings = writeSettings(settings(jvm.feature()));
    try {
      String limit =
          duration.map(time -> " duration=" + time.plus(SPARE).toSeconds() + "s").orElse("");
      String said =
          jcmd(
              jvm,
              "JFR.start name=%s settings=\"%s\" disk=true maxage=%ds%s"
                  .formatted(name, settings, SPARE.toSeconds(), limit));
      if (!said.contains("Started recording")) {
        throw new IOException("process " + jvm.pid() + " does not record: " + oneLine(said));
      }
      RemoteRecording recording = new RemoteRecording(jvm, name, start, repository(jvm));
      started = true;
      return recording;
    } finally {
      Files.deleteIfExists(settings);
      if (!started) {
        stop(jvm, name);
      }
    }
  }

  /// What is recorded. A JDK that times no methods bounds no number of socket events either, and
  /// samples Java code by another event.
  ///
  /// @param feature release of the JVM's JDK, as 25
  static String settings(int feature) {
    return feature < Probe.METHOD_TIMING_JDK
        ? Probe.forJdk(feature).settingsFile()
        : RecordingSettings.load().getContents();
  }

  // Readable for all, since the JVM may run as another user than a root who looks at it.
  private static Path writeSettings(String settings) throws IOException {
    Path file = Files.createTempFile("muxscope-", ".jfc");
    file.toFile().deleteOnExit();
    Files.writeString(file, settings);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(SETTINGS_RIGHTS));
    }
    return file;
  }

  private static Path repository(TargetJvm jvm) throws IOException, InterruptedException {
    String said = jcmd(jvm, "JFR.configure");
    Matcher path = REPOSITORY.matcher(said);
    if (!path.find()) {
      throw new IOException(
          "process " + jvm.pid() + " does not tell where it records to: " + oneLine(said));
    }
    Path repository = Path.of(path.group(1).strip());
    if (!Files.isReadable(repository)) {
      throw new IOException(
          "process "
              + jvm.pid()
              + " records to "
              + repository
              + ", which cannot be read from here; if it runs in a container, record there");
    }
    return repository;
  }

  /// Stops and drops the recording.
  @Override
  public void close() {
    stop(jvm, name);
  }

  private static void stop(TargetJvm jvm, String name) {
    boolean interrupted = Thread.interrupted();
    try {
      jcmd(jvm, "JFR.stop name=" + name);
    } catch (IOException | InterruptedException _) {
      // It ended before, and its recording with it.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// What the JVM answers to a command.
  private static String jcmd(TargetJvm jvm, String words) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = new ArrayList<>(List.of(jcmd.toString(), String.valueOf(jvm.pid())));
    command.add(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static String oneLine(String said) {
    return said.replaceFirst("^\\d+:\\s*", "").strip().replaceAll("\\s+", " ");
  }
}
