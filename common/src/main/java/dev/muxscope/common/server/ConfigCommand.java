package dev.muxscope.common.server;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.Command.Flag;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `CONFIG GET`, `SET`, `RESETSTAT`: how the server is set.
final class ConfigCommand {

  private static final String FAILED = "ERR CONFIG SET failed (possibly related to argument '";

  /// The limits with one changed to what a text says.
  private interface Change {
    /// @throws IllegalArgumentException if the text is wrong; the message is for the client
    Limits apply(Limits limits, String text);
  }

  /// @param get shows the value
  /// @param change sets it, where that can be done while the server runs
  private record Parameter(String name, Supplier<Object> get, Optional<Change> change) {}

  private final Server server;
  private final List<Parameter> parameters = new ArrayList<>();

  ConfigCommand(Server server) {
    this.server = server;
    ServerOptions options = server.options();
    for (Limit limit : Limit.values()) {
      live(
          limit.parameter(),
          () -> shown(limit),
          (all, text) -> all.with(limit, value(limit, text)));
    }
    live(
        OutputBufferLimits.NAME,
        () -> OutputBufferLimits.text(server.limits()),
        OutputBufferLimits::parse);
    constant("bind", options.host());
    settable("port", server.door()::port);
    fixed("tcp-backlog", options::backlog);
    fixed("io-threads", options::eventLoops);
    fixed("databases", () -> 1);
    fixed("daemonize", "no");
    // Nobody is followed.
    fixed("replicaof", "");
    fixed("slaveof", "");
    // Nothing is kept on disk; redis-benchmark asks for these two.
    constant("save", "");
    constant("appendonly", "no");
    // Keys are never evicted, however much memory they take.
    constant("maxmemory", "0");
    constant("maxmemory-policy", "noeviction");
    constant("maxmemory-samples", "5");
    constant("muxscope-mode", server.mode());
    constant("muxscope-poller", options.poller().label());
    constant("muxscope-dispatch", options.dispatch().label());
    constant("muxscope-grace", Long.toString(options.grace().toMillis()));
  }

  /// What has one value, which may also be set: whoever restores all parameters does so.
  private void constant(String name, String value) {
    settable(name, () -> value);
  }

  private void settable(String name, Supplier<Object> only) {
    live(name, only, (limits, text) -> same(limits, text, String.valueOf(only.get())));
  }

  private static Limits same(Limits limits, String text, String only) {
    if (!text.equalsIgnoreCase(only)) {
      throw new IllegalArgumentException("argument must be '" + only + "', which is all there is");
    }
    return limits;
  }

  private void live(String name, Supplier<Object> get, Change change) {
    parameters.add(new Parameter(name, get, Optional.of(change)));
  }

  private void fixed(String name, String value) {
    fixed(name, () -> value);
  }

  private void fixed(String name, Supplier<Object> get) {
    parameters.add(new Parameter(name, get, Optional.empty()));
  }

  private Object shown(Limit limit) {
    long value = server.limits().get(limit);
    if (value < 0) {
      return limit.text(value);
    }
    boolean seconds = limit.unit().isTime() && !isOwn(limit);
    return seconds ? (value + 999) / 1000 : value;
  }

  /// Whether Redis has no such parameter.
  private static boolean isOwn(Limit limit) {
    return limit.parameter().startsWith("muxscope-");
  }

  Command command() {
    return Command.group(
            "config",
            "Shows and changes how the server is set",
            List.of(
                Command.of("config|get", -3, "Shows parameters", (q, _, r) -> get(q, r))
                    .since("2.0.0", "<parameter=parameter>...")
                    .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE),
                Command.of("config|set", -4, "Changes parameters", (q, _, r) -> set(q, r))
                    .since("2.0.0", "<parameter value>...")
                    .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE),
                Command.of(
                        "config|rewrite", 2, "Is for servers with a file", (_, _, _) -> rewrite())
                    .since("2.8.0", "")
                    .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE),
                Command.of("config|resetstat", 2, "Sets counters to zero", (_, _, r) -> reset(r))
                    .since("2.0.0", "")
                    .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)))
        .since("2.0.0", "");
  }

  private void get(Request request, ReplyWriter reply) {
    Map<Parameter, String> found = new LinkedHashMap<>();
    for (int i = 2; i < request.count(); i++) {
      String asked = request.text(i);
      boolean isPattern = Glob.isPattern(asked);
      Glob pattern = Glob.ignoringCase(asked);
      for (Parameter each : parameters) {
        if (isPattern ? pattern.matches(each.name) : request.names(i, each.name)) {
          found.putIfAbsent(each, isPattern ? each.name : asked);
        }
      }
    }
    reply.map(found.size());
    found.forEach((parameter, name) -> {
      reply.bulk(name);
      reply.bulk(String.valueOf(parameter.get.get()));
    });
  }

  /// All or nothing: everything is checked before anything is changed.
  private void set(Request request, ReplyWriter reply) {
    if (request.count() % 2 != 0) {
      throw new CommandException("ERR syntax error");
    }
    List<Parameter> wanted = new ArrayList<>();
    for (int i = 2; i < request.count(); i += 2) {
      wanted.add(toSet(request, i, wanted));
    }
    server.changeLimits(limits -> changed(limits, wanted, request));
    reply.ok();
  }

  private static Limits changed(Limits limits, List<Parameter> wanted, Request request) {
    Limits changed = limits;
    for (int i = 0; i < wanted.size(); i++) {
      changed = changed(changed, wanted.get(i), request.text(2 * i + 3));
    }
    return changed;
  }

  /// The parameter that an argument names, if it can be set besides those `before`.
  private Parameter toSet(Request request, int index, List<Parameter> before) {
    String name = request.quoted(index);
    for (Parameter each : parameters) {
      if (request.names(index, each.name)) {
        if (each.change.isEmpty()) {
          throw CommandException.quoting(FAILED + name + "') - can't set immutable config");
        }
        if (before.contains(each)) {
          throw CommandException.quoting(FAILED + name + "') - duplicate parameter");
        }
        return each;
      }
    }
    throw CommandException.quoting(
        "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
  }

  private static Limits changed(Limits limits, Parameter parameter, String text) {
    try {
      return parameter.change.orElseThrow().apply(limits, text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(FAILED + parameter.name + "') - " + e.getMessage());
    }
  }

  /// Our own parameters are read as options are, with bare times in milliseconds.
  private static long value(Limit limit, String text) {
    if (isOwn(limit)) {
      return limit.parse(text, limit.unit().isTime() ? "ms" : "");
    }
    return limit.unit().isBytes() ? redisBytes(limit, text) : redisNumber(limit, text);
  }

  private static long redisBytes(Limit limit, String text) {
    long value =
        limit.read(text, "").orElseThrow(() -> new IllegalArgumentException(noBytes(limit, text)));
    return between(value, limit.least(), limit.most());
  }

  private static String noBytes(Limit limit, String text) {
    if (limit != Limit.BUFFER_BYTES) {
      return "argument must be a memory value";
    }
    return text.matches("\\d{1,18}%")
        ? "percentage argument must be less or equal to 100"
        : "argument must be a memory or percent value";
  }

  /// A number as Redis reads it; its times are in seconds.
  private static long redisNumber(Limit limit, String text) {
    int factor = limit.unit().isTime() ? 1000 : 1;
    try {
      if (text.matches("0|-?[1-9]\\d{0,18}")) {
        return between(Long.parseLong(text), limit.least() / factor, limit.most() / factor)
            * factor;
      }
    } catch (NumberFormatException _) {
      // Beyond 64 bits.
    }
    throw new IllegalArgumentException("argument couldn't be parsed into an integer");
  }

  private static long between(long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "argument must be between " + least + " and " + most + " inclusive");
    }
    return value;
  }

  private static void rewrite() {
    throw new CommandException("ERR The server is running without a config file");
  }

  private void reset(ReplyWriter reply) {
    server.counters().reset();
    reply.ok();
  }
}
