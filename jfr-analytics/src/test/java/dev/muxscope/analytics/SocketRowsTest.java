package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.ThreadDumps.DumpedThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An event loop of plain `java.nio` and a client that blocks, in one process.
class SocketRowsTest {

  private static final int REQUESTS = 20;

  @TempDir static Path directory;

  private static RecordingSummary recording;
  private static List<List<Object>> rows;

  @BeforeAll
  @SuppressWarnings("try") // Closing the selector ends the loop, which has to end before the rest.
  static void record() throws Exception {
    Path file = directory.resolve("sockets.jfr");
    try (Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        Recording running = new Recording()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
      Thread loop = Thread.ofPlatform().name("nio-loop-7").start(() -> serve(selector, listener));
      while (!isSelecting(loop)) {
        Thread.sleep(1);
      }
      running.enable("jdk.SocketRead").withThreshold(Duration.ZERO);
      // Later ones may catch the loop amid a read.
      running.enable("jdk.ThreadDump").with("period", "beginChunk");
      running.enable("jdk.ActiveSetting");
      running.start();
      ask(((InetSocketAddress) listener.getLocalAddress()).getPort());
      running.stop();
      running.dump(file);
      loop.interrupt();
      loop.join();
    }
    recording = RecordingReader.read(file);
    rows = SocketRows.calls(recording);
  }

  private static boolean isSelecting(Thread loop) {
    return Stream.of(loop.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("lockAndDoSelect"));
  }

  private static void serve(Selector selector, ServerSocketChannel listener) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(64);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key, selector, listener, bytes);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void serve(
      SelectionKey key, Selector selector, ServerSocketChannel listener, ByteBuffer bytes)
      throws IOException {
    if (key.isAcceptable()) {
      listener.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ);
    } else if (key.channel() instanceof SocketChannel channel) {
      bytes.clear();
      if (channel.read(bytes) < 0) {
        channel.close();
      } else {
        channel.write(bytes.flip());
      }
    }
  }

  private static void ask(int port) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] reply = new byte[8];
      for (int i = 0; i < REQUESTS; i++) {
        Thread.sleep(10);
        socket.getOutputStream().write(reply);
        socket.getInputStream().readNBytes(reply, 0, reply.length);
      }
    }
  }

  private static List<Object> row(String calls) {
    return rows.stream().filter(row -> row.getFirst().equals(calls)).findFirst().orElseThrow();
  }

  @Test
  void tellThatAnEventLoopOnlyCopies() {
    assertEquals(SocketRows.COPY, row("reads on nio-loop-#").get(1));
    assertTrue((Long) row("reads on nio-loop-#").get(2) >= REQUESTS);
  }

  @Test
  void doNotTellWhatAThreadDoesThatWasNeverSeen() {
    String client =
        rows.stream()
            .filter(row -> !row.getFirst().equals("reads on nio-loop-#"))
            .filter(row -> row.get(2).equals((long) REQUESTS))
            .map(row -> row.get(1).toString())
            .findFirst()
            .orElseThrow();

    assertTrue(
        List.of("copy; think time if it blocks", "think time, copy").contains(client), client);
  }

  /// Asynchronous channels make no events: reads beside them are of others.
  @Test
  void takeNoHandlerOfAsynchronousChannelsForWhoReads() {
    RecordingSummary madeUp = MadeUpRun.of("select").recording();
    String role = "Thread-#";
    madeUp
        .collected(ThreadDumps.class)
        .add(
            List.of(
                thread("Thread-1", "sun.nio.ch.EPollPort$EventHandlerTask.poll"),
                thread("Thread-2", "sun.nio.ch.NioSocketImpl.implRead")));
    madeUp
        .collected(SocketIo.class)
        .calls()
        .put(new SocketIo.Key(false, role, false), new SocketIo.Calls());

    List<Object> row = SocketRows.calls(madeUp).getFirst();
    assertEquals(List.of("reads on " + role, "think time, copy"), row.subList(0, 2));
  }

  private static DumpedThread thread(String name, String frame) {
    return new DumpedThread(name, 0, "RUNNABLE", List.of(frame));
  }

  @Test
  void countTheThreadsThatSelect() {
    List<List<Object>> selecting = LoopRows.selecting(recording);

    assertEquals("nio-loop-#", selecting.getFirst().getFirst());
    assertEquals(1L, selecting.getFirst().get(1));
  }
}
