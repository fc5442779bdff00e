package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Where the clients of one mode play: its server, its time, and what they all share. Safe for all
/// threads.
final class Stage {

  static final int VALUE_BYTES = 64 << 10;

  private final InetSocketAddress server;
  private final Monitor monitor;
  private final Duration patience;
  private final Tally tally;
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();

  /// Connections are opened under its read lock; a storm that fills the server has it for itself,
  /// so that nobody else is refused.
  private final ReadWriteLock storm = new ReentrantReadWriteLock();

  private final byte[] value;
  private volatile boolean over;

  /// @param patience the server's deadlines
  Stage(InetSocketAddress server, Monitor monitor, Tally tally, Duration patience, long seed) {
    this.server = server;
    this.monitor = monitor;
    this.tally = tally;
    this.patience = patience;
    this.value = new byte[VALUE_BYTES];
    new Random(seed).nextBytes(value);
  }

  Tally tally() {
    return tally;
  }

  Monitor monitor() {
    return monitor;
  }

  /// The server's deadlines.
  Duration patience() {
    return patience;
  }

  /// When a server that keeps its deadlines, on a busy machine, has surely closed.
  Duration surelyLate() {
    return patience.multipliedBy(2).plusSeconds(10);
  }

  ReadWriteLock storm() {
    return storm;
  }

  /// What [#VALUE_KEY] holds.
  byte[] value() {
    return value;
  }

  Wire open(int receiveBytes) throws IOException {
    storm.readLock().lock();
    try {
      return openAnyway(receiveBytes);
    } finally {
      storm.readLock().unlock();
    }
  }

  /// Opens one without asking whether a storm is going on.
  Wire openAnyway(int receiveBytes) throws IOException {
    Wire wire = new Wire(server, tally, receiveBytes);
    wires.add(wire);
    return wire;
  }

  void left(Wire wire) {
    wires.remove(wire);
  }

  boolean isOver() {
    return over;
  }

  /// Lets everybody come to an end.
  void end() {
    over = true;
  }

  /// Cuts who does not come to an end; returns how many that were.
  int cutAll() {
    int count = wires.size();
    wires.forEach(Wire::cut);
    return count;
  }

  /// Waits, unless all is over.
  void pause(int millis) throws InterruptedException {
    if (!over) {
      Thread.sleep(millis);
    }
  }
}
