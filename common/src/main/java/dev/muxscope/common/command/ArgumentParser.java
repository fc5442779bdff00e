package dev.muxscope.common.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Reads one line of [Argument#parse]. Used once, by one thread.
final class ArgumentParser {

  private static final String MANY = "...";
  private static final String BRACKETS = "<>[]|";

  private final String syntax;
  private int at;

  ArgumentParser(String syntax) {
    this.syntax = syntax;
  }

  List<Argument> parse() {
    List<Argument> all = sequence();
    if (at < syntax.length()) {
      throw wrong("nothing opens " + syntax.charAt(at));
    }
    return all;
  }

  /// What stands side by side, up to a bracket that closes or a bar.
  private List<Argument> sequence() {
    List<Argument> all = new ArrayList<>();
    while (hasElement()) {
      all.add(element());
    }
    return all;
  }

  private boolean hasElement() {
    while (at < syntax.length() && syntax.charAt(at) == ' ') {
      at++;
    }
    return at < syntax.length() && ">]|".indexOf(syntax.charAt(at)) < 0;
  }

  private Argument element() {
    Argument one =
        switch (syntax.charAt(at)) {
          case '[' -> group(']').with(Argument.Flag.OPTIONAL);
          case '<' -> group('>');
          default -> words();
        };
    if (syntax.startsWith(MANY, at)) {
      at += MANY.length();
      return one.with(Argument.Flag.MULTIPLE);
    }
    return one;
  }

  private Argument group(char end) {
    at++;
    String name = groupName();
    List<Argument> choices = new ArrayList<>();
    do {
      choices.add(block("", sequence()));
    } while (skip('|'));
    if (!skip(end)) {
      throw wrong("nothing closes before " + end);
    }
    if (choices.size() > 1) {
      return group(name, Argument.Type.ONEOF, choices);
    }
    Argument only = choices.getFirst();
    if (name.isEmpty()) {
      return only;
    }
    boolean isBlock = only.type() == Argument.Type.BLOCK;
    return group(name, Argument.Type.BLOCK, isBlock ? only.parts() : choices);
  }

  /// The name before `=`, empty if the group has none.
  private String groupName() {
    int end = at;
    while (end < syntax.length() && (BRACKETS + " =").indexOf(syntax.charAt(end)) < 0) {
      end++;
    }
    if (end == syntax.length() || syntax.charAt(end) != '=') {
      return "";
    }
    String name = syntax.substring(at, end);
    at = end + 1;
    return name;
  }

  private Argument block(String name, List<Argument> parts) {
    if (parts.isEmpty()) {
      throw wrong("nothing stands in brackets");
    }
    return parts.size() == 1 ? parts.getFirst() : group(name, Argument.Type.BLOCK, parts);
  }

  private static Argument group(String name, Argument.Type type, List<Argument> parts) {
    String called =
        name.isEmpty() ? parts.stream().map(Argument::name).collect(Collectors.joining("_")) : name;
    return new Argument(called, type, "", java.util.Set.of(), parts);
  }

  private boolean skip(char c) {
    if (at < syntax.length() && syntax.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /// A name, a word, or a word and what follows it.
  private Argument words() {
    String word = word();
    boolean token = word.equals(word.toUpperCase(Locale.ROOT));
    if (!token) {
      return named(word);
    }
    boolean more = hasElement() && !syntax.startsWith("[", at) && !isToken();
    return more
        ? element().after(word)
        : Argument.of(word.toLowerCase(Locale.ROOT), Argument.Type.PURE_TOKEN).after(word);
  }

  private boolean isToken() {
    int before = at;
    String word = word();
    at = before;
    return !word.isEmpty() && word.equals(word.toUpperCase(Locale.ROOT));
  }

  private String word() {
    int from = at;
    while (at < syntax.length()
        && (BRACKETS + " ").indexOf(syntax.charAt(at)) < 0
        && !syntax.startsWith(MANY, at)) {
      at++;
    }
    return syntax.substring(from, at);
  }

  private static Argument named(String word) {
    int colon = word.lastIndexOf(':');
    for (Argument.Type type : Argument.Type.values()) {
      if (type.label().equals(word.substring(colon + 1))) {
        return Argument.of(colon < 0 ? word : word.substring(0, colon), type);
      }
    }
    return Argument.of(word, Argument.Type.STRING);
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        "syntax \"" + syntax + "\", character " + (at + 1) + ": " + why);
  }
}
