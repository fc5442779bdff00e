package dev.muxscope.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The least that blocks on virtual threads: one for each connection, with buffers of its own.
final class JdkVthreads {

  private static final int BUFFER_BYTES = 4096;

  private JdkVthreads() {}

  /// Serves for ever.
  ///
  /// @throws IOException if it cannot accept
  static void serve(ServerSocketChannel listener) throws IOException {
    Map<String, byte[]> store = new ConcurrentHashMap<>();
    while (true) {
      SocketChannel client = listener.accept();
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Thread.startVirtualThread(() -> answer(client, new LeanRequests(store)));
    }
  }

  private static void answer(SocketChannel client, LeanRequests requests) {
    ByteBuf in = Unpooled.directBuffer(BUFFER_BYTES);
    ByteBuf out = Unpooled.directBuffer(BUFFER_BYTES);
    try (client) {
      while (in.writeBytes(client, in.writableBytes()) >= 0) {
        requests.answerAll(in, out.clear());
        in.discardReadBytes();
        if (!in.isWritable()) {
          in.ensureWritable(in.capacity());
        }
        while (out.isReadable()) {
          out.readBytes(client, out.readableBytes());
        }
      }
    } catch (IOException | IllegalArgumentException _) {
      // The client has gone, or sends what is no request.
    } finally {
      in.release();
      out.release();
    }
  }
}
