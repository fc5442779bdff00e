package dev.muxscope.common.server;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.Command.Flag;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.CommandTable;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `COMMAND` and its subcommands: which commands there are.
final class CommandCommand {

  private final Server server;

  CommandCommand(Server server) {
    this.server = server;
  }

  Command command() {
    List<Command> subcommands =
        List.of(
            Command.of("command|count", 2, "Counts commands", (_, _, r) -> count(r))
                .with(Flag.LOADING, Flag.STALE),
            Command.of("command|list", -2, "Names commands", (q, _, r) -> list(q, r))
                .with(Flag.LOADING, Flag.STALE),
            Command.of("command|info", -2, "Describes commands", (q, _, r) -> info(q, r))
                .with(Flag.LOADING, Flag.STALE),
            Command.of("command|docs", -2, "Documents commands", (q, _, r) -> docs(q, r))
                .with(Flag.LOADING, Flag.STALE));
    return Command.group("command", "Shows which commands there are", subcommands)
        .calledAlone((_, _, reply) -> all(reply))
        .with(Flag.LOADING, Flag.STALE);
  }

  private List<CommandTable.Entry> entries() {
    return server.commands().entries();
  }

  private void count(ReplyWriter reply) {
    reply.integer(entries().size());
  }

  private void all(ReplyWriter reply) {
    reply.array(entries().size());
    entries().forEach(entry -> describe(entry.command(), entry.group(), reply));
  }

  private void list(Request request, ReplyWriter reply) {
    List<String> names =
        entries().stream().map(CommandTable.Entry::command).map(Command::name).toList();
    if (request.count() > 2) {
      boolean filter =
          request.count() == 5 && request.matches(2, "FILTERBY") && request.matches(3, "PATTERN");
      if (!filter) {
        throw new CommandException("ERR syntax error");
      }
      Glob pattern = Glob.ignoringCase(request.text(4));
      names = names.stream().filter(name -> pattern.matches(name)).toList();
    }
    reply.array(names.size());
    names.forEach(reply::bulk);
  }

  private void info(Request request, ReplyWriter reply) {
    if (request.count() == 2) {
      all(reply);
      return;
    }
    reply.array(request.count() - 2);
    for (int i = 2; i < request.count(); i++) {
      server
          .commands()
          .named(request.text(i))
          .ifPresentOrElse(
              entry -> describe(entry.command(), entry.group(), reply), reply::nothing);
    }
  }

  private void docs(Request request, ReplyWriter reply) {
    List<CommandTable.Entry> wanted = new ArrayList<>();
    for (int i = 2; i < request.count(); i++) {
      Optional<CommandTable.Entry> entry = server.commands().named(request.text(i));
      entry.ifPresent(wanted::add);
    }
    if (request.count() == 2) {
      wanted.addAll(entries());
    }
    reply.map(wanted.size());
    for (CommandTable.Entry entry : wanted) {
      reply.bulk(entry.command().name());
      reply.map(2);
      reply.bulk("summary");
      reply.bulk(entry.command().summary());
      reply.bulk("group");
      reply.bulk(entry.group());
    }
  }

  /// The ten fields of `COMMAND INFO`.
  private static void describe(Command command, String group, ReplyWriter reply) {
    reply.array(10);
    reply.bulk(command.name());
    reply.integer(command.arity());
    reply.set(command.flags().size());
    command.flags().forEach(flag -> reply.status(flag.label()));
    reply.integer(command.keys().first());
    reply.integer(command.keys().last());
    reply.integer(command.keys().step());
    Set<String> categories = categories(command, group);
    reply.set(categories.size());
    categories.forEach(reply::status);
    // Tips and key specifications: none are kept.
    reply.set(0);
    reply.set(0);
    reply.set(command.subcommands().size());
    command.subcommands().forEach(each -> describe(each, group, reply));
  }

  private static Set<String> categories(Command command, String group) {
    Set<String> categories = new java.util.LinkedHashSet<>();
    if (command.flags().contains(Flag.WRITE)) {
      categories.add("@write");
    }
    if (command.flags().contains(Flag.READONLY)) {
      categories.add("@read");
    }
    categories.add("@" + group);
    categories.add(command.flags().contains(Flag.FAST) ? "@fast" : "@slow");
    return categories;
  }
}
