package dev.muxscope.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads the parts of a server's own memory, after a full collection.
///
/// Without it, resident memory would grow by whatever garbage opening connections leaves; and since
/// counting live objects collects, and moves them to pages not used before, readings with and
/// without it would not be of one line. Owned by the lab's thread.
final class MemoryMeter implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ACCEPT_STEP = Duration.ofMillis(5);

  private final ServerAccount account;
  private final long pid;
  private final Path jcmd;
  private final Children children;
  private final ServerInfo info;
  private ClassHistogram histogram = ClassHistogram.NONE;

  /// @param launcher of the server's image, which has `jcmd` beside it
  /// @throws IOException if the server cannot be reached
  MemoryMeter(ServerChild server, Path launcher, Children children) throws IOException {
    this.account = new ServerAccount(server.pid(), List.of());
    this.pid = server.pid();
    this.jcmd = launcher.toRealPath().resolveSibling("jcmd");
    this.children = children;
    this.info = ServerInfo.connect(server.socketAddress(), TIMEOUT);
  }

  /// Connections that the server has taken in since its start; `NaN` where it does not tell.
  double accepted() {
    return info.ask().get("total_connections_received");
  }

  /// Waits until the server has taken in as many connections since its start, which it does at its
  /// leisure: the kernel has answered for it. One that does not tell is not waited for.
  ///
  /// @throws IOException if it does not in time
  void awaitAccepted(double count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    double accepted = accepted();
    while (accepted < count) {
      if (System.nanoTime() - deadline >= 0) {
        throw new IOException(
            "the server has taken in %.0f connections of %.0f".formatted(accepted, count));
      }
      Thread.sleep(ACCEPT_STEP);
      accepted = accepted();
    }
  }

  /// Has all garbage collected. The JVM takes up to a megabyte to count what lives.
  void collect() throws InterruptedException {
    histogram = ClassHistogram.of(jcmd, pid, children);
  }

  /// Reads, at least a second after [#collect]. If that failed, resident memory is not known: it
  /// would be told with garbage.
  ///
  /// @return modifiable
  Map<MemoryPart, Double> read() throws InterruptedException {
    Map<MemoryPart, Double> bytes = new EnumMap<>(MemoryPart.class);
    boolean collected = !histogram.equals(ClassHistogram.NONE);
    bytes.put(MemoryPart.RESIDENT, collected ? account.residentBytes() : Double.NaN);
    bytes.put(MemoryPart.LIVE_HEAP, histogram.liveBytes());
    bytes.put(MemoryPart.STACK_CHUNKS, histogram.stackChunkBytes());
    // Last, as the server makes garbage to answer.
    bytes.put(MemoryPart.DIRECT, info.ask().get("direct_bytes"));
    return bytes;
  }

  @Override
  public void close() {
    info.close();
  }
}
