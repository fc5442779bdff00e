package dev.muxscope.common.command;

import dev.muxscope.common.command.Store.Entry;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;

/// `SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | KEEPTTL]`
final class SetCommand {

  private static final String SYNTAX = "ERR syntax error";

  /// What a call asks for besides key and value. Filled in one pass over its arguments.
  private static final class Options {

    private boolean ifAbsent;
    private boolean ifPresent;
    private boolean get;
    private boolean keepExpiry;

    /// The index of the argument with the time, 0 if there is none.
    private int expiryAt;

    /// Milliseconds in a unit of that time.
    private long unit = 1;

    private static Options of(Request request) {
      Options options = new Options();
      int next = 3;
      while (next < request.count()) {
        next = options.take(request, next);
      }
      return options;
    }

    /// Takes the option at `i`.
    ///
    /// @return where the next one is
    private int take(Request request, int i) {
      if (request.matches(i, "NX") && !ifPresent) {
        ifAbsent = true;
      } else if (request.matches(i, "XX") && !ifAbsent) {
        ifPresent = true;
      } else if (request.matches(i, "GET")) {
        get = true;
      } else if (request.matches(i, "KEEPTTL") && expiryAt == 0) {
        keepExpiry = true;
      } else if (request.matches(i, "EX")) {
        return takeTime(request, i + 1, 1000);
      } else if (request.matches(i, "PX")) {
        return takeTime(request, i + 1, 1);
      } else {
        throw new CommandException(SYNTAX);
      }
      return i + 1;
    }

    /// A time may be given twice, but not in two units.
    private int takeTime(Request request, int i, long itsUnit) {
      boolean otherUnit = expiryAt != 0 && unit != itsUnit;
      if (keepExpiry || otherUnit || i == request.count()) {
        throw new CommandException(SYNTAX);
      }
      expiryAt = i;
      unit = itsUnit;
      return i + 1;
    }

    /// Whether the value is to be set in place of an old one.
    private boolean allows(Entry old) {
      return old.exists() ? !ifAbsent : !ifPresent;
    }
  }

  private final Store store;

  SetCommand(Store store) {
    this.store = store;
  }

  void execute(Request request, ReplyWriter reply) {
    if (request.count() == 3) {
      store.put(request.key(1), request.bytes(2));
      reply.ok();
    } else {
      execute(request, Options.of(request), reply);
    }
  }

  private void execute(Request request, Options options, ReplyWriter reply) {
    long expiresAt = expiry(request, options);
    byte[] value = request.bytes(2);
    Entry[] before = {Store.ABSENT};
    store.update(
        request.key(1),
        old -> {
          before[0] = old;
          if (!options.allows(old)) {
            return old;
          }
          return new Entry(value, options.keepExpiry && old.exists() ? old.expiresAt() : expiresAt);
        });
    if (options.get) {
      StoreCommands.reply(before[0].exists() ? before[0].value() : null, reply);
    } else if (options.allows(before[0])) {
      reply.ok();
    } else {
      reply.nothing();
    }
  }

  private static long expiry(Request request, Options options) {
    if (options.expiryAt == 0) {
      return Store.NEVER;
    }
    long time = StoreCommands.number(request, options.expiryAt);
    long now = System.currentTimeMillis();
    if (time <= 0 || time > (Long.MAX_VALUE - now) / options.unit) {
      throw new CommandException("ERR invalid expire time in 'set' command");
    }
    return now + time * options.unit;
  }
}
