package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlainTransportTest {

  private static final int LARGE = 16 << 20;

  private final byte[] bytes = new byte[LARGE];
  private SocketChannel client;
  private Transport server;

  @BeforeEach
  void connect() throws IOException {
    new Random(1).nextBytes(bytes);
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = SocketChannel.open(listener.getLocalAddress());
      server = Transport.plain(listener.accept());
    }
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void offersAHeapBufferUntilTheKernelTakesNoMore() throws IOException {
    server.channel().configureBlocking(false);
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int taken = server.write(from);
    assertTrue(taken > PlainTransport.PART_BYTES && taken < LARGE, taken + " bytes at once");
    assertEquals(taken, from.position());
    assertEquals(LARGE, from.limit());
    assertArrives(taken);
    assertTrue(server.write(from) > 0);
  }

  @Test
  void returnsAfterEachPartWhereItBlocks() throws IOException {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    assertEquals(PlainTransport.PART_BYTES, server.write(from));
    assertArrives(PlainTransport.PART_BYTES);
  }

  /// A larger read would have the JDK make a direct buffer as large as the room.
  @Test
  void readsAPartOfALargeHeapBufferAtOnce() throws Exception {
    Thread writer = Thread.ofVirtual().start(() -> send(2 * PlainTransport.PART_BYTES));
    ByteBuffer into = ByteBuffer.allocate(LARGE);
    int most = 0;
    while (into.position() < 2 * PlainTransport.PART_BYTES) {
      most = Math.max(most, server.read(into));
      assertEquals(LARGE, into.limit());
    }
    assertTrue(most <= PlainTransport.PART_BYTES, most + " bytes at once");
    assertEquals(ByteBuffer.wrap(bytes, 0, 2 * PlainTransport.PART_BYTES), into.flip());
    writer.join();
  }

  private void send(int length) {
    ByteBuffer sent = ByteBuffer.wrap(bytes, 0, length);
    try {
      while (sent.hasRemaining()) {
        client.write(sent);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void takesAnEmptyBuffer() throws IOException {
    assertEquals(0, server.write(ByteBuffer.allocate(0)));
  }

  @Test
  void readsWhatHasArrivedWithoutWaiting() throws IOException {
    ByteBuffer into = ByteBuffer.allocate(100);
    assertEquals(0, server.readArrived(into));
    client.write(ByteBuffer.wrap(bytes, 0, 10));
    while (!server.hasArrived()) {
      Thread.onSpinWait();
    }
    assertEquals(10, server.readArrived(into));
    assertEquals(0, server.readArrived(into));
    assertEquals(ByteBuffer.wrap(bytes, 0, 10), into.flip());
  }

  private void assertArrives(int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining()) {
      assertTrue(client.read(into) > 0);
    }
    assertEquals(ByteBuffer.wrap(bytes, 0, length), into.flip());
  }
}
