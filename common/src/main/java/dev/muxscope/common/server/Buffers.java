package dev.muxscope.common.server;

import dev.muxscope.common.command.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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

  /// How much less than the limit is left once it was passed, as a part of it: or each connection
  /// that grows would have all looked at again.
  private static final long SLACK_PART = 32;

  /// One whose end frees memory, and how much.
  ///
  /// @param stranger whether it has not shown who it is
  private record Holder(Session session, boolean stranger, long bytes) {

    /// Nobody who is known goes for what strangers hold.
    private static final Comparator<Holder> FIRST_TO_GO =
        Comparator.comparing(Holder::stranger).thenComparingLong(Holder::bytes).reversed();

    private static Holder of(Session session, long bytes) {
      return new Holder(session, !session.authenticated() || session.handshaking(), bytes);
    }
  }

  private final Server server;
  private final Supplier<Collection<Session>> sessions;
  private final AtomicLong total = new AtomicLong();

  /// How much of it those hold that are being closed, as far as is known: found out whenever all
  /// are looked at.
  private final AtomicLong doomed = new AtomicLong();

  private final ReentrantLock evicting = new ReentrantLock();

  Buffers(Server server) {
    this(server, server::sessions);
  }

  /// @param sessions who is connected, asked for whenever all are looked at
  Buffers(Server server, Supplier<Collection<Session>> sessions) {
    this.server = server;
    this.sessions = sessions;
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

  /// Notes what was read of a connection before it could be executed; from any thread.
  ///
  /// @param bytes that were read
  /// @param room bytes of memory for more
  public void noteAhead(Session session, long bytes, int room) {
    session.holdsAhead(bytes + room);
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
        evictIfTooMuch();
      }
    }
  }

  /// Nothing waits for a connection that is gone.
  void forget(Session session) {
    session.forgetHeld();
    // However it looks: a publisher may be about to note that messages wait.
    long change = session.recount(GRAIN_BYTES);
    total.addAndGet(change);
    if (session.disconnecting()) {
      // No less than none: one that was closed for another reason may not be among them.
      doomed.accumulateAndGet(change, (known, more) -> Math.max(known + more, 0));
    }
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
  /// may have become lower, or a connection have grown while another thread chose, or one that is
  /// being closed have shrunk.
  void enforceLimit() {
    doomed.set(0);
    evictIfTooMuch();
  }

  private void evictIfTooMuch() {
    long staying = total.get() - doomed.get();
    if (staying > server.limits().bufferBytes() && evicting.tryLock()) {
      try {
        lookAtAll();
      } finally {
        evicting.unlock();
      }
    }
  }

  /// What the doomed ones hold is free only a moment later, so it is the others that are counted.
  /// They are looked at once: an event loop may be waiting.
  private void lookAtAll() {
    List<Holder> holders = new ArrayList<>();
    long going = 0;
    long staying = 0;
    for (Session session : sessions.get()) {
      long bytes = session.countedBytes();
      if (session.disconnecting()) {
        going += bytes;
      } else {
        staying += bytes;
        if (bytes > 0 && !session.protectedFromEviction()) {
          holders.add(Holder.of(session, bytes));
        }
      }
    }
    doomed.set(going);
    long limit = server.limits().bufferBytes();
    if (staying > limit) {
      evict(holders, staying - (limit - limit / SLACK_PART));
    }
  }

  /// Closes strangers first, then who holds most, until so many bytes are doomed.
  private void evict(List<Holder> holders, long excess) {
    holders.sort(Holder.FIRST_TO_GO);
    long left = excess;
    for (int i = 0; i < holders.size() && left > 0; i++) {
      Holder next = holders.get(i);
      server.counters().evicted.increment();
      doomed.addAndGet(next.bytes);
      next.session.disconnect("too much in all buffers");
      left -= next.bytes;
    }
  }
}
