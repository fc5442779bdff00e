package dev.muxscope.common.server;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.Command.Flag;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// `CONFIG GET`, `SET`, `RESETSTAT`: how the server is set.
final class ConfigCommand {

  private static final String FAILED = "ERR CONFIG SET failed (possibly related to argument '";

  /// @param get shows the value
  /// @param set changes it, where that can be done while the server runs
  private record Parameter(String name, Supplier<Object> get, Optional<LongConsumer> set) {}

  private final Server server;
  private final List<Parameter> parameters;

  ConfigCommand(Server server) {
    this.server = server;
    ServerOptions options = server.options();
    this.parameters =
        List.of(
            new Parameter(
                "maxclients", server::maxConnections, Optional.of(this::setMaxConnections)),
            fixed("bind", options::host),
            fixed("port", server::port),
            fixed("tcp-backlog", options::backlog),
            fixed("io-threads", options::eventLoops),
            fixed("proto-max-bulk-len", options::maxBulkBytes),
            fixed("client-query-buffer-limit", options::maxRequestBytes),
            fixed("timeout", () -> 0),
            fixed("databases", () -> 1),
            // Nothing is kept on disk; redis-benchmark asks for these two.
            fixed("save", () -> ""),
            fixed("appendonly", () -> "no"),
            fixed("muxscope-mode", server::mode),
            fixed("muxscope-poller", () -> options.poller().label()),
            fixed("muxscope-dispatch", () -> options.dispatch().label()));
  }

  private static Parameter fixed(String name, Supplier<Object> get) {
    return new Parameter(name, get, Optional.empty());
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
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 2; i < request.count(); i++) {
      String asked = request.text(i);
      Pattern pattern = Glob.compile(asked);
      for (Parameter each : parameters) {
        if (pattern.matcher(each.name).matches()) {
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
    Map<LongConsumer, Long> changes = new LinkedHashMap<>();
    for (int i = 2; i < request.count(); i += 2) {
      changes.put(setter(request.text(i)), value(request, i));
    }
    changes.forEach(LongConsumer::accept);
    reply.ok();
  }

  private LongConsumer setter(String name) {
    for (Parameter each : parameters) {
      if (each.name.equalsIgnoreCase(name)) {
        return each.set.orElseThrow(
            () -> new CommandException(FAILED + name + "') - can't set immutable config"));
      }
    }
    throw new CommandException(
        "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
  }

  private static long value(Request request, int nameIndex) {
    String name = request.text(nameIndex).toLowerCase(Locale.ROOT);
    if (!request.isNumber(nameIndex + 1)) {
      throw new CommandException(
          FAILED + name + "') - argument couldn't be parsed into an integer");
    }
    long value = request.number(nameIndex + 1);
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw new CommandException(
          FAILED + name + "') - argument must be between 1 and 2147483647 inclusive");
    }
    return value;
  }

  private void setMaxConnections(long most) {
    server.maxConnections((int) most);
  }

  private void reset(ReplyWriter reply) {
    server.counters().reset();
    reply.ok();
  }
}
