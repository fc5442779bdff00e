package dev.muxscope.benchmarks.soak;

import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.ProcFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The image's server in a process of its own, with limits that are met soon, and what the kernel
/// tells of it. Owned by the thread that conducts.
final class SoakServer implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("ready at 127\\.0\\.0\\.1:(\\d+), pid (\\d+)");
  private static final Duration START = Duration.ofSeconds(60);
  private static final String CLOSE_WAIT = "08";

  /// Of the JVM: the heap's growth must end early in a run, or its slope would hide all others.
  private static final String HEAP = "-Xmx256m";

  private final ChildProcess child;
  private final int port;
  private final long pid;

  private SoakServer(ChildProcess child, int port, long pid) {
    this.child = child;
    this.port = port;
    this.pid = pid;
  }

  /// Starts it and waits until it listens.
  ///
  /// @param patience its deadlines
  static SoakServer start(Path launcher, String mode, Duration patience, Children children)
      throws LabException, InterruptedException {
    ChildProcess child =
        ChildProcess.start(mode + " server", command(launcher, mode, patience), children);
    try {
      Matcher ready =
          READY.matcher(child.awaitLine(line -> READY.matcher(line).find(), "being ready", START));
      if (!ready.find()) {
        throw new IllegalStateException("a line that was found is not");
      }
      return new SoakServer(
          child, Integer.parseInt(ready.group(1)), Long.parseLong(ready.group(2)));
    } catch (LabException | InterruptedException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private static List<String> command(Path launcher, String mode, Duration patience) {
    return List.of(
        "env",
        "MUXSCOPE_OPTS=" + HEAP,
        launcher.toString(),
        "serve",
        "--port=0",
        "--mode=" + mode,
        "--max-connections=" + Soak.MOST_CONNECTIONS,
        "--request-timeout=" + patience.toMillis() + "ms",
        "--unread-timeout=" + patience.toMillis() + "ms",
        "--pause-at=1mb",
        "--max-output=4mb",
        "--max-push=1mb");
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// Makes sure that it is there.
  ///
  /// @throws LabException if it has ended, with its last lines
  void requireAlive() throws LabException, InterruptedException {
    child.requireAlive();
  }

  /// Resident memory in bytes; `NaN` where nothing tells.
  double residentBytes() {
    return 1024 * ProcFiles.number("VmRSS", ProcFiles.read(Path.of("/proc/" + pid + "/status")));
  }

  /// Open descriptors.
  int descriptors() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
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
    String local = ":%04X".formatted(port);
    return all.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[1].endsWith(local))
        .filter(fields -> fields[3].equals(CLOSE_WAIT))
        .count();
  }

  /// Ends it by SIGTERM.
  ///
  /// @return the lines that it has printed since it was ready
  Stopped stop() throws LabException, InterruptedException {
    child.terminate();
    int code = child.awaitExit(Duration.ZERO);
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
  /// @param code 0, or 143 after SIGTERM
  record Stopped(int code, List<String> lines) {}

  @Override
  public void close() {
    child.close();
  }
}
