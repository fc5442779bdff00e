package dev.muxscope.vthreads;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.server.AcceptFailures;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// A listening socket, one thread that accepts, and a thread for each connection. Safe for all
/// threads.
final class BlockingServer implements RunningServer {

  private static final FaultLog LOG = new FaultLog(BlockingServer.class);

  /// How often connections that are to stop are looked at.
  private static final Duration POLL = Duration.ofMillis(2);

  /// How often those that write are looked at; one that writes the same twice is stalled. As often
  /// whether new virtual threads get a carrier.
  private static final Duration LOOK = Duration.ofMillis(100);

  /// How long threads may take to notice that their socket was closed, or that they were
  /// interrupted.
  private static final Duration LAST_GRACE = Duration.ofSeconds(1);

  private final Server server;
  private final ServerSocketChannel channel;
  private final InetSocketAddress address;
  private final ThreadKind kind;
  private final Leases leases = new Leases();
  private final Map<ConnectionTask, Thread> tasks = new ConcurrentHashMap<>();
  private final AcceptFailures failures = new AcceptFailures();
  private final Thread acceptor;

  private BlockingServer(Server server, ServerSocketChannel channel, ThreadKind kind)
      throws IOException {
    this.server = server;
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
    this.kind = kind;
    this.acceptor = Thread.ofPlatform().name("mux-acceptor").unstarted(this::acceptAll);
  }

  /// Begins to serve.
  static BlockingServer start(Server server, ThreadKind kind) throws IOException {
    ServerSocketChannel channel = server.door().listen();
    try {
      var started = new BlockingServer(server, channel, kind);
      Thread.ofPlatform().name("mux-stalls").daemon().start(started::watch);
      started.acceptor.start();
      return started;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    try {
      acceptor.join();
      stopTasks((task, _) -> task.stop(), server.options().grace());
      stopTasks(BlockingServer::endNow, LAST_GRACE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      tasks.forEach(BlockingServer::endNow);
    }
  }

  /// A handler that waits for something else than the client does not notice that its socket is
  /// closed.
  private static void endNow(ConnectionTask task, Thread thread) {
    task.closeNow();
    thread.interrupt();
  }

  /// Does something to each connection that is still there, again and again until none is.
  private void stopTasks(BiConsumer<ConnectionTask, Thread> action, Duration most)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!tasks.isEmpty() && System.nanoTime() - deadline < 0) {
      tasks.forEach(action);
      Thread.sleep(POLL);
    }
  }

  @Override
  public void awaitStop() throws InterruptedException {
    acceptor.join();
  }

  private void acceptAll() {
    while (channel.isOpen()) {
      try {
        SocketChannel accepted = channel.accept();
        server.door().welcome(accepted, session -> serve(accepted, session));
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException | RuntimeException | Error e) {
        failures.note(e);
        pause(AcceptFailures.PAUSE);
      }
    }
  }

  private void serve(SocketChannel accepted, Session session) {
    Transport transport = server.door().transport(accepted, session);
    ConnectionTask task = new ConnectionTask(server, leases, kind, transport, session);
    Thread thread =
        kind.factory()
            .newThread(() -> {
              try {
                task.run();
              } finally {
                tasks.remove(task);
              }
            });
    tasks.put(task, thread);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // The system gives no more threads or memory; those there go on.
      tasks.remove(task);
      throw e;
    }
  }

  private void watch() {
    SecondCarrier second = kind.loneCarrier() ? SecondCarrier.ofThisProcess() : null;
    while (channel.isOpen() || !tasks.isEmpty()) {
      try {
        leases.forEachHolder(ConnectionTask::checkStall);
        if (second != null) {
          second.look();
        }
      } catch (RuntimeException | Error e) {
        LOG.error("connections that wait for others were not looked at", e);
      }
      pause(LOOK);
    }
    if (second != null) {
      second.end();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
