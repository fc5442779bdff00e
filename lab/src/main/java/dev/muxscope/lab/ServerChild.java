package dev.muxscope.lab;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import dev.muxscope.common.server.Limit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, ready to serve.
///
/// Owned by the lab's thread.
public final class ServerChild implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("muxscope: .* ready at (\\S+), pid (\\d+)");

  /// What the launcher hands to the JVM.
  private static final String JVM_OPTIONS = "MUXSCOPE_OPTS";

  /// Large pages would make resident memory grow in steps of 2 MiB. They are Linux's only. A kernel
  /// that lends them unasked does so all the same, of which the report warns.
  private static final String SMALL_PAGES =
      "-XX:+IgnoreUnrecognizedVMOptions -XX:-UseTransparentHugePages";

  /// Of the lab itself, and those of a load before that the server has not seen close.
  private static final int SPARE_CONNECTIONS = 1_000;

  private static final Duration START = Duration.ofSeconds(30);

  private final ChildProcess child;
  private final HostPort address;
  private final long pid;

  private ServerChild(ChildProcess child, HostPort address, long pid) {
    this.child = child;
    this.address = address;
    this.pid = pid;
  }

  /// Starts a server and waits until it is ready.
  ///
  /// @param label of its mode, see [LabOptions#modes]
  /// @param recording what Flight Recorder does in it
  /// @param file where a full recording goes
  static ServerChild start(
      LabOptions options,
      Pinning pinning,
      String label,
      Recording recording,
      Path file,
      Children children)
      throws LabException, InterruptedException {
    List<String> more = words(options);
    if (recording == Recording.FULL) {
      more.addAll(List.of("--record", file.toString()));
    }
    return start(options.launcher(), pinning, label, more, environment(recording), children);
  }

  /// Starts a server whose resident memory is to be read, and waits until it is ready.
  static ServerChild startOnSmallPages(
      LabOptions options, Pinning pinning, String label, Children children)
      throws LabException, InterruptedException {
    return start(
        options.launcher(), pinning, label, words(options), jvmOption(SMALL_PAGES), children);
  }

  /// What all servers of a lab are started with.
  static List<String> words(LabOptions options) {
    List<String> words = new ArrayList<>();
    int connections = options.sweep().connections().getLast() + SPARE_CONNECTIONS;
    if (connections > Limit.CONNECTIONS.fallback()) {
      words.add("--" + Limit.CONNECTIONS.option() + "=" + connections);
    }
    options.modulePath().ifPresent(path -> words.addAll(List.of("--module-path", path + "")));
    return words;
  }

  /// Starts a server and waits until it is ready. Its console is the caller's, see [#console].
  ///
  /// @param launcher of the image
  /// @param more options of `muxscope serve`
  public static ServerChild start(
      Path launcher, Pinning pinning, String mode, List<String> more, Children children)
      throws LabException, InterruptedException {
    return start(launcher, pinning, mode, more, Map.of(), children);
  }

  /// The same with variables besides this process's own.
  public static ServerChild start(
      Path launcher,
      Pinning pinning,
      String label,
      List<String> more,
      Map<String, String> environment,
      Children children)
      throws LabException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(launcher.toString(), "serve"));
    command.addAll(List.of("--mode=" + LabOptions.mode(label), "--port", "0"));
    command.addAll(more);
    ChildProcess child =
        ChildProcess.startConsole(
            label + " server", pinning.server(command), environment, children);
    try {
      String line = child.awaitLine(READY.asMatchPredicate(), "being ready", START);
      Matcher ready = READY.matcher(line);
      if (!ready.matches()) {
        throw new AssertionError(line);
      }
      return new ServerChild(child, HostPort.parse(ready.group(1)), Long.parseLong(ready.group(2)));
    } catch (LabException | InterruptedException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private static Map<String, String> environment(Recording recording) {
    return recording == Recording.DEFAULT
        ? jvmOption("-XX:StartFlightRecording:settings=default")
        : Map.of();
  }

  private static Map<String, String> jvmOption(String option) {
    String own = System.getenv().getOrDefault(JVM_OPTIONS, "");
    return Map.of(JVM_OPTIONS, own + " " + option);
  }

  HostPort address() {
    return address;
  }

  public long pid() {
    return pid;
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address.host(), address.port());
  }

  /// The process, to read what it prints and to type at its console.
  public ChildProcess console() {
    return child;
  }

  /// How the server says it waits, as its selector or poller; empty where it does not say.
  public String settings() {
    try (RespClient client = RespClient.connect(socketAddress(), START)) {
      Reply info = client.call("INFO", "server");
      return line(info.toString(), "muxscope_settings:");
    } catch (IOException _) {
      return "";
    }
  }

  private static String line(String info, String start) {
    return info.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  /// Makes sure that the server is there.
  ///
  /// @throws LabException if it has ended
  public void requireAlive() throws LabException, InterruptedException {
    child.requireAlive();
  }

  /// Stops the server, and waits until its recording is complete.
  public void stop() throws LabException, InterruptedException {
    child.stop();
  }

  /// Asks the server to end, and gives it a little time to remove what it has recorded so far: one
  /// that is killed leaves that among the temporary files.
  void tryToEnd() throws InterruptedException {
    child.tryToEnd();
  }

  @Override
  public void close() {
    child.close();
  }
}
