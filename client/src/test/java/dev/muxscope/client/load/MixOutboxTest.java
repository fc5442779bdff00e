package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.muxscope.client.load.KeyMix.Distribution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MixOutboxTest {

  /// So many that copying all that is left for each would take minutes.
  private static final int BATCHES = 30_000;

  @Test
  void keepsALongBacklogInItsOrder() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var channel = SocketChannel.open(listener.getLocalSocketAddress());
        Socket server = listener.accept()) {
      channel.configureBlocking(false);
      var outbox = new MixOutbox(requests());
      for (int i = 0; i < BATCHES; i++) {
        outbox.send(channel);
      }
      assertFalse(outbox.write(channel), "30 MB fit no socket buffer");
      var received = CompletableFuture.supplyAsync(() -> readAll(server));
      // What comes while some has been written goes behind the rest.
      outbox.send(channel);
      while (!outbox.write(channel)) {
        Thread.sleep(1);
      }
      channel.shutdownOutput();
      assertArrayEquals(sent(BATCHES + 1), received.get());
    }
  }

  private static MixedRequests requests() {
    var mix = new KeyMix(KeyMix.parseParts("GET=1,SET=1"), 100, Distribution.UNIFORM);
    return new MixedRequests(mix, new byte[2000], 1, 0);
  }

  private static byte[] sent(int batches) {
    MixedRequests requests = requests();
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < batches; i++) {
      ByteBuffer batch = requests.nextBatch();
      byte[] copy = new byte[batch.remaining()];
      batch.get(copy);
      bytes.writeBytes(copy);
    }
    return bytes.toByteArray();
  }

  private static byte[] readAll(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
