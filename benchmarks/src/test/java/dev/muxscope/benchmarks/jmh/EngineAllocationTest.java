package dev.muxscope.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerEngine;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.select.SelectEngine;
import dev.muxscope.vthreads.BlockingEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What all threads but the client's allocate while one client asks and waits.
@Timeout(120)
class EngineAllocationTest {

  /// What the JDK takes when a virtual thread parks for its socket, and when it is woken: a node of
  /// the poller's map and a task of the scheduler.
  private static final long PARKING_BYTES = 72;

  private static final int REQUESTS = 10_000;

  /// For the compilers to see all of it.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ByteBuffer reply = ByteBuffer.allocateDirect(256);

  @ParameterizedTest
  @ValueSource(strings = {"PING", "GET key"})
  void selectAllocatesNothing(String request) throws IOException {
    assertBytes(0, new SelectEngine(), "select", request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PING", "GET key"})
  void threadsAllocateNothing(String request) throws IOException {
    assertBytes(0, new BlockingEngine(), "threads", request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PING", "GET key"})
  void vthreadsAllocateNoMoreThanParkingTakes(String request) throws IOException {
    assertBytes(PARKING_BYTES, new BlockingEngine(), "vthreads", request);
  }

  private void assertBytes(long most, ServerEngine engine, String mode, String request)
      throws IOException {
    Server server = new Server(mode, options(), List.of(), Optional.empty());
    try (RunningServer running = engine.start(mode, server);
        SocketChannel client = SocketChannel.open(running.address())) {
      ask(client, Wire.requests(1, "SET", "key", "x".repeat(64)), "+OK\r\n".length());
      boolean ping = request.equals("PING");
      ByteBuffer bytes = Wire.requests(1, request.split(" "));
      int replyBytes = ping ? "+PONG\r\n".length() : "$64\r\n".length() + 64 + 2;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      long best = bytesPerRequest(client, bytes, replyBytes);
      while (best > most && System.nanoTime() < deadline) {
        best = Math.min(best, bytesPerRequest(client, bytes, replyBytes));
      }
      assertTrue(best <= most, best + " bytes per request in mode " + mode);
    }
  }

  private long bytesPerRequest(SocketChannel client, ByteBuffer request, int replyBytes)
      throws IOException {
    long before = allocatedByOthers();
    for (int i = 0; i < REQUESTS; i++) {
      ask(client, request, replyBytes);
    }
    return (allocatedByOthers() - before) / REQUESTS;
  }

  private long allocatedByOthers() {
    return threads.getTotalThreadAllocatedBytes() - threads.getCurrentThreadAllocatedBytes();
  }

  private void ask(SocketChannel client, ByteBuffer request, int replyBytes) throws IOException {
    request.rewind();
    while (request.hasRemaining()) {
      client.write(request);
    }
    reply.clear().limit(replyBytes);
    while (reply.hasRemaining()) {
      if (client.read(reply) < 0) {
        throw new IOException("closed");
      }
    }
  }

  private static ServerOptions options() {
    return ServerOptions.defaults().withPort(0).withGrace(Duration.ofSeconds(1));
  }
}
