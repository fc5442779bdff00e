package dev.muxscope.common.server;

import dev.muxscope.common.command.Pushes;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.Request;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Who subscribes to what. Safe for all threads. A session's own subscriptions are changed by the
/// thread that executes its requests, and by the one that closes it meanwhile: what is joined then
/// is left at once. The session knows all that it has joined, and more only where memory was
/// wanting: to join or to leave once more then does what is left of it.
final class Subscriptions {

  /// Those who subscribe to one pattern.
  private record Matching(Glob glob, Set<Session> sessions) {}

  private final Server server;
  private final Map<Key, Set<Session>> channels = new ConcurrentHashMap<>();
  private final Map<Key, Matching> patterns = new ConcurrentHashMap<>();

  Subscriptions(Server server) {
    this.server = server;
  }

  void join(Session session, Key channel) {
    session.subscriber().channels().add(channel);
    channels.compute(
        channel,
        (_, old) -> {
          Set<Session> sessions = old == null ? ConcurrentHashMap.newKeySet() : old;
          sessions.add(session);
          return sessions;
        });
    if (!session.pushes().channels().contains(channel)) {
      leave(session, channel);
    }
  }

  void joinMatching(Session session, Key pattern) {
    session.subscriber().patterns().add(pattern);
    patterns.compute(
        pattern,
        (key, old) -> {
          Matching matching =
              old == null ? new Matching(Glob.of(key.bytes()), ConcurrentHashMap.newKeySet()) : old;
          matching.sessions.add(session);
          return matching;
        });
    if (!session.pushes().patterns().contains(pattern)) {
      leaveMatching(session, pattern);
    }
  }

  /// The session forgets first, so that who joins meanwhile sees it. The function is there before:
  /// no want of memory may come between the two.
  void leave(Session session, Key channel) {
    BiFunction<Key, Set<Session>, @Nullable Set<Session>> leaving =
        (_, sessions) -> without(session, sessions);
    session.pushes().channels().remove(channel);
    channels.computeIfPresent(channel, leaving);
  }

  /// As [#leave].
  void leaveMatching(Session session, Key pattern) {
    BiFunction<Key, Matching, @Nullable Matching> leaving =
        (_, old) -> without(session, old.sessions) == null ? null : old;
    session.pushes().patterns().remove(pattern);
    patterns.computeIfPresent(pattern, leaving);
  }

  /// Ends all that a session subscribes to.
  void leaveAll(Session session) {
    if (!session.subscribed()) {
      return;
    }
    for (Key channel : session.pushes().channels().toArray(Key[]::new)) {
      leave(session, channel);
    }
    for (Key pattern : session.pushes().patterns().toArray(Key[]::new)) {
      leaveMatching(session, pattern);
    }
  }

  @SuppressWarnings("NullAway") // How a map is told to forget a key.
  private static Set<Session> without(Session session, Set<Session> sessions) {
    sessions.remove(session);
    return sessions.isEmpty() ? null : sessions;
  }

  /// Sends a message to all who want it, without waiting for any of them.
  ///
  /// @param payload the index of the argument that is sent; it is copied only if anybody wants it
  /// @return how many they are; one that also subscribes to a pattern counts for each
  int publish(Key channel, Request request, int payload) {
    byte[] name = channel.bytes();
    int receivers = 0;
    Message toListeners = Message.of(name, request, payload);
    for (Session each : subscribers(channel)) {
      receivers += send(each, each.pushes().channels(), channel, toListeners);
    }
    for (Map.Entry<Key, Matching> each : patterns.entrySet()) {
      Matching matching = each.getValue();
      if (matching.glob.matches(name)) {
        byte[] pattern = each.getKey().bytes();
        Message toMatching = Message.matching(pattern, name, request, payload);
        receivers += publish(each.getKey(), matching, toMatching);
      }
    }
    return receivers;
  }

  private int publish(Key pattern, Matching matching, Message message) {
    int receivers = 0;
    for (Session each : matching.sessions) {
      receivers += send(each, each.pushes().patterns(), pattern, message);
    }
    return receivers;
  }

  /// What may wait only for some time is the business of [Deadlines], who see when it is less.
  ///
  /// @return how many receivers that is: one, for whom it may be too much, or none if it has left
  ///   meanwhile, or is being closed
  private int send(Session session, Set<Key> names, Key name, Message message) {
    if (session.disconnecting()) {
      return 0;
    }
    // Messages that the engine has taken, and replies before them, are as unread as those here.
    long most = Buffers.mostUnread(server.limits(), Limit.PUSH_BYTES) - session.unsentReplies();
    Pushes.Offer offer = session.pushes().offer(names, name, message.encoded(), most);
    server.buffers().recount(session);
    if (offer == Pushes.Offer.TOO_MUCH) {
      server.buffers().closeLate(session, "too many messages unread");
    }
    return offer == Pushes.Offer.UNWANTED ? 0 : 1;
  }

  /// Who subscribes to a channel by its name.
  Collection<Session> subscribers(Key channel) {
    return channels.getOrDefault(channel, Set.of());
  }

  /// The channels that anybody subscribes to by name.
  Collection<Key> channels() {
    return channels.keySet();
  }

  /// How many patterns anybody subscribes to.
  int patterns() {
    return patterns.size();
  }
}
