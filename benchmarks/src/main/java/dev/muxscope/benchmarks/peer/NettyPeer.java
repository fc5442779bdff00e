package dev.muxscope.benchmarks.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    Command command;
    try {
      command = Command.of(args);
    } catch (IllegalArgumentException e) {
      end(2, e.getMessage());
      return;
    }
    String obstacle = command.transport().obstacle();
    if (!obstacle.isEmpty()) {
      end(1, command.transport() + " is not available here: " + obstacle);
    }
    serve(command);
  }

  private static void end(int code, @Nullable String reason) {
    System.err.println("netty: " + reason);
    System.exit(code);
  }

  private static void serve(Command command) throws InterruptedException {
    ChannelFuture listening = listen(command).await();
    if (!listening.isSuccess()) {
      end(1, "cannot listen at port " + command.port() + ": " + listening.cause().getMessage());
    }
    int port = ((InetSocketAddress) listening.channel().localAddress()).getPort();
    System.out.printf(
        "netty: %s, %s handler, ready at 127.0.0.1:%d%n",
        command.transport(), command.handler(), port);
    listening.channel().closeFuture().sync();
  }

  /// The words of the command line.
  record Command(Transport transport, Handler handler, int port) {

    private static final int MOST_PORT = 65_535;

    /// Takes them apart.
    ///
    /// @throws IllegalArgumentException if they cannot be taken, with what would be right
    static Command of(String... words) {
      if (words.length != 3) {
        throw new IllegalArgumentException("usage: netty nio|epoll|io_uring lean|codec PORT");
      }
      return new Command(
          choice(Transport.values(), words[0]), choice(Handler.values(), words[1]), port(words[2]));
    }

    private static <E extends Enum<E>> E choice(E[] all, String name) {
      return Arrays.stream(all)
          .filter(each -> each.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException(name + ": use one of " + Arrays.toString(all)));
    }

    private static int port(String word) {
      int port = word.matches("[0-9]{1,5}") ? Integer.parseInt(word) : -1;
      if (port < 0 || port > MOST_PORT) {
        throw new IllegalArgumentException(word + " is no port from 0 to " + MOST_PORT);
      }
      return port;
    }
  }

  private static ChannelFuture listen(Command command) {
    // The event loop's alone: there is one.
    Map<String, byte[]> store = new HashMap<>();
    return new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(1, command.transport().ioHandler()))
        .channel(command.transport().listener())
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
                command.handler().addTo(channel.pipeline(), store);
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), command.port()));
  }
}
