package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadAheadTest {

  private static final int LENGTH = 100_000;

  private final Server server =
      new Server("threads", ServerOptions.defaults(), List.of(), Optional.empty());
  private final SocketChannel client;
  private final SocketChannel accepted;
  private final Session session;
  private final ReadAhead ahead;

  ReadAheadTest() throws IOException {
    try (var listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = SocketChannel.open(listening.getLocalAddress());
      accepted = listening.accept();
    }
    session =
        server
            .admit(
                (InetSocketAddress) accepted.getRemoteAddress(),
                (InetSocketAddress) accepted.getLocalAddress())
            .orElseThrow();
    ahead = new ReadAhead(server, session, Transport.plain(accepted));
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    accepted.close();
  }

  @Test
  void handsOverWhatItReadAndThenTheSocket() throws Exception {
    Thread reader = begin();
    send("abc");
    while (!ahead.hasArrived()) {
      Thread.sleep(1);
    }
    assertFalse(ahead.begin(), "one reader at a time");
    ByteBuffer to = ByteBuffer.allocate(10);
    assertEquals(3, ahead.read(to));
    Thread waiting = Thread.currentThread();
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (waiting.getState() != Thread.State.WAITING) {
                  Thread.sleep(1);
                }
                send("de");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertEquals(2, ahead.read(to));
    assertEquals(0, ahead.read(to), "the connection reads by itself now");
    assertTrue(sender.join(Duration.ofSeconds(10)));
    assertTrue(reader.join(Duration.ofSeconds(10)));
    assertTrue(ahead.begin(), "and may be relieved again");
  }

  /// As if the connection's thread had ended its write just before it was to be relieved.
  @Test
  void lendsNothingToAThreadThatNeedsItNoMore() throws IOException {
    assertTrue(ahead.begin());
    ahead.abandon();
    assertEquals(0, ahead.read(ByteBuffer.allocate(10)));
  }

  @Test
  void holdsNothingOnceTheConnectionHasGone() throws Exception {
    Thread reader = begin();
    ahead.abandon();
    server.release(session, "gone");
    send("x".repeat(LENGTH));
    assertTrue(reader.join(Duration.ofSeconds(10)));
    assertEquals(0, session.aheadBytes());
    assertEquals(0, server.buffers().total());
  }

  @Test
  void holdsWhatItReadsToAsLongAsItReads() throws Exception {
    Thread reader = begin();
    awaitHeld(16 << 10);
    send("abc");
    awaitHeld((16 << 10) + 3);
    ByteBuffer to = ByteBuffer.allocate(10);
    assertEquals(3, ahead.read(to));
    assertEquals(16 << 10, session.aheadBytes());
    client.shutdownOutput();
    assertTrue(reader.join(Duration.ofSeconds(10)));
    assertEquals(0, session.aheadBytes());
    assertEquals(-1, ahead.read(to));
  }

  private void awaitHeld(long bytes) throws InterruptedException {
    while (session.aheadBytes() != bytes) {
      Thread.sleep(1);
    }
  }

  @Test
  void handsFailuresOver() throws Exception {
    Thread reader = begin();
    accepted.close();
    assertTrue(reader.join(Duration.ofSeconds(10)));
    assertThrows(IOException.class, () -> ahead.read(ByteBuffer.allocate(10)));
    assertFalse(ahead.begin());
  }

  @Test
  void endsTheConnectionAfterAFaultOfItsOwn() {
    assertTrue(ahead.begin());
    ahead.fail(new OutOfMemoryError("Java heap space"));
    var failed = assertThrows(IOException.class, () -> ahead.read(ByteBuffer.allocate(10)));
    assertTrue(failed.getMessage().contains("Java heap space"), failed.getMessage());
  }

  @Test
  void handsNothingOverAfterAFaultOfItsOwn() throws Exception {
    begin();
    send("abc");
    while (!ahead.hasArrived()) {
      Thread.sleep(1);
    }
    ahead.fail(new OutOfMemoryError("Java heap space"));
    assertThrows(IOException.class, () -> ahead.read(ByteBuffer.allocate(10)));
  }

  private Thread begin() {
    assertTrue(ahead.begin());
    return Thread.ofVirtual().start(ahead);
  }

  private void send(String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }
}
