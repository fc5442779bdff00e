package dev.muxscope.common.server;

import dev.muxscope.common.command.Session;
import java.util.HashMap;
import java.util.Map;

/// Closes connections that keep the server waiting too long: with a request that does not arrive
/// whole, with replies that they do not read, or with nothing at all.
///
/// Engines only note what waits ([Buffers#note]), which costs two stores a request. One thread
/// looks at all connections, once a second or, where a deadline is shorter, at a quarter of it; to
/// look at 20,000 takes it about 2 ms. So a deadline is kept with that much to spare, a connection
/// that owes nothing costs no memory, and no event loop has timers. It belongs to that thread.
final class Deadlines {

  static final long LEAST_INTERVAL_MILLIS = 50;
  static final long MOST_INTERVAL_MILLIS = 1000;

  /// While a client sends or takes at least so many bytes a second, its time does not run: a large
  /// value over a slow line is no attack, and a byte now and then is no progress.
  static final long FAIR_BYTES_PER_SECOND = 64 << 10;

  private static final long SECOND = 1_000_000_000;
  private static final Limit[] TIMES = {
    Limit.REQUEST_TIME,
    Limit.UNREAD_TIME,
    Limit.IDLE_TIME,
    Limit.OUTPUT_SOFT_TIME,
    Limit.PUSH_SOFT_TIME,
    Limit.HANDSHAKE_TIME
  };

  private static final String SLOW_HANDSHAKE = "TLS was not agreed on in time";

  /// Not since any time.
  private static final long NEVER = Long.MIN_VALUE;

  /// A connection that owes something, as it was when last looked at; times as [System#nanoTime].
  ///
  /// @param requests how many it had sent
  /// @param partial bytes of its request that was not whole
  /// @param written bytes that it had been sent
  /// @param unsent bytes that were to follow
  /// @param partialSince since when no request has become whole, nor has come fast enough
  /// @param unsentSince since when replies have not been read, nor taken fast enough
  /// @param largeSince since when more has been unread than may be for long
  /// @param manySince the same for a subscriber, whom other bounds hold for
  private record Debtor(
      long lookedAt,
      long requests,
      long partial,
      long written,
      long unsent,
      long partialSince,
      long unsentSince,
      long largeSince,
      long manySince) {

    private static Debtor first(Session session, long now) {
      return new Debtor(
          now, session.requests(), 0, session.bytesWritten(), 0, NEVER, NEVER, NEVER, NEVER);
    }

    private Debtor next(Session session, Limits limits, long now) {
      boolean sameRequest =
          requests == session.requests() && !isFair(session.partialBytes() - partial, now);
      // While a request is executed, what follows may well be whole; a handshake is no request.
      boolean waits = session.partialBytes() > 0 && !session.executing() && !session.handshaking();
      long taken = session.bytesWritten() - written;
      // Messages are held back while a request is executed: that they wait is not the client's
      // doing.
      long owed = session.executing() ? session.unsentReplies() : session.unsentBytes();
      // Small replies of a server that is busy may be on their way whenever one looks.
      boolean stalled = taken < unsent && !isFair(taken, now);
      boolean subscribed = session.subscribed();
      boolean large = !subscribed && owed > Buffers.mostUnread(limits, Limit.OUTPUT_SOFT_BYTES);
      boolean many = subscribed && owed > Buffers.mostUnread(limits, Limit.PUSH_SOFT_BYTES);
      return new Debtor(
          now,
          session.requests(),
          session.partialBytes(),
          session.bytesWritten(),
          owed,
          since(waits, sameRequest ? partialSince : NEVER, now),
          since(owed > 0, stalled ? unsentSince : NEVER, now),
          since(large, largeSince, now),
          since(many, manySince, now));
    }

    private boolean isFair(long bytes, long now) {
      return bytes > 0 && bytes * SECOND >= FAIR_BYTES_PER_SECOND * (now - lookedAt);
    }

    private static long since(boolean owes, long before, long now) {
      return !owes ? NEVER : before == NEVER ? now : before;
    }
  }

  private final Server server;
  private Map<Session, Debtor> debtors = new HashMap<>();

  Deadlines(Server server) {
    this.server = server;
  }

  /// Looks at all connections, and has those closed that are late.
  ///
  /// @param now [System#nanoTime]
  /// @return how long to wait until the next look, in milliseconds
  long look(long now) {
    Limits limits = server.limits();
    Map<Session, Debtor> still = new HashMap<>();
    for (Session session : server.sessions()) {
      if (session.disconnecting()) {
        // It may have failed for want of memory.
        session.disconnect(session.disconnectReason());
      }
      if (session.countedBytes() > 0) {
        // A publisher may have counted a message at the moment at which it was delivered.
        server.buffers().recount(session);
      }
      String reason = "";
      if (session.partialBytes() > 0 || session.unsentBytes() > 0) {
        Debtor before = debtors.get(session);
        Debtor since = before == null ? Debtor.first(session, now) : before;
        Debtor debtor = since.next(session, limits, now);
        still.put(session, debtor);
        reason = late(session, debtor, limits, now);
      }
      if (session.executing() || session.unsentBytes() > 0) {
        // It waits for the server, or takes what it was sent.
        session.noteActive(now);
      } else if (reason.isEmpty()) {
        reason = idle(session, limits, now);
      }
      if (!reason.isEmpty()) {
        server.buffers().closeLate(session, reason);
      }
    }
    debtors = still;
    return interval(limits);
  }

  private static String idle(Session session, Limits limits, long now) {
    if (session.handshaking()) {
      boolean slow = now - session.openedNanos() > limits.nanos(Limit.HANDSHAKE_TIME);
      return slow ? SLOW_HANDSHAKE : "";
    }
    long most = limits.nanos(Limit.IDLE_TIME);
    if (!session.authenticated()) {
      most = Math.min(most, limits.nanos(Limit.REQUEST_TIME));
    }
    boolean late = now - session.activeNanos() > most;
    return late && !session.subscribed() ? "idle for too long" : "";
  }

  /// Why a connection has to go, empty if it may stay.
  private String late(Session session, Debtor debtor, Limits limits, long now) {
    // What it may leave unread can have become less. Messages wait while replies are sent, however
    // fast the client takes these: so each is compared by itself.
    long unread = Math.max(session.unsentReplies(), session.pushes().bytes());
    if (!server.buffers().mayBeUnread(session, unread)) {
      return session.disconnectReason();
    }
    if (isPast(debtor.unsentSince, limits.nanos(Limit.UNREAD_TIME), now)) {
      return "replies were not read in time";
    }
    if (isPast(debtor.largeSince, limits.softNanos(Limit.OUTPUT_SOFT_TIME), now)) {
      return "too many replies were unread for too long";
    }
    if (isPast(debtor.manySince, limits.softNanos(Limit.PUSH_SOFT_TIME), now)) {
      return "too many messages were unread for too long";
    }
    // While replies are unread, what follows may well be whole.
    if (session.unsentBytes() == 0
        && isPast(debtor.partialSince, limits.nanos(Limit.REQUEST_TIME), now)) {
      return "a request did not arrive whole in time";
    }
    return "";
  }

  private static boolean isPast(long since, long most, long now) {
    return since != NEVER && now - since > most;
  }

  private static long interval(Limits limits) {
    long shortest = Long.MAX_VALUE;
    for (Limit time : TIMES) {
      shortest = Math.min(shortest, limits.nanos(time) / 1_000_000);
    }
    return Math.clamp(shortest / 4, LEAST_INTERVAL_MILLIS, MOST_INTERVAL_MILLIS);
  }
}
