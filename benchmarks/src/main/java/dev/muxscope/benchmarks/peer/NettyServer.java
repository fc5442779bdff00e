package dev.muxscope.benchmarks.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// A server by Netty: one event loop that accepts and serves.
final class NettyServer {

  /// How much is read at once: Netty's own least and first, and as much as the floor and the loop.
  private static final int LEAST_READ = 64;

  private static final int FIRST_READ = 2048;
  private static final int MOST_READ = 128 * 1024;

  private NettyServer() {}

  /// Has it listen, or fail to.
  static ChannelFuture listen(
      Transport transport, Handler handler, InetSocketAddress address, int backlog) {
    // The event loop's alone: there is one.
    Map<String, byte[]> store = new HashMap<>();
    return new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(1, transport.ioHandler()))
        .channel(transport.listener())
        .option(ChannelOption.SO_BACKLOG, backlog)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ))
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
