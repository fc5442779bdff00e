package dev.muxscope.common.command;

import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// All commands of a server, found by name in any case without allocating.
///
/// Immutable and safe to share between threads.
public final class CommandTable {

  /// What a RESP2 client may call while it subscribes: its replies could not be told from messages.
  private static final Set<String> SUBSCRIBED =
      Set.of("subscribe", "unsubscribe", "psubscribe", "punsubscribe", "ping", "quit", "reset");

  private static final FaultLog LOG = new FaultLog(CommandTable.class);

  /// A command in its table.
  ///
  /// @param id its index in [#entries]
  /// @param group the command set that it came with
  /// @param command what it does
  /// @param mayBlock whether it, or a subcommand of it, may hold its thread for long
  public record Entry(int id, String group, Command command, boolean mayBlock) {

    Entry(int id, String group, Command command) {
      this(id, group, command, mayBlock(command));
    }

    private static boolean mayBlock(Command command) {
      return command.flags().contains(Command.Flag.BLOCKING)
          || command.subcommands().stream().anyMatch(Entry::mayBlock);
    }

    private Optional<Entry> subcommand(String name) {
      return command.subcommands().stream()
          .filter(each -> each.name().equalsIgnoreCase(name))
          .findFirst()
          .map(each -> new Entry(id, group, each));
    }
  }

  private static final Entry UNKNOWN =
      new Entry(-1, "", Command.of("unknown", -1, "Is not there", (_, _, _) -> {}));

  private final List<Entry> entries;

  /// Open addressing, at most half full: an entry is at its name's hash or soon behind it.
  private final Entry[] slots;

  private CommandTable(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.slots = new Entry[Integer.highestOneBit(Math.max(entries.size(), 1)) * 4];
    for (Entry entry : entries) {
      int slot = hash(entry.command().name());
      while (slots[slot & (slots.length - 1)] != null) {
        slot++;
      }
      slots[slot & (slots.length - 1)] = entry;
    }
  }

  /// A table of the commands of all sets.
  ///
  /// @throws IllegalArgumentException if two sets have a command of the same name, or a set fails
  public static CommandTable of(List<CommandSet> sets, Store store) {
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (CommandSet set : sets) {
      String group = of(set, CommandSet::group);
      for (Command command : of(set, each -> List.copyOf(each.commands(store)))) {
        if (!names.add(command.name())) {
          throw new IllegalArgumentException(
              "command " + command.name() + " of " + group + " is there already");
        }
        entries.add(new Entry(entries.size(), group, command));
      }
    }
    return new CommandTable(entries);
  }

  /// What a set says of itself, which may be a user's and do anything.
  private static <T> T of(CommandSet set, Function<CommandSet, T> question) {
    try {
      return Objects.requireNonNull(question.apply(set), "null");
    } catch (Exception | Error e) {
      StackTraceElement[] frames = e.getStackTrace();
      String where = frames.length == 0 ? "" : " (at " + frames[0] + ")";
      throw new IllegalArgumentException(
          "command set " + set.getClass().getName() + ": " + e + where, e);
    }
  }

  /// The commands, each at the index that is its id.
  public List<Entry> entries() {
    return entries;
  }

  /// The command with this name, in any case.
  public Optional<Entry> named(String name) {
    return entries.stream().filter(e -> e.command().name().equalsIgnoreCase(name)).findFirst();
  }

  /// A command, or a subcommand as `client|id`, in any case.
  public Optional<Entry> lookUp(String name) {
    int bar = name.indexOf('|');
    if (bar < 0) {
      return named(name);
    }
    return named(name.substring(0, bar)).flatMap(parent -> parent.subcommand(name));
  }

  /// The command that argument 0 of a request names; [#isKnown] tells whether there is one.
  public Entry find(Request request) {
    int slot = hash(request);
    while (true) {
      Entry entry = slots[slot++ & (slots.length - 1)];
      if (entry == null) {
        return UNKNOWN;
      }
      if (request.names(0, entry.command().name())) {
        return entry;
      }
    }
  }

  /// Whether [#find] found a command.
  public static boolean isKnown(Entry entry) {
    return entry.id() >= 0;
  }

  /// Answers a request with exactly one reply, whatever its handler does.
  ///
  /// @param entry what [#find] says of the request
  public void execute(Entry entry, Request request, Session session, ReplyWriter reply) {
    int mark = reply.size();
    try {
      dispatch(entry, request, session, reply);
    } catch (CommandException e) {
      reply.truncate(mark);
      e.answer(reply);
    } catch (Exception | Error e) {
      // Even out of memory: one request's fault is not to end the loop or the server.
      LOG.error("command ", entry.command().name(), " failed", e);
      reply.truncate(mark);
      reply.error("ERR internal error in '" + entry.command().name() + "': " + e);
    }
  }

  private static void dispatch(Entry entry, Request request, Session session, ReplyWriter reply)
      throws Exception {
    if (!isKnown(entry)) {
      session.lastCommand(Session.NO_COMMAND);
      if (isOfAPage(request)) {
        reply.truncate(0);
        session.close();
        return;
      }
      throw CommandException.quoting(CallErrors.unknownCommand(request));
    }
    Command command = called(entry.command(), request, session);
    if (!session.authenticated() && !command.flags().contains(Command.Flag.NO_AUTH)) {
      throw new CommandException("NOAUTH Authentication required.");
    }
    if (session.subscribed() && session.protocol() == 2 && !SUBSCRIBED.contains(command.name())) {
      throw new CommandException(CallErrors.whileSubscribed(command.name()));
    }
    session.countCommand();
    command.handler().execute(request, session, reply);
  }

  /// Whether this is a line of HTTP: some page has a browser send commands here. As in Redis, it is
  /// closed without an answer.
  private static boolean isOfAPage(Request request) {
    return request.matches(0, "POST") || request.matches(0, "HOST:");
  }

  /// The command, or the one of its subcommands that a request calls.
  private static Command called(Command command, Request request, Session session) {
    named(command, request, session);
    if (request.count() == 1 || command.subcommands().isEmpty()) {
      return command;
    }
    Command subcommand = subcommand(command, request, session);
    named(subcommand, request, session);
    return subcommand;
  }

  /// Notes that a request names a command, and refuses too few or too many arguments.
  private static void named(Command command, Request request, Session session) {
    session.lastCommand(command.name());
    if (!command.accepts(request.count())) {
      throw new CommandException(CallErrors.wrongCount(command.name()));
    }
  }

  /// The subcommand that argument 1 names.
  private static Command subcommand(Command parent, Request request, Session session) {
    for (Command each : parent.subcommands()) {
      int own = parent.name().length() + 1;
      if (request.names(1, each.name().substring(own))) {
        return each;
      }
    }
    session.lastCommand(Session.NO_COMMAND);
    throw CommandException.quoting(CallErrors.unknownSubcommand(parent.name(), request));
  }

  private static int hash(Request request) {
    int length = request.length(0);
    return length == 0 ? 0 : hash(length, request.at(0, 0), request.at(0, length - 1));
  }

  private static int hash(String name) {
    int length = name.length();
    return hash(length, (byte) name.charAt(0), (byte) name.charAt(length - 1));
  }

  /// By length and ends, which tell most names apart: the rest is compared anyway.
  private static int hash(int length, byte first, byte last) {
    return length + 7 * Request.upper(first) + 31 * Request.upper(last);
  }
}
