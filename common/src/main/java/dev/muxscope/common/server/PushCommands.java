package dev.muxscope.common.server;

import static dev.muxscope.common.command.Command.Flag.FAST;
import static dev.muxscope.common.command.Command.Flag.LOADING;
import static dev.muxscope.common.command.Command.Flag.NOSCRIPT;
import static dev.muxscope.common.command.Command.Flag.PUBSUB;
import static dev.muxscope.common.command.Command.Flag.STALE;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The push group: messages from connection to connection, as in Redis 7.0.
final class PushCommands implements CommandSet {

  private final Server server;
  private final Subscriptions subscriptions;

  PushCommands(Server server) {
    this.server = server;
    this.subscriptions = server.subscriptions();
  }

  @Override
  public String group() {
    return "pubsub";
  }

  @Override
  public List<Command> commands(Store store) {
    return List.of(
        Command.of("subscribe", -2, "Listens to channels", this::subscribe)
            .since("2.0.0", "channel...")
            .with(PUBSUB, NOSCRIPT, LOADING, STALE),
        Command.of("unsubscribe", -1, "Listens to channels no more", this::unsubscribe)
            .since("2.0.0", "[channel...]")
            .with(PUBSUB, NOSCRIPT, LOADING, STALE),
        Command.of("psubscribe", -2, "Listens to channels by pattern", this::psubscribe)
            .since("2.0.0", "<pattern=pattern>...")
            .with(PUBSUB, NOSCRIPT, LOADING, STALE),
        Command.of("punsubscribe", -1, "Listens to patterns no more", this::punsubscribe)
            .since("2.0.0", "[pattern...]")
            .with(PUBSUB, NOSCRIPT, LOADING, STALE),
        Command.of("publish", 3, "Sends a message to those who listen", this::publish)
            .since("2.0.0", "channel message")
            .with(PUBSUB, LOADING, STALE, FAST),
        Command.group(
                "pubsub",
                "Shows who listens",
                List.of(
                    Command.of("pubsub|channels", -2, "Lists channels", (q, _, r) -> channels(q, r))
                        .since("2.8.0", "[pattern]")
                        .with(PUBSUB, LOADING, STALE),
                    Command.of("pubsub|numpat", 2, "Counts patterns", (_, _, r) -> numpat(r))
                        .since("2.8.0", "")
                        .with(PUBSUB, LOADING, STALE),
                    Command.of("pubsub|numsub", -2, "Counts listeners", (q, _, r) -> numsub(q, r))
                        .since("2.8.0", "[channel...]")
                        .with(PUBSUB, LOADING, STALE)))
            .since("2.8.0", ""));
  }

  private void subscribe(Request request, Session session, ReplyWriter reply) {
    requireRoom(request, session, session.pushes().channels());
    joinEach(request, session, reply, "subscribe", subscriptions::join);
  }

  private void psubscribe(Request request, Session session, ReplyWriter reply) {
    requireRoom(request, session, session.pushes().patterns());
    joinEach(request, session, reply, "psubscribe", subscriptions::joinMatching);
  }

  private void requireRoom(Request request, Session session, Set<Key> there) {
    long room = server.limits().get(Limit.SUBSCRIPTIONS) - session.pushes().count();
    if (request.count() - 1 > room && countNew(request, there) > room) {
      throw new CommandException("ERR max number of subscriptions reached");
    }
  }

  /// How many subscriptions a request adds: it may name what is there already, or a name twice.
  private static int countNew(Request request, Set<Key> there) {
    Set<Key> added = new HashSet<>();
    for (int i = 1; i < request.count(); i++) {
      if (!there.contains(request.key(i))) {
        added.add(request.key(i).copy());
      }
    }
    return added.size();
  }

  private static void joinEach(
      Request request,
      Session session,
      ReplyWriter reply,
      String kind,
      BiConsumer<Session, Key> join) {
    for (int i = 1; i < request.count(); i++) {
      Key name = request.key(i).copy();
      join.accept(session, name);
      confirm(reply, kind, name, session);
    }
  }

  private void unsubscribe(Request request, Session session, ReplyWriter reply) {
    Set<Key> all = session.pushes().channels();
    leaveEach(request, session, reply, "unsubscribe", all, subscriptions::leave);
  }

  private void punsubscribe(Request request, Session session, ReplyWriter reply) {
    Set<Key> all = session.pushes().patterns();
    leaveEach(request, session, reply, "punsubscribe", all, subscriptions::leaveMatching);
  }

  /// Without names it leaves all, and is confirmed even if there are none.
  private static void leaveEach(
      Request request,
      Session session,
      ReplyWriter reply,
      String kind,
      Set<Key> all,
      BiConsumer<Session, Key> leave) {
    for (int i = 1; i < request.count(); i++) {
      leave(session, reply, kind, request.key(i).copy(), leave);
    }
    if (request.count() == 1 && all.isEmpty()) {
      reply.push(3);
      reply.bulk(kind);
      reply.nothing();
      reply.integer(session.pushes().count());
      reply.endPush();
    } else if (request.count() == 1) {
      for (Key name : all.toArray(Key[]::new)) {
        leave(session, reply, kind, name, leave);
      }
    }
  }

  /// What was published before comes before the confirmation.
  private static void leave(
      Session session, ReplyWriter reply, String kind, Key name, BiConsumer<Session, Key> leave) {
    leave.accept(session, name);
    session.pushes().drainAllTo(reply);
    confirm(reply, kind, name, session);
  }

  private static void confirm(ReplyWriter reply, String kind, Key name, Session session) {
    reply.push(3);
    reply.bulk(kind);
    reply.bulk(name.bytes());
    reply.integer(session.pushes().count());
    reply.endPush();
  }

  /// A publisher that listens itself gets its message before the reply, as from Redis.
  private void publish(Request request, Session session, ReplyWriter reply) {
    int receivers = subscriptions.publish(request.key(1).copy(), request, 2);
    session.pushes().drainAllTo(reply);
    reply.integer(receivers);
  }

  private void channels(Request request, ReplyWriter reply) {
    if (request.count() > 3) {
      throw CommandException.wrongCount(request, "PUBSUB");
    }
    Stream<Key> all = subscriptions.channels().stream();
    List<Key> found = request.count() == 2 ? all.toList() : matching(request, all).toList();
    reply.array(found.size());
    found.forEach(name -> reply.bulk(name.bytes()));
  }

  private static Stream<Key> matching(Request request, Stream<Key> names) {
    Glob wanted = Glob.of(request.bytes(2));
    return names.filter(name -> wanted.matches(name.bytes()));
  }

  private void numpat(ReplyWriter reply) {
    reply.integer(subscriptions.patterns());
  }

  private void numsub(Request request, ReplyWriter reply) {
    // A flat array in RESP3 too, as in Redis.
    reply.array(2 * (request.count() - 2));
    for (int i = 2; i < request.count(); i++) {
      reply.bulk(request, i);
      reply.integer(subscriptions.subscribers(request.key(i)).size());
    }
  }
}
