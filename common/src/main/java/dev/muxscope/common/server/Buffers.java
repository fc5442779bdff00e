package dev.muxscope.common.server;

import dev.muxscope.common.command.Session;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// What all connections' buffers hold together, and who has to go when that is too much. Safe for
/// all threads.
final class Buffers {

  /// Less than this of a connection is not counted, so that short requests count nothing.
  private static final long GRAIN_BYTES = 16 << 10;

  private final Server server;
  private final AtomicLong total = new AtomicLong();
  private final LongAdder evicted = new LongAdder();
  private final ReentrantLock evicting = new ReentrantLock();

  Buffers(Server server) {
    this.server = server;
  }

  /// Notes what a connection's buffers hold now, in bytes.
  void note(Session session, int partial, long unsent) {
    session.holds(partial, unsent);
    count(session);
  }

  /// Counts what a connection's buffers hold now.
  void count(Session session) {
    long bytes = session.heldBytes();
    if (bytes - bytes % GRAIN_BYTES != session.countedBytes()) {
      long change = session.count(GRAIN_BYTES);
      if (total.addAndGet(change) > server.limits().bufferBytes() && change > 0) {
        evict();
      }
    }
  }

  /// What they hold, in bytes, but for what is too little to count.
  long total() {
    return total.get();
  }

  /// How many connections were closed for it.
  long evicted() {
    return evicted.sum();
  }

  /// Closes those that hold most until the others hold few enough. What the doomed ones hold is
  /// free only a moment later, so it is the others that are counted.
  private void evict() {
    if (!evicting.tryLock()) {
      return;
    }
    try {
      Optional<Session> largest = largest();
      while (largest.isPresent() && bytesOfOthers() > server.limits().bufferBytes()) {
        evicted.increment();
        largest.get().disconnect("too much in all buffers");
        largest = largest();
      }
    } finally {
      evicting.unlock();
    }
  }

  private long bytesOfOthers() {
    return others().mapToLong(Session::countedBytes).sum();
  }

  private Optional<Session> largest() {
    return others()
        .filter(session -> !session.protectedFromEviction())
        .max(Comparator.comparingLong(Session::countedBytes));
  }

  private Stream<Session> others() {
    return server.sessions().stream().filter(session -> !session.disconnecting());
  }
}
