package dev.muxscope.common.command;

import dev.muxscope.common.command.Store.Entry;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;

/// `EXPIRE key seconds [NX | XX | GT | LT]`, and `PEXPIRE` in milliseconds.
final class ExpireCommand {

  /// The conditions that a call names.
  ///
  /// @param ifNone only if there is no expiry yet
  /// @param ifSome only if there is an expiry
  /// @param later only if the new expiry is later; no expiry counts as the latest
  /// @param sooner only if the new expiry is sooner
  private record Conditions(boolean ifNone, boolean ifSome, boolean later, boolean sooner) {

    boolean allow(long old, long next) {
      boolean none = old == Store.NEVER;
      return !(ifNone && !none)
          && !(ifSome && none)
          && !(later && (none || next <= old))
          && !(sooner && !none && next >= old);
    }
  }

  private final Store store;
  private final String name;
  private final long unit;

  /// @param name of the command
  /// @param unit of its argument, in milliseconds
  ExpireCommand(Store store, String name, long unit) {
    this.store = store;
    this.name = name;
    this.unit = unit;
  }

  void execute(Request request, ReplyWriter reply) {
    Conditions conditions = conditions(request);
    long time = StoreCommands.number(request, 2);
    long now = System.currentTimeMillis();
    if (time > (Long.MAX_VALUE - now) / unit || time < Long.MIN_VALUE / unit) {
      throw new CommandException("ERR invalid expire time in '" + name + "' command");
    }
    long expiresAt = now + time * unit;
    boolean[] done = {false};
    store.update(
        request.key(1),
        old -> {
          done[0] = old.exists() && conditions.allow(old.expiresAt(), expiresAt);
          if (!done[0]) {
            return old;
          }
          return time <= 0 ? Store.ABSENT : new Entry(old.value(), expiresAt);
        });
    reply.integer(done[0] ? 1 : 0);
  }

  private static Conditions conditions(Request request) {
    boolean nx = false;
    boolean xx = false;
    boolean gt = false;
    boolean lt = false;
    for (int i = 3; i < request.count(); i++) {
      if (request.matches(i, "NX")) {
        nx = true;
      } else if (request.matches(i, "XX")) {
        xx = true;
      } else if (request.matches(i, "GT")) {
        gt = true;
      } else if (request.matches(i, "LT")) {
        lt = true;
      } else {
        throw CommandException.quoting("ERR Unsupported option " + request.quoted(i));
      }
    }
    if (nx && (xx || gt || lt)) {
      throw new CommandException(
          "ERR NX and XX, GT or LT options at the same time are not compatible");
    }
    if (gt && lt) {
      throw new CommandException("ERR GT and LT options at the same time are not compatible");
    }
    return new Conditions(nx, xx, gt, lt);
  }
}
