package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thread that selects and then asks a slow service over a `java.net.Socket`, as a driver of a
/// database does.
class BlockingCallsTest {

  private static final int CALLS = 5;
  private static final int MILLIS = 30;

  @TempDir Path directory;

  @Test
  void holdAnEventLoopInSocketsToo() throws Exception {
    Path file = directory.resolve("held.jfr");
    try (Selector selector = Selector.open();
        ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Recording recording = new Recording()) {
      Thread loop =
          Thread.ofPlatform()
              .name("nio-loop-1")
              .start(() -> selectAndAsk(selector, service.getLocalPort()));
      Thread.ofPlatform().daemon().start(() -> answer(service, loop));
      awaitFrame(loop, "lockAndDoSelect");
      recording.enable("jdk.SocketRead").withThreshold(Duration.ofMillis(1)).withStackTrace();
      recording.enable("jdk.ThreadDump").with("period", "beginChunk");
      recording.start();
      selector.wakeup();
      loop.join();
      recording.stop();
      recording.dump(file);
    }

    Evidence seen = AdviceEvidence.of(RecordingReader.read(file));

    assertEquals(1, seen.of(Fact.LOOPS));
    assertEquals(CALLS, seen.of(Fact.LOOP_HOLDS));
    assertEquals(
        "jdk.SocketRead in BlockingCallsTest.ask", seen.seen().get(Fact.LOOP_HELD).detail());
    // It may seem a little shorter by the recording's clock.
    assertTrue(seen.of(Fact.LOOP_LONGEST) >= 0.99 * MILLIS * 1e6);
  }

  @Test
  void areNoneWhereAnExecutorOfNettyWaitsForTasks() throws Exception {
    Path file = directory.resolve("idle.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      Thread.ofPlatform().name("executor-1").start(SingleThreadEventExecutor::takeTask).join();
      recording.stop();
      recording.dump(file);
    }

    var calls = RecordingReader.read(file).collected(BlockingCalls.class).byThread();

    assertTrue(calls.get("executor-1").wasIdle());
    assertEquals(0, calls.get("executor-1").all().count());
  }

  /// What Netty's executors have a method of.
  private static final class SingleThreadEventExecutor {

    private static void takeTask() {
      LockSupport.parkNanos(MILLIS * 1_000_000L);
    }
  }

  private static void awaitFrame(Thread thread, String method) throws InterruptedException {
    while (Stream.of(thread.getStackTrace())
        .noneMatch(frame -> frame.getMethodName().equals(method))) {
      Thread.sleep(1);
    }
  }

  private static void selectAndAsk(Selector selector, int port) {
    try {
      selector.select();
      ask(port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void ask(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      for (int i = 0; i < CALLS; i++) {
        socket.getOutputStream().write(1);
        assertEquals(1, socket.getInputStream().read());
      }
    }
  }

  /// As late as the reader sees it: it may begin to read long after it has asked.
  private static void answer(ServerSocket service, Thread reader) {
    try (Socket socket = service.accept()) {
      while (socket.getInputStream().read() >= 0) {
        awaitFrame(reader, "implRead");
        Thread.sleep(MILLIS);
        socket.getOutputStream().write(1);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
