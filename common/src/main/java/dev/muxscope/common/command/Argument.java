package dev.muxscope.common.command;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// An argument of a command, as `COMMAND DOCS` describes it: what `redis-cli` makes its hints of.
///
/// @param name what it is called
/// @param type what may stand there
/// @param token the word that stands before it, or that it is; empty if there is none
/// @param flags whether it may be left out or given again
/// @param parts what it consists of, or what may stand in its place
public record Argument(
    String name, Type type, String token, Set<Flag> flags, List<Argument> parts) {

  /// What may stand in an argument's place.
  public enum Type {
    STRING,
    INTEGER,
    KEY,
    PATTERN,
    /// A word as it is, such as `NX`.
    PURE_TOKEN,
    /// One of its parts.
    ONEOF,
    /// All of its parts in turn.
    BLOCK;

    /// The name in `COMMAND DOCS`.
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// How often an argument may be there besides once, in the order of `COMMAND DOCS`.
  public enum Flag {
    OPTIONAL,
    MULTIPLE;

    /// The name in `COMMAND DOCS`.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Argument {
    flags = Set.copyOf(flags);
    parts = List.copyOf(parts);
  }

  /// One with a name and a type, and nothing else.
  static Argument of(String name, Type type) {
    return new Argument(name, type, "", Set.of(), List.of());
  }

  /// The arguments that a line of syntax names, in its order.
  ///
  /// | text | means |
  /// |---|---|
  /// | `name`, `name:integer` | a string, or of the type given; `key` is a key, `pattern` a pattern |
  /// | `NX` | the word itself |
  /// | `EX seconds:integer` | the word, then the argument |
  /// | `[…]` | may be left out |
  /// | `…...` | may be given again |
  /// | `NX\|XX`, within brackets | one of these |
  /// | `<…>` | holds together, as `<key value>...` |
  /// | `[condition=NX\|XX]` | gives that which is in brackets a name |
  ///
  /// @throws IllegalArgumentException if a bracket has no counterpart or a name is missing
  public static List<Argument> parse(String syntax) {
    return new ArgumentParser(syntax).parse();
  }

  /// The same arguments as `redis-cli` writes them, for people.
  public static String text(List<Argument> arguments) {
    return arguments.stream().map(Argument::text).collect(Collectors.joining(" "));
  }

  private String text() {
    String inner =
        switch (type) {
          case PURE_TOKEN -> token;
          case ONEOF -> before(parts.stream().map(Argument::text).collect(Collectors.joining("|")));
          case BLOCK -> before(text(parts));
          default -> before(name);
        };
    String many = is(Flag.MULTIPLE) ? inner + " [" + inner + " ...]" : inner;
    return is(Flag.OPTIONAL) ? "[" + many + "]" : many;
  }

  private String before(String text) {
    return token.isEmpty() ? text : token + " " + text;
  }

  Argument with(Flag flag) {
    EnumSet<Flag> more = EnumSet.of(flag);
    more.addAll(flags);
    return new Argument(name, type, token, more, parts);
  }

  Argument after(String word) {
    return new Argument(name, type, word, flags, parts);
  }

  /// Whether it has this flag.
  public boolean is(Flag flag) {
    return flags.contains(flag);
  }
}
