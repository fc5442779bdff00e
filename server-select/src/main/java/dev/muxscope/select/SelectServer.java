package dev.muxscope.select;

import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/// A listening socket and the event loops behind it. Safe for all threads.
final class SelectServer implements RunningServer {

  private final Server server;
  private final InetSocketAddress address;
  private final List<EventLoop> loops;

  private SelectServer(Server server, InetSocketAddress address, List<EventLoop> loops) {
    this.server = server;
    this.address = address;
    this.loops = loops;
  }

  static SelectServer start(Server server) throws IOException {
    ServerSocketChannel channel = server.listen();
    channel.configureBlocking(false);
    List<LoopContext> contexts = new ArrayList<>();
    for (int i = 0; i < server.options().eventLoops(); i++) {
      contexts.add(new LoopContext(new EventLoop(i, server.counters()), server));
    }
    new Listener(server, channel, contexts).begin();
    List<EventLoop> loops = contexts.stream().map(LoopContext::loop).toList();
    loops.forEach(EventLoop::start);
    return new SelectServer(server, (InetSocketAddress) channel.getLocalAddress(), loops);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    loops.forEach(loop -> loop.stop(server.options().grace()));
    try {
      awaitStop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void awaitStop() throws InterruptedException {
    for (EventLoop loop : loops) {
      loop.join();
    }
  }
}
