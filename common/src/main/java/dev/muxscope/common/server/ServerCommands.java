package dev.muxscope.common.server;

import static dev.muxscope.common.command.Command.Flag.FAST;
import static dev.muxscope.common.command.Command.Flag.LOADING;
import static dev.muxscope.common.command.Command.Flag.NOSCRIPT;
import static dev.muxscope.common.command.Command.Flag.READONLY;
import static dev.muxscope.common.command.Command.Flag.STALE;
import static dev.muxscope.common.command.Command.Flag.WRITE;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;

/// The server group: what the server is and how it is set.
final class ServerCommands implements CommandSet {

  private final Server server;

  ServerCommands(Server server) {
    this.server = server;
  }

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands(Store store) {
    InfoCommand info = new InfoCommand(server);
    return List.of(
        Command.of("info", -1, "Returns facts about the server", info::execute)
            .since("1.0.0", "[section...]")
            .with(LOADING, STALE),
        new ConfigCommand(server).command(),
        new CommandCommand(server).command(),
        Command.of("dbsize", 1, "Counts the keys", (_, _, r) -> r.integer(store.size()))
            .since("1.0.0", "")
            .with(READONLY, FAST),
        Command.of("flushdb", -1, "Removes all keys", (q, _, r) -> flush(store, q, r))
            .since("1.0.0", "[async=ASYNC|SYNC]")
            .with(WRITE),
        Command.of("flushall", -1, "Removes all keys", (q, _, r) -> flush(store, q, r))
            .since("1.0.0", "[async=ASYNC|SYNC]")
            .with(WRITE),
        // Scripts are none of this server's, but Redis's own suite begins with it.
        Command.group(
                "function",
                "Is for servers with scripts",
                List.of(
                    Command.of(
                            "function|flush",
                            -2,
                            "Removes functions, of which there are none",
                            (q, _, r) -> flushFunctions(q, r))
                        .since("7.0.0", "[async=ASYNC|SYNC]")
                        .with(WRITE, NOSCRIPT)))
            .since("7.0.0", ""),
        Command.of("time", 1, "Returns the time", (_, _, r) -> time(r))
            .since("2.6.0", "")
            .with(LOADING, STALE, FAST));
  }

  private static void flush(Store store, Request request, ReplyWriter reply) {
    if (request.count() > 2 || !endsBefore(request, 1)) {
      throw new CommandException("ERR syntax error");
    }
    store.clear();
    reply.ok();
  }

  /// Whether nothing stands at `index`, or the option that says when memory is freed.
  private static boolean endsBefore(Request request, int index) {
    return request.count() <= index
        || request.matches(index, "ASYNC")
        || request.matches(index, "SYNC");
  }

  private static void flushFunctions(Request request, ReplyWriter reply) {
    if (request.count() > 3) {
      throw CommandException.wrongCount(request, "FUNCTION");
    }
    if (!endsBefore(request, 2)) {
      throw new CommandException("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
    }
    reply.ok();
  }

  private static void time(ReplyWriter reply) {
    Instant now = Instant.now();
    reply.array(2);
    reply.bulk(Long.toString(now.getEpochSecond()));
    reply.bulk(Integer.toString(now.get(ChronoField.MICRO_OF_SECOND)));
  }
}
