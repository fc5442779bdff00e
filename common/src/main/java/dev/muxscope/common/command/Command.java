package dev.muxscope.common.command;

import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A command: its name, how it may be called, and what it does.
///
/// Immutable; the with-methods make changed copies.
///
/// @param name in lower case, at least one printable ASCII character without spaces
/// @param arity how many arguments a call has, the name among them; `-n` for at least n
/// @param docs what `COMMAND DOCS` says of it
/// @param flags what it does to data and threads
/// @param keys which of its arguments are keys
/// @param subcommands if not empty, argument 1 names one of these, and the handler is called only
///   without an argument 1
/// @param handler what it does
public record Command(
    String name,
    int arity,
    Docs docs,
    Set<Flag> flags,
    KeyRange keys,
    List<Command> subcommands,
    Handler handler) {

  public Command {
    if (!name.matches("[!-~]+") || !name.equals(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "command name \"" + name + "\": use printable ASCII in lower case, without spaces");
    }
    if (arity == 0) {
      throw new IllegalArgumentException(
          "command " + name + ": arity counts the name, so it is at least 1");
    }
    flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    subcommands = List.copyOf(subcommands);
  }

  /// What `COMMAND DOCS` says of a command.
  ///
  /// @param summary one sentence without a full stop
  /// @param since the version that it came with, of Redis where it is Redis's; empty if unknown
  /// @param syntax its arguments as [Argument#parse] reads them, once it is asked for them
  public record Docs(String summary, String since, String syntax) {}

  /// What a command does. It is called on the thread that runs the connection: in `select` mode the
  /// event loop, which serves nobody else until the handler returns, or, as `--dispatch` says, a
  /// worker.
  @FunctionalInterface
  public interface Handler {

    /// Answers one request with exactly one reply.
    ///
    /// @param request the arguments, valid until this returns
    /// @param session the connection that asks
    /// @param reply takes the answer
    /// @throws CommandException to answer with an error; what was written to `reply` is taken back
    /// @throws Exception answered as an internal error; the connection goes on
    void execute(Request request, Session session, ReplyWriter reply) throws Exception;
  }

  /// Properties of a command, in the order and with the names of `COMMAND INFO`.
  public enum Flag {
    /// May change keys.
    WRITE,
    /// Reads keys.
    READONLY,
    /// May grow the store.
    DENYOOM,
    /// For operators of the server rather than its users.
    ADMIN,
    /// Has to do with messages.
    PUBSUB,
    /// Not for scripts.
    NOSCRIPT,
    /// May hold its thread for long, by waiting or by computing.
    BLOCKING,
    /// Allowed while data is loaded.
    LOADING,
    /// Allowed while data may be out of date.
    STALE,
    /// Takes a short time that does not depend on the amount of data.
    FAST,
    /// Allowed before `AUTH`.
    NO_AUTH,
    /// Allowed while a script runs.
    ALLOW_BUSY;

    /// The name in `COMMAND INFO`.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Which arguments are keys.
  ///
  /// @param first the first one's index, 0 if there are none
  /// @param last the last one's index, negative when counted from the end
  /// @param step the distance from one key to the next
  public record KeyRange(int first, int last, int step) {

    /// No argument is a key.
    public static final KeyRange NONE = new KeyRange(0, 0, 0);
  }

  /// A command without flags and keys.
  ///
  /// @param name in any case
  /// @param arity how many arguments a call has, the name among them; `-n` for at least n
  /// @param summary one sentence without a full stop
  public static Command of(String name, int arity, String summary, Handler handler) {
    return new Command(
        name.toLowerCase(Locale.ROOT),
        arity,
        new Docs(summary, "", ""),
        Set.of(),
        KeyRange.NONE,
        List.of(),
        handler);
  }

  /// A command whose argument 1 names one of `subcommands`.
  ///
  /// @param subcommands each named with its command before it, as `client|id`; `HELP` is added
  public static Command group(String name, String summary, List<Command> subcommands) {
    Handler never =
        (_, _, _) -> {
          throw new IllegalStateException(name + " has subcommands only");
        };
    List<Command> all = new ArrayList<>(subcommands);
    all.add(
        of(name + "|help", 2, "Shows the subcommands", (_, _, r) -> help(name, subcommands, r))
            .since("5.0.0", "")
            .with(Flag.LOADING, Flag.STALE));
    return new Command(name, -2, new Docs(summary, "", ""), Set.of(), KeyRange.NONE, all, never);
  }

  /// In Redis's form, from what `COMMAND DOCS` says.
  private static void help(String name, List<Command> subcommands, ReplyWriter reply) {
    String called = name.toUpperCase(Locale.ROOT);
    List<String> lines = new ArrayList<>();
    lines.add(called + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (Command each : subcommands) {
      String own = each.name.substring(name.length() + 1).toUpperCase(Locale.ROOT);
      lines.add((own + " " + Argument.text(Argument.parse(each.docs.syntax))).strip());
      lines.add("    " + each.docs.summary + ".");
    }
    lines.add("HELP");
    lines.add("    Prints this help.");
    reply.array(lines.size());
    lines.forEach(reply::status);
  }

  /// The same command, which may also be called without a subcommand.
  public Command calledAlone(Handler alone) {
    return new Command(name, -1, docs, flags, keys, subcommands, alone);
  }

  /// The same command with these flags.
  public Command with(Flag first, Flag... more) {
    return new Command(name, arity, docs, EnumSet.of(first, more), keys, subcommands, handler);
  }

  /// The same command as it is documented.
  ///
  /// @param version that it came with, of Redis where it is Redis's
  /// @param syntax its arguments, as [Argument#parse] reads them
  public Command since(String version, String syntax) {
    Docs more = new Docs(docs.summary, version, syntax);
    return new Command(name, arity, more, flags, keys, subcommands, handler);
  }

  /// The same command with these keys.
  public Command withKeys(int first, int last, int step) {
    return new Command(
        name, arity, docs, flags, new KeyRange(first, last, step), subcommands, handler);
  }

  /// Whether a request with `count` arguments may call it.
  public boolean accepts(int count) {
    return arity > 0 ? count == arity : count >= -arity;
  }
}
