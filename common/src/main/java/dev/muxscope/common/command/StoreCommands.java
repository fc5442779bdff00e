package dev.muxscope.common.command;

import static dev.muxscope.common.command.Command.Flag.DENYOOM;
import static dev.muxscope.common.command.Command.Flag.FAST;
import static dev.muxscope.common.command.Command.Flag.READONLY;
import static dev.muxscope.common.command.Command.Flag.WRITE;

import dev.muxscope.common.command.Store.Entry;
import dev.muxscope.common.protocol.Decimal;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The string group: values and what changes them, as in Redis 7.0.
public final class StoreCommands implements CommandSet {

  private static final String TOO_LONG =
      "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
  private static final String OVERFLOW = "ERR increment or decrement would overflow";

  private final LongSupplier longest;

  /// The set.
  ///
  /// @param longest how many bytes a value may grow to at this moment, as `proto-max-bulk-len` says
  public StoreCommands(LongSupplier longest) {
    this.longest = longest;
  }

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands(Store store) {
    List<Command> all = new ArrayList<>();
    all.addAll(values(store));
    all.addAll(counters(store));
    all.addAll(several(store));
    return all;
  }

  private List<Command> values(Store store) {
    SetCommand set = new SetCommand(store);
    return List.of(
        Command.of("get", 2, "Returns the string value of a key", (q, _, r) -> get(store, q, r))
            .since("1.0.0", "key")
            .with(READONLY, FAST)
            .withKeys(1, 1, 1),
        Command.of("set", -3, "Sets the string value of a key", (q, _, r) -> set.execute(q, r))
            .since(
                "1.0.0",
                "key value [condition=NX|XX] [GET] [expiration=EX seconds:integer|PX milliseconds:integer|KEEPTTL]")
            .with(WRITE, DENYOOM)
            .withKeys(1, 1, 1),
        Command.of("strlen", 2, "Returns the length of a value", (q, _, r) -> length(store, q, r))
            .since("2.2.0", "key")
            .with(READONLY, FAST)
            .withKeys(1, 1, 1),
        Command.of("append", 3, "Appends to a value", (q, _, r) -> append(store, q, r))
            .since("2.0.0", "key value")
            .with(WRITE, DENYOOM, FAST)
            .withKeys(1, 1, 1));
  }

  private static List<Command> counters(Store store) {
    return List.of(
        counter("incr", 2, "Increments a number by one", (q, _, r) -> add(store, q, 1, r))
            .since("1.0.0", "key"),
        counter("decr", 2, "Decrements a number by one", (q, _, r) -> add(store, q, -1, r))
            .since("1.0.0", "key"),
        counter("incrby", 3, "Increments a number", (q, _, r) -> add(store, q, number(q, 2), r))
            .since("1.0.0", "key increment:integer"),
        counter("decrby", 3, "Decrements a number", (q, _, r) -> decrementBy(store, q, r))
            .since("1.0.0", "key decrement:integer"));
  }

  private static List<Command> several(Store store) {
    return List.of(
        Command.of("mget", -2, "Returns the values of keys", (q, _, r) -> getAll(store, q, r))
            .since("1.0.0", "key...")
            .with(READONLY, FAST)
            .withKeys(1, -1, 1),
        Command.of("mset", -3, "Sets the values of keys", (q, _, r) -> setAll(store, q, r))
            .since("1.0.1", "<key value>...")
            .with(WRITE, DENYOOM)
            .withKeys(1, -1, 2));
  }

  private static Command counter(String name, int arity, String summary, Command.Handler handler) {
    return Command.of(name, arity, summary, handler).with(WRITE, DENYOOM, FAST).withKeys(1, 1, 1);
  }

  /// A whole number from an argument.
  ///
  /// @throws CommandException if it is none
  static long number(Request request, int index) {
    if (!request.isNumber(index)) {
      throw new CommandException(CommandException.NOT_AN_INTEGER);
    }
    return request.number(index);
  }

  /// A value, or nothing if there is none.
  static void reply(byte @Nullable [] value, ReplyWriter reply) {
    if (value != null) {
      reply.bulk(value);
    } else {
      reply.nothing();
    }
  }

  private static void get(Store store, Request request, ReplyWriter reply) {
    reply(store.value(request.key(1)), reply);
  }

  private static void getAll(Store store, Request request, ReplyWriter reply) {
    reply.array(request.count() - 1);
    for (int i = 1; i < request.count(); i++) {
      reply(store.value(request.key(i)), reply);
    }
  }

  private static void setAll(Store store, Request request, ReplyWriter reply) {
    if (request.count() % 2 == 0) {
      throw new CommandException("ERR wrong number of arguments for 'mset' command");
    }
    for (int i = 1; i < request.count(); i += 2) {
      store.put(request.key(i), request.bytes(i + 1));
    }
    reply.ok();
  }

  private static void length(Store store, Request request, ReplyWriter reply) {
    reply.integer(store.get(request.key(1)).value().length);
  }

  private void append(Store store, Request request, ReplyWriter reply) {
    Entry appended =
        store.update(
            request.key(1),
            old -> {
              int length = old.value().length;
              // What begins a value has been bounded as an argument.
              if (old.exists() && (long) length + request.length(2) > longest.getAsLong()) {
                throw new CommandException(TOO_LONG);
              }
              byte[] joined = java.util.Arrays.copyOf(old.value(), length + request.length(2));
              request.copyTo(2, joined, length);
              return new Entry(joined, old.exists() ? old.expiresAt() : Store.NEVER);
            });
    reply.integer(appended.value().length);
  }

  private static void decrementBy(Store store, Request request, ReplyWriter reply) {
    long amount = number(request, 2);
    if (amount == Long.MIN_VALUE) {
      throw new CommandException("ERR decrement would overflow");
    }
    add(store, request, -amount, reply);
  }

  private static void add(Store store, Request request, long amount, ReplyWriter reply) {
    Entry sum = store.update(request.key(1), old -> sum(old, amount));
    reply.integer(parse(sum));
  }

  private static Entry sum(Entry old, long amount) {
    long sum;
    try {
      sum = Math.addExact(old.exists() ? parse(old) : 0, amount);
    } catch (ArithmeticException _) {
      throw new CommandException(OVERFLOW);
    }
    byte[] digits = Long.toString(sum).getBytes(StandardCharsets.US_ASCII);
    return new Entry(digits, old.exists() ? old.expiresAt() : Store.NEVER);
  }

  private static long parse(Entry entry) {
    ByteBuffer digits = ByteBuffer.wrap(entry.value());
    if (!Decimal.isValid(digits, 0, digits.limit())) {
      throw new CommandException(CommandException.NOT_AN_INTEGER);
    }
    return Decimal.parse(digits, 0, digits.limit());
  }
}
