package dev.muxscope.common.command;

import dev.muxscope.common.command.Store.Entry;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;

/// `SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | KEEPTTL]`
final class SetCommand {

  private static final String SYNTAX = "ERR syntax error";

  /// What a call asks for besides key and value.
  ///
  /// @param expiryAt the index of the argument with the time, 0 if there is none
  /// @param unit milliseconds in a unit of that time
  private record Options(
      boolean ifAbsent,
      boolean ifPresent,
      boolean get,
      boolean keepExpiry,
      int expiryAt,
      long unit) {

    private static final Options NONE = new Options(false, false, false, false, 0, 1);

    /// A time may be given twice, but not in two units.
    private boolean allowsUnit(long other) {
      return !keepExpiry && (expiryAt == 0 || unit == other);
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
      return;
    }
    Options options = parse(request);
    long expiresAt = expiry(request, options);
    byte[] value = request.bytes(2);
    Entry[] before = {Store.ABSENT};
    boolean[] done = {false};
    store.update(
        request.key(1),
        old -> {
          before[0] = old;
          done[0] = old.exists() ? !options.ifAbsent : !options.ifPresent;
          if (!done[0]) {
            return old;
          }
          return new Entry(value, options.keepExpiry && old.exists() ? old.expiresAt() : expiresAt);
        });
    if (options.get) {
      StoreCommands.reply(before[0], reply);
    } else if (done[0]) {
      reply.ok();
    } else {
      reply.nothing();
    }
  }

  private static Options parse(Request request) {
    Options options = Options.NONE;
    for (int i = 3; i < request.count(); i++) {
      options = option(options, request, i);
      i = options.expiryAt == i + 1 ? i + 1 : i;
    }
    return options;
  }

  private static Options option(Options o, Request request, int i) {
    boolean hasNext = i + 1 < request.count();
    if (request.matches(i, "NX") && !o.ifPresent) {
      return new Options(true, false, o.get, o.keepExpiry, o.expiryAt, o.unit);
    }
    if (request.matches(i, "XX") && !o.ifAbsent) {
      return new Options(false, true, o.get, o.keepExpiry, o.expiryAt, o.unit);
    }
    if (request.matches(i, "GET")) {
      return new Options(o.ifAbsent, o.ifPresent, true, o.keepExpiry, o.expiryAt, o.unit);
    }
    if (request.matches(i, "KEEPTTL") && o.expiryAt == 0) {
      return new Options(o.ifAbsent, o.ifPresent, o.get, true, 0, o.unit);
    }
    if (request.matches(i, "EX") && o.allowsUnit(1000) && hasNext) {
      return new Options(o.ifAbsent, o.ifPresent, o.get, false, i + 1, 1000);
    }
    if (request.matches(i, "PX") && o.allowsUnit(1) && hasNext) {
      return new Options(o.ifAbsent, o.ifPresent, o.get, false, i + 1, 1);
    }
    throw new CommandException(SYNTAX);
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
