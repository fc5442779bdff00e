package dev.muxscope.select;

import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A listening socket and the event loops behind it. Safe for all threads.
final class SelectServer implements RunningServer {

  /// Loops end at the end of the grace by themselves, unless a handler holds one.
  private static final Duration AFTER_GRACE = Duration.ofMillis(500);

  private static final Duration LAST_GRACE = Duration.ofSeconds(1);

  private final Server server;
  private final InetSocketAddress address;
  private final List<EventLoop> loops;
  private final Workers workers;

  /// A loop that ends by itself would leave its connections and a part of the new ones unserved, so
  /// that the first one to end is the end of the server.
  private final CountDownLatch firstEnd;

  private SelectServer(
      Server server,
      InetSocketAddress address,
      List<EventLoop> loops,
      Workers workers,
      CountDownLatch firstEnd) {
    this.firstEnd = firstEnd;
    this.server = server;
    this.address = address;
    this.loops = loops;
    this.workers = workers;
  }

  /// Makes selectors.
  interface Selectors {
    Selector open() throws IOException;
  }

  static SelectServer start(Server server) throws IOException {
    return start(server, server.door().listen(), Selector::open);
  }

  /// Starts with a socket that listens, which it closes if it cannot.
  static SelectServer start(Server server, ServerSocketChannel channel, Selectors selectors)
      throws IOException {
    try {
      return startLoops(server, channel, selectors, Workers.of(server.options().dispatch()));
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static SelectServer startLoops(
      Server server, ServerSocketChannel channel, Selectors selectors, Workers workers)
      throws IOException {
    CountDownLatch firstEnd = new CountDownLatch(1);
    List<EventLoop> loops = new ArrayList<>();
    List<LoopContext> contexts = new ArrayList<>();
    try {
      for (int i = 0; i < server.options().eventLoops(); i++) {
        EventLoop loop = new EventLoop(i, selectors.open(), server.counters(), firstEnd::countDown);
        loops.add(loop);
        contexts.add(new LoopContext(loop, server, workers));
      }
      new Listener(server, channel, contexts).begin();
      loops.forEach(EventLoop::start);
      return new SelectServer(
          server, (InetSocketAddress) channel.getLocalAddress(), loops, workers, firstEnd);
    } catch (IOException | RuntimeException | Error e) {
      loops.forEach(EventLoop::giveUp);
      workers.stop();
      throw e;
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    close(LAST_GRACE);
  }

  /// @param lastGrace how long a handler that holds its loop may take to notice that it was
  ///   interrupted
  void close(Duration lastGrace) {
    Duration grace = server.options().grace();
    loops.forEach(loop -> loop.stop(grace));
    try {
      join(grace.plus(AFTER_GRACE));
      loops.forEach(EventLoop::interrupt);
      join(lastGrace);
    } catch (InterruptedException _) {
      loops.forEach(EventLoop::interrupt);
      Thread.currentThread().interrupt();
    } finally {
      // Whoever still executes after the grace does so for nobody.
      workers.stop();
    }
  }

  private void join(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    for (EventLoop loop : loops) {
      loop.join(deadline);
    }
  }

  @Override
  public void awaitStop() throws InterruptedException {
    firstEnd.await();
  }
}
