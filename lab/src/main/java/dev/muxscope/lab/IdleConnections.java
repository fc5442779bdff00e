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

/// The idle connections of one server, more and more of them, and the server's memory at each
/// number. Once something fails, nothing more is done, and the climb says why.
///
/// Owned by the lab's thread.
final class IdleConnections implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// A thread whose first methods are not compiled yet touches some 80 KiB of stack more than one
  /// that starts later. So requests are answered, and connections opened and closed again, before
  /// any is measured: each for so long.
  private static final Duration WARM_UP = Duration.ofMillis(500);

  private static final int WARM_UP_BATCH = 20;

  private final InetSocketAddress address;
  private final MemoryPhase phase;
  private final List<byte[]> request;
  private final MemoryMeter meter;
  private final List<RespClient> open = new ArrayList<>();
  private final Map<MemoryPart, Double> kernel = new EnumMap<>(MemoryPart.class);
  private final List<MemoryReading> readings = new ArrayList<>();
  private String refusal = "";

  /// @param server which has served nobody yet; it is stopped by whoever started it
  /// @throws IOException if the server cannot be reached
  IdleConnections(ServerChild server, MemoryPhase phase, LabOptions options, Children children)
      throws IOException {
    this.address = server.socketAddress();
    this.phase = phase;
    this.request = RequestLine.split(options.request());
    this.meter = new MemoryMeter(server, options.launcher(), children);
  }

  private interface Act {
    void perform() throws IOException, InterruptedException;
  }

  private void attempt(Act act) throws InterruptedException {
    if (!refusal.isEmpty()) {
      return;
    }
    try {
      act.perform();
    } catch (IOException e) {
      int count = readings.isEmpty() ? 0 : readings.getLast().connections();
      refusal = "after " + count + " connections: " + e.getMessage();
      closeAll();
    }
  }

  /// Has the server's code run, and its garbage collected: what that takes for the first time is
  /// not the connections'.
  void warmUp() throws InterruptedException {
    attempt(() -> {
      answerRequests(System.nanoTime() + WARM_UP.toNanos());
      takeConnections(System.nanoTime() + WARM_UP.toNanos());
      meter.collect();
    });
  }

  private void answerRequests(long deadline) throws IOException, InterruptedException {
    try (RespClient client = RespClient.connect(address, TIMEOUT)) {
      do {
        endIfInterrupted();
        for (int i = 0; i < WARM_UP_BATCH; i++) {
          client.send(request);
        }
        client.receive(WARM_UP_BATCH);
      } while (System.nanoTime() - deadline < 0);
    }
  }

  private void takeConnections(long deadline) throws IOException, InterruptedException {
    do {
      endIfInterrupted();
      try (RespClient client = RespClient.connect(address, TIMEOUT)) {
        call(client);
      }
    } while (System.nanoTime() - deadline < 0);
  }

  /// Waiting for a reply does not see an interrupt, and with a slow request thousands of them take
  /// hours.
  private static void endIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /// Opens connections until there are so many.
  void openUpTo(int count) throws InterruptedException {
    attempt(() -> {
      addKernel(-1);
      double accepted = meter.accepted();
      int more = count - open.size();
      for (int i = 0; i < more; i++) {
        endIfInterrupted();
        open();
      }
      meter.awaitAccepted(accepted + more);
      addKernel(1);
    });
  }

  /// The kernel tells what the whole system takes: what it grows by meanwhile is the connections'.
  private void addKernel(int sign) {
    KernelMemory.bytes().forEach((part, bytes) -> kernel.merge(part, sign * bytes, Double::sum));
  }

  private void open() throws IOException {
    RespClient client = RespClient.connect(address, TIMEOUT);
    open.add(client);
    if (phase == MemoryPhase.ANSWERED) {
      call(client);
    }
  }

  private void call(RespClient client) throws IOException {
    if (client.call(request) instanceof Reply.ErrorReply(String text)) {
      throw new IOException("the server answers " + text);
    }
  }

  /// Has the server's garbage collected; some tenths of a second.
  void collect() throws InterruptedException {
    attempt(meter::collect);
  }

  /// Reads the server's memory.
  void read() throws InterruptedException {
    attempt(() -> {
      Map<MemoryPart, Double> bytes = meter.read();
      bytes.putAll(kernel);
      readings.add(new MemoryReading(open.size(), bytes));
    });
  }

  MemoryClimb climb() {
    return new MemoryClimb(phase, readings, refusal);
  }

  @Override
  public void close() {
    closeAll();
    meter.close();
  }

  private void closeAll() {
    for (RespClient client : open) {
      try {
        client.close();
      } catch (IOException _) {
        // It is gone, which is all that was wanted.
      }
    }
    open.clear();
  }
}
