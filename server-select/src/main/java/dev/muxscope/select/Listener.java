package dev.muxscope.select;

import dev.muxscope.common.command.EndReason;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.server.AcceptFailures;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.transport.TlsTransport;
import dev.muxscope.common.transport.Transport;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/// Accepts connections on the first loop, and deals them out to all loops. Belongs to that loop's
/// thread.
final class Listener implements ReadyHandler {

  private static final FaultLog LOG = new FaultLog(Listener.class);

  /// Accepts in one turn of the loop, so that a storm of connections does not hold those there.
  private static final int MAX_ACCEPTS = 256;

  private final Server server;
  private final ServerSocketChannel channel;
  private final List<LoopContext> contexts;
  private final SelectionKey key;
  private final AcceptFailures failures = new AcceptFailures();

  /// Made here, since it is memory that may be wanting after a pause.
  private final Runnable resume = this::resume;

  private int next;

  /// To be made before the loops start.
  Listener(Server server, ServerSocketChannel channel, List<LoopContext> contexts)
      throws IOException {
    this.server = server;
    this.channel = channel;
    this.contexts = contexts;
    this.key = contexts.getFirst().loop().register(channel, 0);
  }

  /// Begins to accept; before the loops start.
  void begin() {
    key.attach(this);
    key.interestOps(SelectionKey.OP_ACCEPT);
  }

  @Override
  public void onReady() throws IOException {
    for (int i = 0; i < MAX_ACCEPTS; i++) {
      SocketChannel accepted = channel.accept();
      if (accepted == null) {
        return;
      }
      server.door().welcome(accepted, session -> hand(accepted, session));
    }
  }

  @Override
  public void onFailure(Throwable cause) {
    failures.note(cause);
    pause();
  }

  @Override
  public void onStop() {
    closeNow();
  }

  @Override
  public void closeNow() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("listening socket not closed: " + e.getMessage());
    }
  }

  private void hand(SocketChannel accepted, Session session) {
    LoopContext context = leastLoaded();
    if (context == contexts.getFirst()) {
      openOrRelease(context, accepted, session);
    } else {
      context.loop().execute(() -> openOrRelease(context, accepted, session));
    }
    // Last: if the loop cannot be told, for want of memory, nobody would count it back.
    context.expect();
  }

  /// Begins to serve a connection, on its loop's thread. Whatever fails of that, nothing of it
  /// stays behind.
  private void openOrRelease(LoopContext context, SocketChannel accepted, Session session) {
    try {
      open(context, accepted, session);
    } catch (IOException | RuntimeException | Error e) {
      Transport.closeQuietly(accepted);
      context.release(session, EndReason.of(e));
      if (!(e instanceof IOException)) {
        LOG.error("connection ", session, " is not served", e);
      }
    }
  }

  private void open(LoopContext context, SocketChannel accepted, Session session)
      throws IOException {
    Transport transport = server.door().transport(accepted, session);
    if (transport instanceof TlsTransport secured) {
      TlsHandshake.begin(context, secured, session);
    } else {
      Connection.open(context, transport, session, false);
    }
  }

  /// In turn while all have as many, so that loops stay level whichever connections end.
  private LoopContext leastLoaded() {
    LoopContext least = contexts.get(next);
    next = (next + 1) % contexts.size();
    for (LoopContext each : contexts) {
      if (each.connections() < least.connections()) {
        least = each;
      }
    }
    return least;
  }

  /// While the key keeps its interest, a failing accept would be reported ready again at once; as
  /// it is, for want of memory, if nobody can be found to end the pause.
  private void pause() {
    try {
      Thread.ofVirtual().start(this::endPause);
      key.interestOps(0);
    } catch (OutOfMemoryError e) {
      failures.note(e);
    }
  }

  private void endPause() {
    try {
      Thread.sleep(AcceptFailures.PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    contexts.getFirst().loop().executeSurely(resume);
  }

  private void resume() {
    if (key.isValid()) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }
}
