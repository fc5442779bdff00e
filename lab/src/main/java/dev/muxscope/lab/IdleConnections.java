package dev.muxscope.lab;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RequestLine;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Opens connections, sends one request on each or none, leaves them idle, and has the server's
/// memory read.
///
/// Owned by the lab's thread.
final class IdleConnections implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// Enough for the code to be compiled before the first reading: compilers take tens of megabytes.
  private static final int WARM_UP_BATCHES = 1_000;

  private static final int WARM_UP_BATCH = 20;

  /// A thread whose first methods are not compiled yet touches some 80 KiB of stack more than one
  /// that starts later. So connections are opened and closed again before any is measured.
  private static final int WARM_UP_CONNECTIONS = 2_000;

  /// Of each part of the warm-up.
  private static final Duration MAX_WARM_UP = Duration.ofMillis(700);

  private static final Duration COMPILE = Duration.ofMillis(300);

  private final InetSocketAddress server;
  private final List<byte[]> request;
  private final MemoryPhase phase;
  private final MemoryMeter meter;
  private final List<RespClient> open = new ArrayList<>();

  private IdleConnections(
      InetSocketAddress server, List<byte[]> request, MemoryPhase phase, MemoryMeter meter) {
    this.server = server;
    this.request = request;
    this.phase = phase;
    this.meter = meter;
  }

  /// Reads a server's memory at each number of connections. The server should be one that has
  /// served nobody yet.
  static MemoryClimb measure(
      ServerChild server, MemoryPhase phase, LabOptions options, Children children)
      throws InterruptedException {
    List<byte[]> request = RequestLine.split(options.request());
    List<MemoryReading> readings = new ArrayList<>();
    String refusal = "";
    try (MemoryMeter meter = new MemoryMeter(server, options.launcher(), children);
        IdleConnections connections =
            new IdleConnections(server.socketAddress(), request, phase, meter)) {
      connections.climb(options.effort().memorySteps(), readings);
    } catch (IOException e) {
      refusal = "after " + lastCount(readings) + " connections: " + e.getMessage();
    }
    return new MemoryClimb(phase, readings, refusal);
  }

  private void climb(List<Integer> steps, List<MemoryReading> readings)
      throws IOException, InterruptedException {
    warmUp();
    double before = meter.accepted();
    for (int count : steps) {
      openUpTo(count);
      meter.awaitAccepted(before + count);
      readings.add(new MemoryReading(count, meter.read()));
    }
  }

  private void warmUp() throws IOException, InterruptedException {
    try (RespClient client = RespClient.connect(server, TIMEOUT)) {
      long deadline = System.nanoTime() + MAX_WARM_UP.toNanos();
      for (int i = 0; i < WARM_UP_BATCHES && System.nanoTime() - deadline < 0; i++) {
        for (int j = 0; j < WARM_UP_BATCH; j++) {
          client.send(request);
        }
        client.receive(WARM_UP_BATCH);
      }
    }
    long deadline = System.nanoTime() + MAX_WARM_UP.toNanos();
    for (int i = 0; i < WARM_UP_CONNECTIONS && System.nanoTime() - deadline < 0; i++) {
      try (RespClient client = RespClient.connect(server, TIMEOUT)) {
        call(client);
      }
    }
    Thread.sleep(COMPILE);
    // What reading takes for the first time is not the connections'.
    meter.read();
  }

  private void openUpTo(int count) throws IOException {
    while (open.size() < count) {
      RespClient client = RespClient.connect(server, TIMEOUT);
      open.add(client);
      if (phase == MemoryPhase.ANSWERED) {
        call(client);
      }
    }
  }

  private void call(RespClient client) throws IOException {
    if (client.call(request) instanceof Reply.ErrorReply(String text)) {
      throw new IOException("the server answers " + text);
    }
  }

  private static int lastCount(List<MemoryReading> readings) {
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
