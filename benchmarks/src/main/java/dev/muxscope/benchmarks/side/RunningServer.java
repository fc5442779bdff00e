package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.ProcessClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/// A contender's process, listening.
///
/// Owned by the thread that measures.
final class RunningServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);

  private final Contender contender;
  private final ChildProcess child;
  private final int port;

  private RunningServer(Contender contender, ChildProcess child, int port) {
    this.contender = contender;
    this.child = child;
    this.port = port;
  }

  /// Starts it and waits until it listens.
  ///
  /// @throws LabException if it does not come to that
  static RunningServer start(Contender contender, Pinning pinning, Children children)
      throws LabException, InterruptedException, IOException {
    int port = freePort();
    ChildProcess child =
        ChildProcess.start(
            contender.name(), pinning.server(contender.command().apply(port)), children);
    try {
      child.awaitLine(line -> line.contains(contender.ready()), "being ready", START);
      return new RunningServer(contender, child, port);
    } catch (LabException | InterruptedException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Contender contender() {
    return contender;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    return port;
  }

  long pid() {
    return child.pid();
  }

  /// User and system time of all its threads since its start.
  ///
  /// @throws LabException if it has ended
  double cpuNanos() throws LabException, InterruptedException {
    child.requireAlive();
    return ProcessClock.EXACT.nanos(child.pid());
  }

  /// CPU time of its compilers, see [CompilerTime]; 0 if it has none.
  long compilerNanos() {
    return CompilerTime.nanos(child.pid());
  }

  /// Waits until it is idle, its compilers included, at most three seconds.
  ///
  /// @throws LabException if it has ended
  void settle() throws LabException, InterruptedException {
    ProcessClock.awaitIdle(child.pid());
    child.requireAlive();
  }

  @Override
  public void close() {
    child.close();
  }
}
