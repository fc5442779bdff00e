package dev.muxscope.common.server;

import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.transport.TlsIdentity;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/// What a server does by the clock: it closes connections that are late or hold too much, lets keys
/// expire, bounds the heap and reads changed certificates, from when it listens until it has
/// stopped. Belongs to a thread of its own.
final class Housekeeping {

  private static final FaultLog LOG = new FaultLog(Housekeeping.class);
  private static final String FAILED = "housekeeping failed, and goes on";
  private static final long CHORES_NANOS = 1_000_000_000;

  private final Server server;
  private final Deadlines deadlines;

  /// Made with the first chores: that takes longer than much of the server's start.
  private @Nullable HeapBound heap;

  private long choresDone = System.nanoTime();

  Housekeeping(Server server) {
    this(server, null);
  }

  Housekeeping(Server server, @Nullable HeapBound heap) {
    this.server = server;
    this.heap = heap;
    this.deadlines = new Deadlines(server);
  }

  /// Has a thread keep house for a server that listens.
  static void begin(Server server, Channel listening) {
    Housekeeping housekeeping = new Housekeeping(server);
    Thread.ofPlatform().name("mux-timer").daemon().start(() -> housekeeping.run(listening));
  }

  /// Keeps house until nobody can come any more, and all have gone.
  void run(Channel listening) {
    FaultLog.warmUp();
    try {
      long pause = Deadlines.LEAST_INTERVAL_MILLIS;
      while (listening.isOpen() || server.connections() > 0) {
        Thread.sleep(pause);
        pause = look(System.nanoTime());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One fault is not to be the end of all deadlines, nor one chore that fails at each look.
  ///
  /// @param now [System#nanoTime]
  /// @return the pause until the next look, in milliseconds
  long look(long now) {
    if (now - choresDone > CHORES_NANOS) {
      choresDone = now;
      doChores();
    }
    try {
      long pause = deadlines.look(now);
      server.buffers().enforceLimit();
      return pause;
    } catch (RuntimeException | Error e) {
      LOG.error(FAILED, e);
      return Deadlines.MOST_INTERVAL_MILLIS;
    }
  }

  private void doChores() {
    try {
      server.store().sweep();
      server.options().security().tls().ifPresent(TlsIdentity::refresh);
      heap = heap == null ? new HeapBound() : heap;
      heap.look(server.counters().requests(), server.store().size());
    } catch (RuntimeException | Error e) {
      LOG.error(FAILED, e);
    }
  }
}
