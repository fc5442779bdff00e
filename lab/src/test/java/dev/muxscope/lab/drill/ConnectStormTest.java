package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectStormTest {

  private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void whatIsAnsweredAfterTheEndIsNotCounted() throws Exception {
    ConnectStorm storm = new ConnectStorm();
    try (Stub server = new Stub(true)) {
      Fault.Acting acting = storm.begin(server.address());
      server.asked.await();
      Thread closing = Thread.currentThread();
      Thread.startVirtualThread(() -> {
        awaitWaiting(closing);
        server.answers.countDown();
      });
      acting.close();
      assertTrue(server.answered.get() > 0, "those under way were answered at last");
    }
    ConnectStorm.Count count = storm.counts().getFirst();
    assertEquals(0, count.answered());
    assertTrue(count.begun() > 0, count::toString);
  }

  @Test
  void failuresAreCounted() throws Exception {
    ConnectStorm storm = new ConnectStorm();
    try (Stub server = new Stub(false)) {
      server.answers.countDown();
      Fault.Acting acting = storm.begin(server.address());
      server.asked.await();
      acting.close();
    }
    ConnectStorm.Count count = storm.counts().getFirst();
    assertEquals(0, count.answered());
    assertTrue(count.failed() > 0, count::toString);
  }

  /// Until a thread waits for others.
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.yield();
    }
  }

  /// Answers nobody until it may; then by a reply, or by closing.
  private static final class Stub implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 5_000, loopback());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger answered = new AtomicInteger();
    private final boolean replies;

    Stub(boolean replies) throws IOException {
      this.replies = replies;
      threads.execute(this::acceptAll);
    }

    private static InetAddress loopback() {
      return InetAddress.getLoopbackAddress();
    }

    InetSocketAddress address() {
      return new InetSocketAddress(loopback(), listener.getLocalPort());
    }

    private void acceptAll() {
      try {
        while (true) {
          Socket socket = listener.accept();
          threads.execute(() -> serve(socket));
        }
      } catch (IOException _) {
        // It is closed.
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        int _ = socket.getInputStream().read();
        asked.countDown();
        answers.await();
        if (replies) {
          answered.incrementAndGet();
          socket.getOutputStream().write(PONG);
          socket.getInputStream().readAllBytes();
        }
      } catch (IOException | InterruptedException _) {
        // The client has gone.
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
      threads.close();
    }
  }
}
