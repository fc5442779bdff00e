package dev.muxscope.select;

import dev.muxscope.common.command.EndReason;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.transport.TlsTransport;
import java.io.IOException;
import java.nio.channels.SelectionKey;

/// A connection until TLS is agreed on. Belongs to the loop's thread.
///
/// ```
///   WAITING ── bytes, or room for them ──► WAITING ── agreed ──► a Connection takes its place
///     │  ▲                                    │
///     ▼  │ computed                           └── not agreed, deadline, stop ──► CLOSED
///   COMPUTING
/// ```
///
/// Signatures and keys take milliseconds, so that a virtual thread computes them while the loop
/// serves others. Nothing is read meanwhile.
final class TlsHandshake implements ReadyHandler, Session.Link {

  private static final FaultLog LOG = new FaultLog(TlsHandshake.class);

  private final LoopContext context;
  private final TlsTransport transport;
  private final Session session;
  private final SelectionKey key;
  private boolean over;

  private TlsHandshake(LoopContext context, TlsTransport transport, Session session)
      throws IOException {
    this.context = context;
    this.transport = transport;
    this.session = session;
    this.key = context.loop().register(transport.channel(), SelectionKey.OP_READ);
  }

  /// Begins it.
  ///
  /// @throws IOException if it cannot be begun: the caller lets the connection go
  static void begin(LoopContext context, TlsTransport transport, Session session)
      throws IOException {
    TlsHandshake handshake = new TlsHandshake(context, transport, session);
    handshake.key.attach(handshake);
    session.link(handshake);
    if (context.loop().stopping()) {
      handshake.guard(handshake::closeNow);
    }
  }

  @Override
  public void disconnect() {
    context.loop().execute(() -> close(session.disconnectReason()));
  }

  /// Nobody subscribes before the handshake is done.
  @Override
  public void deliver() {}

  @Override
  public long besideUnsent() {
    return transport.unsentBytes();
  }

  @Override
  public void onReady() throws IOException {
    if (over) {
      return;
    }
    TlsTransport.Progress progress = transport.handshake();
    context.server().buffers().note(session, transport.keptBytes(), 0);
    switch (progress) {
      case READ -> key.interestOps(SelectionKey.OP_READ);
      case WRITE -> key.interestOps(SelectionKey.OP_WRITE);
      case COMPUTE -> {
        key.interestOps(0);
        Thread.ofVirtual().name("mux-tls").start(this::compute);
      }
      case DONE -> {
        context.server().door().handshakeDone(session);
        Connection.open(context, transport, session, true);
        // Whoever still closes the handshake must not let the connection go.
        over = true;
      }
    }
  }

  private void compute() {
    try {
      transport.compute();
    } finally {
      context.loop().execute(guarded(this::onReady));
    }
  }

  @Override
  public void onFailure(Throwable cause) {
    if (cause instanceof IOException e) {
      close(context.server().door().handshakeFailed(e));
    } else {
      LOG.error("connection ", session, " is closed", cause);
      close(EndReason.of(cause));
    }
  }

  @Override
  public void onStop() {
    closeNow();
  }

  @Override
  public void closeNow() {
    close(EndReason.SERVER_STOPS);
  }

  private void close(String why) {
    if (!over) {
      over = true;
      context.close(session, transport, why);
    }
  }
}
