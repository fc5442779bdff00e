package dev.muxscope.benchmarks.soak;

import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.ProcFiles;
import dev.muxscope.lab.ServerChild;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The image's server in a process of its own, with limits that are met soon, and what the kernel
/// tells of it. Owned by the thread that conducts.
final class SoakServer implements AutoCloseable {

  private static final String CLOSE_WAIT = "08";

  /// What the launcher hands to the JVM.
  private static final String JVM_OPTIONS = "MUXSCOPE_OPTS";

  /// Of the JVM: the heap's growth must end early in a run, or its slope would hide all others.
  private static final String HEAP = "-Xmx256m";

  private final ServerChild server;

  private SoakServer(ServerChild server) {
    this.server = server;
  }

  /// Starts it and waits until it listens.
  ///
  /// @param patience its deadlines
  static SoakServer start(Path launcher, String mode, Duration patience, Children children)
      throws LabException, InterruptedException {
    List<String> limits =
        List.of(
            "--max-connections=" + Soak.MOST_CONNECTIONS,
            "--request-timeout=" + patience.toMillis() + "ms",
            "--unread-timeout=" + patience.toMillis() + "ms",
            "--pause-at=1mb",
            "--max-output=4mb",
            "--max-push=1mb");
    return new SoakServer(
        ServerChild.start(
            launcher,
            Pinning.none("clients and server share all processors"),
            mode,
            limits,
            Map.of(JVM_OPTIONS, jvmOptions(System.getenv().getOrDefault(JVM_OPTIONS, ""))),
            children));
  }

  /// @param own the user's, which come last, as the last one of an option counts
  static String jvmOptions(String own) {
    return (HEAP + " " + own).strip();
  }

  InetSocketAddress address() {
    return server.socketAddress();
  }

  /// Makes sure that it is there.
  ///
  /// @throws LabException if it has ended, with its last lines
  void requireAlive() throws LabException, InterruptedException {
    server.requireAlive();
  }

  /// Resident memory in bytes; `NaN` where nothing tells.
  double residentBytes() {
    return 1024
        * ProcFiles.number("VmRSS", ProcFiles.read(Path.of("/proc/" + server.pid() + "/status")));
  }

  /// Open descriptors.
  int descriptors() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> open =
        Files.newDirectoryStream(Path.of("/proc/" + server.pid() + "/fd"))) {
      for (Path _ : open) {
        count++;
      }
    }
    return count;
  }

  /// Its sockets whose client has left and that it has not closed.
  long closeWaits() {
    String all =
        ProcFiles.read(Path.of("/proc/net/tcp")) + ProcFiles.read(Path.of("/proc/net/tcp6"));
    String local = ":%04X".formatted(address().getPort());
    return all.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[1].endsWith(local))
        .filter(fields -> fields[3].equals(CLOSE_WAIT))
        .count();
  }

  /// Ends it by SIGTERM.
  Stopped stop() throws LabException, InterruptedException {
    ChildProcess child = server.console();
    int code = child.terminate();
    List<String> lines = new ArrayList<>();
    try {
      while (true) {
        lines.add(child.awaitLine(_ -> true, "its next line", Duration.ofSeconds(5)));
      }
    } catch (LabException _) {
      // That is all.
    }
    return new Stopped(code, lines);
  }

  /// How it ended.
  ///
  /// @param code 0 if it went well, after SIGTERM too
  /// @param lines that it printed since it was ready
  record Stopped(int code, List<String> lines) {}

  @Override
  public void close() {
    server.close();
  }
}
