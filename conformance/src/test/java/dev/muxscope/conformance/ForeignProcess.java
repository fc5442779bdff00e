package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A foreign application in a JVM of its own, which ends when its standard input does.
///
/// Closing it kills it if it still runs. One thread at a time uses it.
final class ForeignProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("^ready (\\d+)\\R", Pattern.MULTILINE);
  private static final Duration START = Duration.ofSeconds(60);
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final Output out;
  private final Output err;
  private final int port;

  /// Starts it and waits until it listens.
  ///
  /// @param java the home of the JDK it runs on
  /// @param options of the JVM
  ForeignProcess(Path java, List<String> options, ForeignApp app, Path directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
    command.addAll(options);
    command.addAll(List.of("-Xmx128m", app.type()));
    command.addAll(app.arguments());
    process = new ProcessBuilder(command).directory(directory.toFile()).start();
    out = new Output(process.getInputStream());
    err = new Output(process.getErrorStream());
    Matcher ready = out.await(READY, START);
    if (ready == null) {
      process.destroyForcibly();
      throw new AssertionError(app + " is not ready: " + out.whole() + err.whole());
    }
    port = Integer.parseInt(ready.group(1));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /// Lets it end by itself, so that its recording is whole.
  ///
  /// @return what it and its JVM have printed
  String end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("it did not end well: " + out.soFar() + err.soFar());
    }
    return out.whole() + err.whole();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
