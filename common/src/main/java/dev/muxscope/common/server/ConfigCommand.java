package dev.muxscope.common.server;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.Command.Flag;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `CONFIG GET`, `SET`, `RESETSTAT`: how the server is set.
final class ConfigCommand {

  private static final String FAILED = "ERR CONFIG SET failed (possibly related to argument '";

  /// @param get shows the value
  /// @param limit what to change, where that can be done while the server runs
  private record Parameter(String name, Supplier<Object> get, Optional<Limit> limit) {}

  private final Server server;
  private final List<Parameter> parameters = new ArrayList<>();

  ConfigCommand(Server server) {
    this.server = server;
    ServerOptions options = server.options();
    for (Limit limit : Limit.values()) {
      parameters.add(new Parameter(limit.parameter(), () -> shown(limit), Optional.of(limit)));
    }
    fixed("bind", options::host);
    fixed("port", server::port);
    fixed("tcp-backlog", options::backlog);
    fixed("io-threads", options::eventLoops);
    fixed("databases", () -> 1);
    // Nothing is kept on disk; redis-benchmark asks for these two.
    fixed("save", () -> "");
    fixed("appendonly", () -> "no");
    fixed("muxscope-mode", server::mode);
    fixed("muxscope-poller", () -> options.poller().label());
    fixed("muxscope-dispatch", () -> options.dispatch().label());
    fixed("muxscope-grace", () -> options.grace().toMillis());
  }

  private void fixed(String name, Supplier<Object> get) {
    parameters.add(new Parameter(name, get, Optional.empty()));
  }

  private long shown(Limit limit) {
    long value = server.limits().get(limit);
    return limit == Limit.IDLE_TIME ? (value + 999) / 1000 : value;
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
                Command.of("config|resetstat", 2, "Sets counters to zero", (_, _, r) -> reset(r))
                    .since("2.0.0", "")
                    .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)))
        .since("2.0.0", "");
  }

  private void get(Request request, ReplyWriter reply) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 2; i < request.count(); i++) {
      String asked = request.text(i);
      Glob pattern = Glob.ignoringCase(asked);
      for (Parameter each : parameters) {
        if (pattern.matches(each.name)) {
          String name = Glob.isPattern(asked) ? each.name : asked;
          found.putIfAbsent(name, String.valueOf(each.get.get()));
        }
      }
    }
    reply.map(found.size());
    found.forEach((name, value) -> {
      reply.bulk(name);
      reply.bulk(value);
    });
  }

  /// All or nothing: everything is checked before anything is changed.
  private void set(Request request, ReplyWriter reply) {
    if (request.count() % 2 != 0) {
      throw new CommandException("ERR syntax error");
    }
    Limits changed = server.limits();
    for (int i = 2; i < request.count(); i += 2) {
      Limit limit = limit(request.text(i));
      changed = changed.with(limit, value(limit, request, i));
    }
    server.limits(changed);
    reply.ok();
  }

  private Limit limit(String name) {
    for (Parameter each : parameters) {
      if (each.name.equalsIgnoreCase(name)) {
        return each.limit.orElseThrow(
            () -> new CommandException(FAILED + name + "') - can't set immutable config"));
      }
    }
    throw new CommandException(
        "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
  }

  /// Redis's `timeout` is in seconds; our own are in milliseconds.
  private static long value(Limit limit, Request request, int nameIndex) {
    String bare = limit == Limit.IDLE_TIME ? "s" : limit.unit().isTime() ? "ms" : "";
    try {
      return limit.parse(request.text(nameIndex + 1), bare);
    } catch (IllegalArgumentException e) {
      String name = request.text(nameIndex).toLowerCase(Locale.ROOT);
      throw new CommandException(FAILED + name + "') - " + e.getMessage());
    }
  }

  private void reset(ReplyWriter reply) {
    server.counters().reset();
    reply.ok();
  }
}
