package dev.muxscope.common.server;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.Command.Flag;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.CommandTable;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// `COMMAND` and its subcommands: which commands there are.
final class CommandCommand {

  /// Groups of `COMMAND DOCS` that are no category in Redis.
  private static final Set<String> WITHOUT_CATEGORY = Set.of("generic", "server");

  private static final Set<String> ON_ALL_KEYS = Set.of("dbsize", "flushdb", "flushall");
  private static final Set<String> DANGEROUS = Set.of("info", "flushdb", "flushall");

  private final Server server;

  CommandCommand(Server server) {
    this.server = server;
  }

  Command command() {
    List<Command> subcommands =
        List.of(
            Command.of("command|count", 2, "Counts commands", (_, _, r) -> count(r))
                .since("2.8.13", "")
                .with(Flag.LOADING, Flag.STALE),
            Command.of("command|list", -2, "Names commands", (q, _, r) -> list(q, r))
                .since(
                    "7.0.0",
                    "[FILTERBY <filterby=MODULE module-name|ACLCAT category|PATTERN pattern>]")
                .with(Flag.LOADING, Flag.STALE),
            Command.of("command|getkeys", -4, "Picks the keys of a call", (q, _, r) -> keys(q, r))
                .since("2.8.13", "command [arg...]")
                .with(Flag.LOADING, Flag.STALE),
            Command.of("command|info", -2, "Describes commands", (q, _, r) -> info(q, r))
                .since("2.8.13", "[command-name...]")
                .with(Flag.LOADING, Flag.STALE),
            Command.of("command|docs", -2, "Documents commands", (q, _, r) -> docs(q, r))
                .since("7.0.0", "[command-name...]")
                .with(Flag.LOADING, Flag.STALE));
    return Command.group("command", "Shows which commands there are", subcommands)
        .since("2.8.13", "")
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
    BiPredicate<Command, String> wanted = filter(request);
    List<String> names = new ArrayList<>();
    for (CommandTable.Entry entry : entries()) {
      Stream.concat(Stream.of(entry.command()), entry.command().subcommands().stream())
          .filter(each -> wanted.test(each, entry.group()))
          .forEach(each -> names.add(each.name()));
    }
    reply.array(names.size());
    names.forEach(reply::bulk);
  }

  /// Which commands, by themselves and their groups, a `COMMAND LIST` asks for.
  private static BiPredicate<Command, String> filter(Request request) {
    if (request.count() == 2) {
      return (_, _) -> true;
    }
    if (request.count() != 5 || !request.matches(2, "FILTERBY")) {
      throw new CommandException("ERR syntax error");
    }
    String text = request.text(4);
    if (request.matches(3, "MODULE")) {
      return (_, _) -> false;
    }
    if (request.matches(3, "ACLCAT")) {
      String category = "@" + text.toLowerCase(Locale.ROOT);
      return (command, group) -> categories(command, group).contains(category);
    }
    if (request.matches(3, "PATTERN")) {
      Glob pattern = Glob.ignoringCase(text);
      return (command, _) -> pattern.matches(command.name());
    }
    throw new CommandException("ERR syntax error");
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
          .lookUp(request.text(i))
          .ifPresentOrElse(each -> describe(each.command(), each.group(), reply), reply::nothing);
    }
  }

  /// The keys among the arguments of a call that is not made.
  private void keys(Request request, ReplyWriter reply) {
    Command command = called(request);
    Command.KeyRange range = command.keys();
    if (range.first() == 0) {
      throw new CommandException("ERR The command has no key arguments");
    }
    int count = request.count() - 2;
    if (!command.accepts(count)) {
      throw new CommandException("ERR Invalid number of arguments specified for command");
    }
    int last = range.last() < 0 ? count + range.last() : range.last();
    reply.array((last - range.first()) / range.step() + 1);
    for (int i = range.first(); i <= last; i += range.step()) {
      reply.bulk(request, i + 2);
    }
  }

  /// The command whose name and arguments begin at argument 2.
  private Command called(Request request) {
    Command command =
        server
            .commands()
            .named(request.text(2))
            .map(CommandTable.Entry::command)
            .orElseThrow(CommandCommand::noCommand);
    if (command.subcommands().isEmpty()) {
      return command;
    }
    return server
        .commands()
        .lookUp(command.name() + "|" + request.text(3))
        .map(CommandTable.Entry::command)
        .orElseThrow(CommandCommand::noCommand);
  }

  private static CommandException noCommand() {
    return new CommandException("ERR Invalid command specified");
  }

  private void docs(Request request, ReplyWriter reply) {
    List<CommandTable.Entry> wanted = new ArrayList<>();
    for (int i = 2; i < request.count(); i++) {
      server.commands().lookUp(request.text(i)).ifPresent(wanted::add);
    }
    if (request.count() == 2) {
      wanted.addAll(entries());
    }
    reply.map(wanted.size());
    wanted.forEach(each -> CommandDocs.write(each.command(), each.group(), reply));
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
    // Tips: none are kept.
    reply.set(0);
    keys(command, reply);
    if (command.subcommands().isEmpty()) {
      reply.set(0);
    } else {
      // An array in RESP3 too, as in Redis.
      reply.array(command.subcommands().size());
    }
    command.subcommands().forEach(each -> describe(each, group, reply));
  }

  /// The one key specification, which says the same as the three numbers.
  private static void keys(Command command, ReplyWriter reply) {
    Command.KeyRange keys = command.keys();
    if (keys.first() == 0) {
      reply.set(0);
      return;
    }
    reply.set(1);
    reply.map(3);
    reply.bulk("flags");
    reply.set(1);
    reply.status(command.flags().contains(Flag.WRITE) ? "RW" : "RO");
    reply.bulk("begin_search");
    search("index", Map.of("index", keys.first()), reply);
    reply.bulk("find_keys");
    Map<String, Integer> range = new LinkedHashMap<>();
    range.put("lastkey", keys.last() < 0 ? keys.last() : keys.last() - keys.first());
    range.put("keystep", keys.step());
    range.put("limit", 0);
    search("range", range, reply);
  }

  private static void search(String type, Map<String, Integer> spec, ReplyWriter reply) {
    reply.map(2);
    reply.bulk("type");
    reply.bulk(type);
    reply.bulk("spec");
    reply.map(spec.size());
    spec.forEach((name, value) -> {
      reply.bulk(name);
      reply.integer(value);
    });
  }

  /// In Redis's order, but for the group's own, which stands last.
  private static Set<String> categories(Command command, String group) {
    Set<Flag> flags = command.flags();
    Set<String> categories = new LinkedHashSet<>();
    boolean onKeys = group.equals("generic") || ON_ALL_KEYS.contains(command.name());
    addIf(onKeys, "@keyspace", categories);
    addIf(flags.contains(Flag.READONLY), "@read", categories);
    addIf(flags.contains(Flag.WRITE), "@write", categories);
    addIf(flags.contains(Flag.ADMIN), "@admin", categories);
    categories.add(flags.contains(Flag.FAST) ? "@fast" : "@slow");
    addIf(flags.contains(Flag.BLOCKING), "@blocking", categories);
    boolean dangerous = flags.contains(Flag.ADMIN) || DANGEROUS.contains(command.name());
    addIf(dangerous, "@dangerous", categories);
    String own = ownCategory(command, group);
    addIf(!own.isEmpty(), "@" + own, categories);
    return categories;
  }

  /// The one that says what it has to do with; empty if none does.
  private static String ownCategory(Command command, String group) {
    String name = command.name();
    if (name.equals("command") || name.startsWith("command|")) {
      return "connection";
    }
    if (name.startsWith("function|")) {
      return "scripting";
    }
    boolean none =
        WITHOUT_CATEGORY.contains(group)
            || !command.subcommands().isEmpty()
            || name.equals("pubsub|help");
    return none ? "" : group;
  }

  private static void addIf(boolean is, String category, Set<String> categories) {
    if (is) {
      categories.add(category);
    }
  }
}
