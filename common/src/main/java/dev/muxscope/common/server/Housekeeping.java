package dev.muxscope.common.server;

import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.transport.TlsIdentity;

/// What a server does by the clock: it closes connections that are late or hold too much, lets keys
/// expire, bounds the heap and reads changed certificates, as long as the process runs. Runs in a
/// thread of its own.
final class Housekeeping implements Runnable {

  private static final FaultLog LOG = new FaultLog(Housekeeping.class);
  private static final long CHORES_NANOS = 1_000_000_000;

  private final Server server;
  private final Deadlines deadlines;
  private final HeapBound heap = new HeapBound();
  private long choresDone = System.nanoTime();

  Housekeeping(Server server) {
    this.server = server;
    this.deadlines = new Deadlines(server);
  }

  @Override
  public void run() {
    FaultLog.warmUp();
    try {
      long pause = Deadlines.LEAST_INTERVAL_MILLIS;
      while (true) {
        Thread.sleep(pause);
        pause = look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One fault is not to be the end of all deadlines; returns the pause until the next look, in
  /// milliseconds.
  private long look() {
    try {
      long now = System.nanoTime();
      if (now - choresDone > CHORES_NANOS) {
        choresDone = now;
        server.store().sweep();
        heap.look(server.counters().requests.sum(), server.store().size());
        server.options().security().tls().ifPresent(TlsIdentity::refresh);
      }
      long pause = deadlines.look(now);
      server.buffers().enforceLimit();
      return pause;
    } catch (RuntimeException | Error e) {
      LOG.error("housekeeping failed, and goes on", e);
      return Deadlines.MOST_INTERVAL_MILLIS;
    }
  }
}
