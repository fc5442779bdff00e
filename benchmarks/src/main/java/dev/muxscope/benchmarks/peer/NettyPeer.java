package dev.muxscope.benchmarks.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A server by Netty: one event loop that accepts and serves, a plain map, `PING`, `GET` and `SET`.
/// It serves until it is killed.
public final class NettyPeer {

  private static final int BACKLOG = 4096;

  /// How much is read at once: Netty's own least and first, and as much as the floor and the loop.
  private static final int LEAST_READ = 64;

  private static final int FIRST_READ = 2048;
  private static final int MOST_READ = 128 * 1024;

  private NettyPeer() {}

  /// Serves until it is killed.
  ///
  /// @param args the transport (`nio`, `epoll`, `io_uring`), the handler (`lean`, `codec`) and the
  ///   port, 0 for any free one
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 3) {
      System.err.println("usage: NettyPeer nio|epoll|io_uring lean|codec PORT");
      System.exit(2);
    }
    Transport transport = choice(Transport.values(), args[0]);
    Handler handler = choice(Handler.values(), args[1]);
    String obstacle = transport.obstacle();
    if (!obstacle.isEmpty()) {
      System.err.println("netty: " + transport + " is not available here: " + obstacle);
      System.exit(1);
    }
    Channel listener = listen(transport, handler, Integer.parseInt(args[2]));
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    System.out.printf("netty: %s, %s handler, ready at 127.0.0.1:%d%n", transport, handler, port);
    listener.closeFuture().sync();
  }

  private static <E extends Enum<E>> E choice(E[] all, String name) {
    return Arrays.stream(all)
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name + ": use one of " + Arrays.toString(all)));
  }

  private static Channel listen(Transport transport, Handler handler, int port)
      throws InterruptedException {
    // The event loop's alone: there is one.
    Map<String, byte[]> store = new HashMap<>();
    return new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(1, transport.ioHandler()))
        .channel(transport.listener())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
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
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .sync()
        .channel();
  }
}
