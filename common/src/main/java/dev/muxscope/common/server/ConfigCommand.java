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

  /// @param get shows the value
  /// @param setting how to change it, where that can be done while the server runs
  private record Parameter(String name, Supplier<Object> get, Optional<Setting> setting) {}

  /// Limits with one changed.
  private interface Setting {

    /// @throws IllegalArgumentException if the text is no value for it; the message says why
    Limits with(Limits before, String text);
  }

  private final Server server;
  private final List<Parameter> parameters = new ArrayList<>();

  ConfigCommand(Server server) {
    this.server = server;
    ServerOptions options = server.options();
    for (Limit limit : Limit.values()) {
      live(limit.parameter(), () -> shown(limit), (all, text) -> with(all, limit, text));
    }
    live(OutputLimits.PARAMETER, () -> OutputLimits.text(server.limits()), OutputLimits::with);
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

  private void live(String name, Supplier<Object> get, Setting setting) {
    parameters.add(new Parameter(name, get, Optional.of(setting)));
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
                .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE),
            Command.of("config|set", -4, "Changes parameters", (q, _, r) -> set(q, r))
                .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE),
            Command.of("config|resetstat", 2, "Sets counters to zero", (_, _, r) -> reset(r))
                .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)));
  }

  private void get(Request request, ReplyWriter reply) {
    Map<Parameter, String> found = new LinkedHashMap<>();
    for (int i = 2; i < request.count(); i++) {
      String asked = request.text(i);
      Glob pattern = Glob.ignoringCase(asked);
      for (Parameter each : parameters) {
        if (pattern.matches(each.name)) {
          found.putIfAbsent(each, Glob.isPattern(asked) ? each.name : asked);
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
    List<Parameter> named = new ArrayList<>();
    for (int i = 2; i < request.count(); i += 2) {
      named.add(named(request.text(i)));
    }
    Limits changed = server.limits();
    for (int i = 0; i < named.size(); i++) {
      String name = request.text(2 * i + 2);
      if (named.indexOf(named.get(i)) < i) {
        throw failed(name, "duplicate parameter");
      }
      changed = with(changed, named.get(i), name, request.text(2 * i + 3));
    }
    server.limits(changed);
    reply.ok();
  }

  private Parameter named(String name) {
    for (Parameter each : parameters) {
      if (each.name.equalsIgnoreCase(name)) {
        return each;
      }
    }
    throw new CommandException(
        "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
  }

  /// @param name as the client spells it
  private static Limits with(Limits before, Parameter parameter, String name, String text) {
    Setting setting =
        parameter.setting.orElseThrow(() -> failed(name, "can't set immutable config"));
    try {
      return setting.with(before, text);
    } catch (IllegalArgumentException e) {
      throw failed(name, String.valueOf(e.getMessage()));
    }
  }

  private static CommandException failed(String name, String why) {
    return new CommandException(FAILED + name + "') - " + why);
  }

  /// Redis's `timeout` is in seconds; our own are in milliseconds.
  private static Limits with(Limits before, Limit limit, String text) {
    String bare = limit == Limit.IDLE_TIME ? "s" : limit.unit().isTime() ? "ms" : "";
    return before.with(limit, limit.parse(text, bare));
  }

  private void reset(ReplyWriter reply) {
    server.counters().reset();
    reply.ok();
  }
}
