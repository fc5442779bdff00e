package dev.muxscope.common.server;

import dev.muxscope.common.command.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// What waits in connections' buffers, and which of them have to go since they, or all together,
/// hold too much. Engines tell it; see [Deadlines] for what waits too long. Safe for all threads,
/// except where a method names the thread that may call it.
public final class Buffers {

  /// What a client may have waiting before it has given the password, in bytes.
  private static final long STRANGERS_BYTES = 64 << 10;

  /// What any client may leave unread, in bytes, whatever the limit: in Redis so much lies in a
  /// buffer that does not count.
  static final long FREE_BYTES = 16 << 10;

  /// Less than this of a connection is not counted, so that short requests count nothing.
  private static final long GRAIN_BYTES = 16 << 10;

  /// One whose end frees memory, and how much.
  private record Holder(Session session, long bytes) {}

  private final Server server;
  private final AtomicLong total = new AtomicLong();
  private final ReentrantLock evicting = new ReentrantLock();

  Buffers(Server server) {
    this.server = server;
  }

  /// Notes what waits in a connection's buffers, and has it closed if that is more than a client
  /// may leave unread. To be called by the thread that runs the connection whenever it changes.
  ///
  /// @param partial bytes of a request that has not arrived whole
  /// @param unsent bytes of replies that the kernel has not taken
  public void note(Session session, int partial, long unsent) {
    boolean same = session.partialBytes() == partial && session.unsentReplies() == unsent;
    // What is counted may be messages, which have been delivered since.
    if (same && session.countedBytes() == 0) {
      return;
    }
    session.holds(partial, unsent);
    recount(session);
    if (unsent > 0) {
      mayBeUnread(session, unsent);
    }
  }

  /// What may be unread by a limit, in bytes.
  static long mostUnread(Limits limits, Limit limit) {
    return Math.max(limits.bytes(limit), FREE_BYTES);
  }

  /// Whether a client may leave so many bytes unread; if not, it is closed.
  boolean mayBeUnread(Session session, long bytes) {
    Limit limit = session.subscribed() ? Limit.PUSH_BYTES : Limit.OUTPUT_BYTES;
    boolean may =
        bytes <= mostUnread(server.limits(), limit)
            && (session.authenticated() || bytes <= STRANGERS_BYTES);
    if (!may) {
      closeLate(session, "too many replies unread");
    }
    return may;
  }

  /// Notes what was read of a connection before it could be executed, in bytes; from any thread.
  public void noteAhead(Session session, long bytes) {
    session.holdsAhead(bytes);
    recount(session);
    if (bytes > STRANGERS_BYTES && !session.authenticated()) {
      closeLate(session, "too much was sent before the password");
    }
  }

  /// Counts anew what waits for a connection, once messages have come or gone; from any thread.
  public void recount(Session session) {
    long bytes = session.heldBytes();
    if (bytes - bytes % GRAIN_BYTES != session.countedBytes()) {
      long change = session.recount(GRAIN_BYTES);
      total.addAndGet(change);
      if (change > 0) {
        enforceLimit();
      }
    }
  }

  /// Nothing waits for a connection that is gone.
  void forget(Session session) {
    session.forgetHeld();
    // However it looks: a publisher may be about to note that messages wait.
    total.addAndGet(session.recount(GRAIN_BYTES));
  }

  /// Closes and counts a connection that kept the server waiting or left too much unread, unless it
  /// is being closed already.
  void closeLate(Session session, String reason) {
    if (!session.disconnecting()) {
      server.counters().late.increment();
      session.disconnect(reason);
    }
  }

  /// What they hold together, in bytes, but for what is too little to count.
  public long total() {
    return total.get();
  }

  /// Closes those that hold most if all hold too much. To be called now and then, too: the limit
  /// may have become lower, or a connection have grown while another thread chose.
  void enforceLimit() {
    if (total.get() > server.limits().bufferBytes() && evicting.tryLock()) {
      try {
        evictLargest();
      } finally {
        evicting.unlock();
      }
    }
  }

  /// Closes those that hold most until the others hold few enough. What the doomed ones hold is
  /// free only a moment later, so it is the others that are counted. They are looked at once: an
  /// event loop may be waiting.
  private void evictLargest() {
    List<Holder> holders = new ArrayList<>();
    long excess = -server.limits().bufferBytes();
    for (Session session : server.sessions()) {
      long bytes = session.disconnecting() ? 0 : session.countedBytes();
      excess += bytes;
      if (bytes > 0 && !session.protectedFromEviction()) {
        holders.add(new Holder(session, bytes));
      }
    }
    if (excess > 0) {
      holders.sort(Comparator.comparingLong(Holder::bytes).reversed());
    }
    for (int i = 0; i < holders.size() && excess > 0; i++) {
      Holder largest = holders.get(i);
      server.counters().evicted.increment();
      largest.session.disconnect("too much in all buffers");
      excess -= largest.bytes;
    }
  }
}
