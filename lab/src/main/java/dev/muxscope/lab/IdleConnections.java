package dev.muxscope.lab;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RequestLine;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /// Reads the memory of servers at each number of connections, one after the other; they rest
  /// together before.
  ///
  /// @param servers one for each phase, which have served nobody yet
  static List<MemoryClimb> measure(
      Map<MemoryPhase, ServerChild> servers, LabOptions options, Children children)
      throws InterruptedException {
    List<byte[]> request = RequestLine.split(options.request());
    Map<MemoryPhase, String> refusals = new EnumMap<>(MemoryPhase.class);
    servers.forEach(
        (phase, server) -> refusals.put(phase, warmUp(server.socketAddress(), request)));
    Thread.sleep(options.effort().memoryRest());
    List<MemoryClimb> climbs = new ArrayList<>();
    for (var each : servers.entrySet()) {
      MemoryPhase phase = each.getKey();
      String refusal = refusals.getOrDefault(phase, "");
      climbs.add(
          refusal.isEmpty()
              ? climb(each.getValue(), phase, request, options, children)
              : new MemoryClimb(phase, List.of(), refusal));
    }
    return climbs;
  }

  private static MemoryClimb climb(
      ServerChild server,
      MemoryPhase phase,
      List<byte[]> request,
      LabOptions options,
      Children children)
      throws InterruptedException {
    List<MemoryReading> readings = new ArrayList<>();
    String refusal = "";
    try (MemoryMeter meter = new MemoryMeter(server, options.launcher(), children);
        IdleConnections connections =
            new IdleConnections(server.socketAddress(), request, phase, meter)) {
      connections.climb(options.effort().memorySteps(), readings);
    } catch (IOException e) {
      refusal = refusal(readings, e);
    }
    return new MemoryClimb(phase, readings, refusal);
  }

  private static String refusal(List<MemoryReading> readings, IOException e) {
    int count = readings.isEmpty() ? 0 : readings.getLast().connections();
    return "after " + count + " connections: " + e.getMessage();
  }

  private void climb(List<Integer> steps, List<MemoryReading> readings)
      throws IOException, InterruptedException {
    // What reading takes for the first time is not the connections'.
    meter.read();
    double before = meter.accepted();
    for (int count : steps) {
      openUpTo(count);
      meter.awaitAccepted(before + count);
      readings.add(new MemoryReading(count, meter.read()));
    }
  }

  /// Why it failed, empty if it did not.
  private static String warmUp(InetSocketAddress server, List<byte[]> request) {
    try {
      warmUpCode(server, request);
      warmUpConnections(server, request);
      return "";
    } catch (IOException e) {
      return refusal(List.of(), e);
    }
  }

  private static void warmUpCode(InetSocketAddress server, List<byte[]> request)
      throws IOException {
    try (RespClient client = RespClient.connect(server, TIMEOUT)) {
      long deadline = System.nanoTime() + MAX_WARM_UP.toNanos();
      for (int i = 0; i < WARM_UP_BATCHES && System.nanoTime() - deadline < 0; i++) {
        for (int j = 0; j < WARM_UP_BATCH; j++) {
          client.send(request);
        }
        client.receive(WARM_UP_BATCH);
      }
    }
  }

  private static void warmUpConnections(InetSocketAddress server, List<byte[]> request)
      throws IOException {
    long deadline = System.nanoTime() + MAX_WARM_UP.toNanos();
    for (int i = 0; i < WARM_UP_CONNECTIONS && System.nanoTime() - deadline < 0; i++) {
      try (RespClient client = RespClient.connect(server, TIMEOUT)) {
        call(client, request);
      }
    }
  }

  private void openUpTo(int count) throws IOException {
    while (open.size() < count) {
      RespClient client = RespClient.connect(server, TIMEOUT);
      open.add(client);
      if (phase == MemoryPhase.ANSWERED) {
        call(client, request);
      }
    }
  }

  private static void call(RespClient client, List<byte[]> request) throws IOException {
    if (client.call(request) instanceof Reply.ErrorReply(String text)) {
      throw new IOException("the server answers " + text);
    }
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
