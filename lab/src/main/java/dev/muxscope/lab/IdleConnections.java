package dev.muxscope.lab;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RequestLine;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Opens connections, sends one request on each, leaves them idle, and reads the server's memory.
///
/// Owned by the lab's thread.
final class IdleConnections implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// Enough for the code to be compiled before the first reading: compilers take tens of megabytes.
  private static final int WARM_UP_BATCHES = 1_000;

  private static final int WARM_UP_BATCH = 20;
  private static final Duration MAX_WARM_UP = Duration.ofSeconds(1);
  private static final Duration COMPILE = Duration.ofMillis(500);
  private static final Duration SETTLE_STEP = Duration.ofMillis(100);
  private static final int MAX_SETTLE_STEPS = 15;
  private static final double SETTLED_BYTES = 64 << 10;

  private final InetSocketAddress server;
  private final List<byte[]> request;
  private final List<RespClient> open = new ArrayList<>();

  private IdleConnections(ServerChild server, LabOptions options) {
    this.server = server.socketAddress();
    this.request = RequestLine.split(options.request());
  }

  /// Reads a server's memory at each number of connections.
  static MemoryRun measure(ServerChild server, String mode, LabOptions options)
      throws InterruptedException {
    ServerAccount account = new ServerAccount(server.pid(), List.of());
    List<MemoryRun.Reading> readings = new ArrayList<>();
    String refusal = "";
    try (IdleConnections connections = new IdleConnections(server, options)) {
      connections.warmUp();
      for (int count : options.effort().memorySteps()) {
        connections.openUpTo(count);
        readings.add(new MemoryRun.Reading(count, settled(account)));
      }
    } catch (IOException e) {
      refusal = "after " + lastCount(readings) + " connections: " + e.getMessage();
    }
    return new MemoryRun(mode, readings, refusal);
  }

  private void warmUp() throws IOException, InterruptedException {
    openUpTo(1);
    RespClient client = open.getFirst();
    long deadline = System.nanoTime() + MAX_WARM_UP.toNanos();
    for (int i = 0; i < WARM_UP_BATCHES && System.nanoTime() - deadline < 0; i++) {
      for (int j = 0; j < WARM_UP_BATCH; j++) {
        client.send(request);
      }
      client.receive(WARM_UP_BATCH);
    }
    Thread.sleep(COMPILE);
  }

  private void openUpTo(int count) throws IOException {
    while (open.size() < count) {
      RespClient client = RespClient.connect(server, TIMEOUT);
      open.add(client);
      call(client);
    }
  }

  private void call(RespClient client) throws IOException {
    if (client.call(request) instanceof Reply.ErrorReply(String text)) {
      throw new IOException("the server answers " + text);
    }
  }

  /// Threads that have just started, or ended, still touch memory: waits until it hardly changes.
  private static double settled(ServerAccount account) throws InterruptedException {
    double bytes = account.residentBytes();
    for (int i = 0; i < MAX_SETTLE_STEPS; i++) {
      Thread.sleep(SETTLE_STEP);
      double before = bytes;
      bytes = account.residentBytes();
      if (Math.abs(bytes - before) < SETTLED_BYTES) {
        break;
      }
    }
    return bytes;
  }

  private static int lastCount(List<MemoryRun.Reading> readings) {
    return readings.isEmpty() ? 0 : readings.getLast().connections();
  }

  @Override
  public void close() {
    for (RespClient client : open) {
      try {
        client.close();
      } catch (IOException _) {
        // It is gone, which is all that was wanted.
      }
    }
  }
}
