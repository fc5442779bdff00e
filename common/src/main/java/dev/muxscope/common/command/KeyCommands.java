package dev.muxscope.common.command;

import static dev.muxscope.common.command.Command.Flag.FAST;
import static dev.muxscope.common.command.Command.Flag.READONLY;
import static dev.muxscope.common.command.Command.Flag.WRITE;

import dev.muxscope.common.command.Store.Entry;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.List;

/// The generic group: what goes for keys whatever their values, as in Redis 7.0.
public final class KeyCommands implements CommandSet {

  /// The set.
  public KeyCommands() {}

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands(Store store) {
    ExpireCommand expire = new ExpireCommand(store, "expire", 1000);
    ExpireCommand pexpire = new ExpireCommand(store, "pexpire", 1);
    return List.of(
        Command.of("del", -2, "Deletes keys", (q, _, r) -> delete(store, q, r))
            .since("1.0.0", "key...")
            .with(WRITE)
            .withKeys(1, -1, 1),
        Command.of("unlink", -2, "Deletes keys, as DEL", (q, _, r) -> delete(store, q, r))
            .since("4.0.0", "key...")
            .with(WRITE, FAST)
            .withKeys(1, -1, 1),
        Command.of("exists", -2, "Counts which of the keys exist", (q, _, r) -> exists(store, q, r))
            .since("1.0.0", "key...")
            .with(READONLY, FAST)
            .withKeys(1, -1, 1),
        Command.of("expire", -3, "Sets when a key expires", (q, _, r) -> expire.execute(q, r))
            .since("1.0.0", "key seconds:integer [condition=NX|XX|GT|LT]")
            .with(WRITE, FAST)
            .withKeys(1, 1, 1),
        Command.of("pexpire", -3, "Sets in how many ms", (q, _, r) -> pexpire.execute(q, r))
            .since("2.6.0", "key milliseconds:integer [condition=NX|XX|GT|LT]")
            .with(WRITE, FAST)
            .withKeys(1, 1, 1),
        Command.of(
                "ttl", 2, "Returns how long a key will live", (q, _, r) -> ttl(store, q, r, 1000))
            .since("1.0.0", "key")
            .with(READONLY, FAST)
            .withKeys(1, 1, 1),
        Command.of("pttl", 2, "Returns for how many ms", (q, _, r) -> ttl(store, q, r, 1))
            .since("2.6.0", "key")
            .with(READONLY, FAST)
            .withKeys(1, 1, 1));
  }

  private static void delete(Store store, Request request, ReplyWriter reply) {
    int removed = 0;
    for (int i = 1; i < request.count(); i++) {
      removed += store.remove(request.key(i)) ? 1 : 0;
    }
    reply.integer(removed);
  }

  private static void exists(Store store, Request request, ReplyWriter reply) {
    int found = 0;
    for (int i = 1; i < request.count(); i++) {
      found += store.value(request.key(i)) != null ? 1 : 0;
    }
    reply.integer(found);
  }

  /// @param unit of the reply, in milliseconds, to which it is rounded
  private static void ttl(Store store, Request request, ReplyWriter reply, long unit) {
    Entry entry = store.get(request.key(1));
    if (!entry.exists()) {
      reply.integer(-2);
    } else if (entry.expiresAt() == Store.NEVER) {
      reply.integer(-1);
    } else {
      long left = Math.max(entry.expiresAt() - System.currentTimeMillis(), 0);
      reply.integer((left + unit / 2) / unit);
    }
  }
}
