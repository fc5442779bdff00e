package dev.muxscope.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;

/// The least around the JDK's `Selector`: one thread, one buffer each for what is read and for the
/// replies. A key's attachment is what has come of an unfinished request, if anything.
final class JdkSelect {

  /// As much as the floor and our loop.
  private static final int READ_BYTES = 128 * 1024;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final LeanRequests requests = new LeanRequests(new HashMap<>());
  private final ByteBuf in = Unpooled.directBuffer(READ_BYTES);
  private final ByteBuf out = Unpooled.directBuffer(READ_BYTES);

  private JdkSelect(ServerSocketChannel listener, Selector selector) {
    this.listener = listener;
    this.selector = selector;
  }

  /// Serves until the listener is closed and the thread interrupted.
  static void serve(ServerSocketChannel listener) throws IOException {
    listener.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      listener.register(selector, SelectionKey.OP_ACCEPT);
      JdkSelect server = new JdkSelect(listener, selector);
      while (listener.isOpen()) {
        selector.select(server::onReady);
      }
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.channel() instanceof SocketChannel client) {
        answer(client, key);
      } else {
        acceptAll();
      }
    } catch (IOException | IllegalArgumentException e) {
      close(key);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() throws IOException {
    for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_READ);
    }
  }

  private void answer(SocketChannel client, SelectionKey key) throws IOException {
    in.clear();
    if (key.attachment() instanceof ByteBuf partial) {
      in.writeBytes(partial);
      partial.release();
      key.attach(null);
    }
    if (in.writeBytes(client, READ_BYTES) < 0) {
      client.close();
      return;
    }
    requests.answerAll(in, out.clear());
    if (in.isReadable()) {
      key.attach(in.copy());
    }
    // One that does not read is waited for by trying again.
    while (out.isReadable()) {
      out.readBytes(client, out.readableBytes());
    }
  }
}
