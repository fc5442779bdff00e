package dev.muxscope.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a subcommand takes, as data: its help and its parser follow from it.
///
/// @param name the subcommand, as `serve`
/// @param operands what it takes besides options, as `HOST:PORT`; empty for nothing
/// @param summary what it does, one line without a full stop
/// @param options in the order of the help
record Syntax(String name, String operands, String summary, List<Option> options) {

  private static final String END_OF_OPTIONS = "--";
  private static final int HELP_COLUMN = 30;

  /// Takes the words after the subcommand apart: `--name value`, `--name=value`, switches and
  /// operands in any order; all behind `--` is kept as it is, if that is among the operands.
  Arguments parse(List<String> words) throws UsageException {
    Map<String, String> values = new HashMap<>();
    List<String> found = new ArrayList<>();
    int i = 0;
    while (i < words.size() && !words.get(i).equals(END_OF_OPTIONS)) {
      String word = words.get(i++);
      if (!word.startsWith("-") || word.equals("-")) {
        found.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      Option option = option(equals < 0 ? word : word.substring(0, equals));
      if (option.isFlag() && equals >= 0) {
        throw new UsageException("--" + option.name() + " takes no value");
      }
      if (option.isFlag()) {
        values.put(option.name(), "");
      } else if (equals >= 0) {
        values.put(option.name(), word.substring(equals + 1));
      } else if (i < words.size() && !isOption(words.get(i))) {
        values.put(option.name(), words.get(i++));
      } else {
        throw new UsageException("--" + option.name() + " needs a value: " + option.value());
      }
    }
    List<String> rest = i < words.size() ? words.subList(i + 1, words.size()) : List.of();
    if (!rest.isEmpty() && !operands.contains(END_OF_OPTIONS)) {
      throw new UsageException(name + " takes nothing behind --: " + String.join(" ", rest));
    }
    return new Arguments(this, values, found, rest);
  }

  /// The help, as printed by `--help`.
  String help() {
    StringBuilder text = new StringBuilder("usage: muxscope ").append(name);
    if (!options.isEmpty()) {
      text.append(" [options]");
    }
    if (!operands.isEmpty()) {
      text.append(' ').append(operands);
    }
    text.append("\n\n").append(summary).append("\n");
    if (!options.isEmpty()) {
      text.append('\n');
    }
    for (Option option : options) {
      String head = "  --" + option.name() + (option.isFlag() ? "" : " " + option.value());
      text.append(head);
      text.append(
          head.length() < HELP_COLUMN
              ? " ".repeat(HELP_COLUMN - head.length())
              : "\n" + " ".repeat(HELP_COLUMN));
      text.append(option.help());
      if (!option.fallback().isEmpty()) {
        text.append(" [").append(option.fallback()).append(']');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /// Whether a word is one of the options, and so no value of another.
  private boolean isOption(String word) {
    String name = word.replaceFirst("=.*", "");
    return word.equals(END_OF_OPTIONS)
        || options.stream().anyMatch(option -> name.equals("--" + option.name()));
  }

  private Option option(String word) throws UsageException {
    for (Option option : options) {
      if (word.equals("--" + option.name())) {
        return option;
      }
    }
    throw new UsageException(
        "unknown option "
            + word
            + Spelling.suggest(word, options.stream().map(o -> "--" + o.name()).toList())
            + " (muxscope "
            + name
            + " --help lists all)");
  }
}
