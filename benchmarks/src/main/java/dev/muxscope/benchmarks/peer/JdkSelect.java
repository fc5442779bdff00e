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

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final LeanRequests requests = new LeanRequests(new HashMap<>());
  private final ByteBuf in = Unpooled.directBuffer(Peer.MOST_READ);
  private final ByteBuf out = Unpooled.directBuffer(Peer.MOST_READ);

  private JdkSelect(ServerSocketChannel listener, Selector selector) {
    this.listener = listener;
    this.selector = selector;
  }

  /// Serves for ever.
  ///
  /// @throws IOException if it cannot accept
  static void serve(ServerSocketChannel listener) throws IOException {
    listener.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      listener.register(selector, SelectionKey.OP_ACCEPT);
      JdkSelect server = new JdkSelect(listener, selector);
      while (true) {
        selector.select(server::onReady);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.channel() instanceof SocketChannel client) {
        answerOrClose(client, key);
      } else {
        acceptAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answerOrClose(SocketChannel client, SelectionKey key) throws IOException {
    try {
      answer(client, key);
    } catch (IOException | IllegalArgumentException _) {
      // The client has gone, or sends what is no request.
      client.close();
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
    if (in.writeBytes(client, Peer.MOST_READ) < 0) {
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
