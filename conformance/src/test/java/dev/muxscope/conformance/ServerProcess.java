package dev.muxscope.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A server in a process of its own: the real image, or Debian's `redis-server` as a yardstick.
///
/// Closing it kills it if it still runs, and fails if it has ended and no test asked for that. One
/// thread at a time uses it.
final class ServerProcess implements AutoCloseable {

  private static final Pattern MUXSCOPE_READY =
      Pattern.compile(
          "^muxscope: ([\\w+]+) server ready at (127\\.0\\.0\\.1):(\\d+), pid (\\d+)\\R",
          Pattern.MULTILINE);
  private static final Pattern REDIS_READY = Pattern.compile("Ready to accept connections");
  private static final Duration START = Duration.ofSeconds(60);
  private static final int STOP_SECONDS = 60;
  private static final int KILLED = 128 + 9;

  private final Process process;
  private final Output out;
  private final Output err;
  private final int port;
  private boolean toEnd;

  private ServerProcess(List<String> command, Pattern ready, int fixedPort)
      throws IOException, InterruptedException {
    this(command, Map.of(), ready, fixedPort);
  }

  private ServerProcess(
      List<String> command, Map<String, String> environment, Pattern ready, int fixedPort)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    process = builder.start();
    out = new Output(process.getInputStream());
    err = new Output(process.getErrorStream());
    Matcher line = out.await(ready, START);
    if (line == null) {
      process.destroyForcibly();
      throw new AssertionError(
          "%s printed no ready line: %s%s".formatted(command, out.whole(), err.whole()));
    }
    port = fixedPort > 0 ? fixedPort : Integer.parseInt(line.group(3));
  }

  /// Starts the image's server on a free port, with further `options`, and waits until it is ready.
  static ServerProcess muxscope(Mode mode, String... options)
      throws IOException, InterruptedException {
    return muxscope(0, Map.of(), mode, options);
  }

  /// The same with more variables in its environment.
  static ServerProcess muxscope(Map<String, String> environment, Mode mode, String... options)
      throws IOException, InterruptedException {
    return muxscope(0, environment, mode, options);
  }

  /// Starts the image's server on this port, 0 for a free one.
  static ServerProcess muxscopeAt(int port, Mode mode, String... options)
      throws IOException, InterruptedException {
    return muxscope(port, Map.of(), mode, options);
  }

  /// Starts the image's server in a mode that is not the image's.
  static ServerProcess ownMode(String mode, String... options)
      throws IOException, InterruptedException {
    return new ServerProcess(serve(0, Stream.of("--mode=" + mode), options), MUXSCOPE_READY, 0);
  }

  private static ServerProcess muxscope(
      int port, Map<String, String> environment, Mode mode, String... options)
      throws IOException, InterruptedException {
    return new ServerProcess(serve(port, mode.options(), options), environment, MUXSCOPE_READY, 0);
  }

  /// Starts the image's server with at most so many open files.
  static ServerProcess muxscope(int openFiles, Mode mode, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "ulimit -n " + openFiles + " && exec \"$0\" \"$@\""));
    command.addAll(serve(0, mode.options(), options));
    return new ServerProcess(command, MUXSCOPE_READY, 0);
  }

  private static List<String> serve(int port, Stream<String> mode, String... options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Program.launcher().toString(), "serve", "--port", "" + port));
    mode.forEach(command::add);
    command.addAll(List.of(options));
    return command;
  }

  /// Starts `redis-server` without persistence, with further `options`, and waits until it is
  /// ready.
  static ServerProcess redis(String... options) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("redis-server", "--bind", "127.0.0.1", "--port", "" + port));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--databases", "1"));
    command.addAll(List.of(options));
    return new ServerProcess(command, REDIS_READY, port);
  }

  /// A port that is free now, below the range that other connections take theirs from.
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (java.net.BindException _) {
        // Somebody listens there: try another.
      }
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /// The process's standard input, as the operator's keyboard.
  OutputStream keyboard() {
    return process.getOutputStream();
  }

  Output out() {
    return out;
  }

  Output err() {
    return err;
  }

  /// Asks the server to stop (SIGTERM) and returns its exit code.
  int stop() throws InterruptedException {
    terminate();
    return awaitExit();
  }

  /// Sends SIGTERM and does not wait.
  void terminate() {
    toEnd = true;
    process.destroy();
  }

  /// Sends a signal by its name without `SIG`.
  void signal(String name) throws IOException, InterruptedException {
    Program.Result kill = Program.run(List.of("kill", "-" + name, "" + pid()));
    if (kill.exitCode() != 0) {
      throw new AssertionError(kill.err());
    }
  }

  /// Whether it has ended, or does within `patience`.
  boolean hasExited(Duration patience) throws InterruptedException {
    return process.waitFor(patience);
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "the server still runs " + STOP_SECONDS + " s after SIGTERM: " + err.soFar());
    }
    return process.exitValue();
  }

  /// Ends the process whatever it does.
  ///
  /// @throws AssertionError with what it printed, if it ended by itself before
  @Override
  public void close() {
    // A signal changes nothing of how a process ends that is ending already.
    int status = process.destroyForcibly().onExit().join().exitValue();
    if (!toEnd && status != KILLED) {
      throw endedByItself(status);
    }
  }

  private AssertionError endedByItself(int status) {
    try {
      return new AssertionError(
          "the server ended by itself with exit status %d: %s%s"
              .formatted(status, out.whole(), err.whole()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
