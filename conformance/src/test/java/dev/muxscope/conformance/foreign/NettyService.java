package dev.muxscope.conformance.foreign;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Echoes by Netty's event loops; may be told to hold the loop for each request, as a handler does
/// that blocks.
public final class NettyService extends ChannelInitializer<SocketChannel> {

  private final int holdMillis;

  private NettyService(int holdMillis) {
    this.holdMillis = holdMillis;
  }

  /// Runs until standard input ends.
  ///
  /// @param args the milliseconds for which a request holds the event loop, and the transport:
  ///   `nio` or `epoll`
  public static void main(String[] args) throws Exception {
    boolean epoll = args[1].equals("epoll");
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    var acceptors = new MultiThreadIoEventLoopGroup(1, factory);
    var loops = new MultiThreadIoEventLoopGroup(2, factory);
    var listener =
        new ServerBootstrap()
            .group(acceptors, loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .childHandler(new NettyService(Integer.parseInt(args[0])))
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    Life.live(((InetSocketAddress) listener.localAddress()).getPort());
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel.pipeline().addLast(new Echo(holdMillis));
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {

    private final int holdMillis;

    private Echo(int holdMillis) {
      this.holdMillis = holdMillis;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (holdMillis > 0) {
        Thread.sleep(holdMillis);
      }
      context.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }
}
