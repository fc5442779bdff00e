package dev.muxscope.benchmarks.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A way to serve `PING`, `GET` and `SET` by others' code, with a map of the JDK's.
public sealed interface Peer {

  /// Connections that nobody has accepted yet, in all of them.
  int BACKLOG = 4096;

  /// How much an event loop reads at once, as the floor and ours do.
  int MOST_READ = 128 * 1024;

  /// All, in the order of tables.
  static List<Peer> all() {
    Stream<Peer> netty =
        Arrays.stream(Transport.values())
            .flatMap(transport ->
                Arrays.stream(Handler.values()).map(handler -> new Netty(transport, handler)));
    return Stream.concat(Arrays.stream(Jdk.values()), netty).toList();
  }

  /// As it is written on the command line and in tables.
  @Override
  String toString();

  /// Why this machine does not allow it; empty if it does.
  String obstacle();

  /// Serves for ever.
  ///
  /// @param port of the loopback address, 0 for any free one
  /// @param ready told when it listens, where
  /// @throws IOException if it cannot listen
  void serve(int port, Consumer<InetSocketAddress> ready) throws IOException, InterruptedException;

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// What the JDK offers, and nothing else.
  enum Jdk implements Peer {
    SELECT,
    VTHREADS;

    @Override
    public String toString() {
      return this == SELECT ? "jdk-select" : "jdk-vthreads";
    }

    @Override
    public String obstacle() {
      return "";
    }

    @Override
    public void serve(int port, Consumer<InetSocketAddress> ready) throws IOException {
      try (ServerSocketChannel listener = ServerSocketChannel.open()) {
        listener.bind(loopback(port), BACKLOG);
        ready.accept((InetSocketAddress) listener.getLocalAddress());
        switch (this) {
          case SELECT -> JdkSelect.serve(listener);
          case VTHREADS -> JdkVthreads.serve(listener);
        }
      }
    }
  }

  /// An event loop of Netty's.
  record Netty(Transport transport, Handler handler) implements Peer {

    @Override
    public String toString() {
      return "netty-" + transport + "-" + handler;
    }

    @Override
    public String obstacle() {
      return transport.obstacle();
    }

    @Override
    public void serve(int port, Consumer<InetSocketAddress> ready)
        throws IOException, InterruptedException {
      NettyServer.serve(transport, handler, loopback(port), ready);
    }
  }
}
