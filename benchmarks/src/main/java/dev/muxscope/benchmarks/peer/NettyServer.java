package dev.muxscope.benchmarks.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A server by Netty: one event loop that accepts and serves.
final class NettyServer {

  /// How much is read at once, at least and at first: Netty's own.
  private static final int LEAST_READ = 64;

  private static final int FIRST_READ = 2048;

  private NettyServer() {}

  /// Serves for ever.
  ///
  /// @param ready told when it listens, where
  /// @throws IOException if it cannot listen
  static void serve(
      Transport transport,
      Handler handler,
      InetSocketAddress address,
      Consumer<InetSocketAddress> ready)
      throws IOException, InterruptedException {
    ChannelFuture listening = listen(transport, handler, address).await();
    if (!listening.isSuccess()) {
      throw new IOException(listening.cause().getMessage(), listening.cause());
    }
    Channel listener = listening.channel();
    ready.accept((InetSocketAddress) listener.localAddress());
    listener.closeFuture().sync();
  }

  private static ChannelFuture listen(
      Transport transport, Handler handler, InetSocketAddress address) {
    // The event loop's alone: there is one.
    Map<String, byte[]> store = new HashMap<>();
    return new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(1, transport.ioHandler()))
        .channel(transport.listener())
        .option(ChannelOption.SO_BACKLOG, Peer.BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, Peer.MOST_READ))
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                handler.addTo(channel.pipeline(), store);
              }
            })
        .bind(address);
  }
}
