package dev.muxscope.benchmarks;

import dev.muxscope.client.FileErrors;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words of a command line, taken apart: `--name value`, `--name=value`, and switches. What
/// asks for a value that cannot be taken throws, and says what could be.
///
/// @param values by name, without dashes; empty for switches
public record Words(Map<String, String> values) {

  /// All modes of Muxscope.
  public static final List<String> MODES =
      List.of("select", "select+vthreads", "vthreads", "threads");

  /// Takes words apart.
  ///
  /// @param names of options that have values
  /// @param switches names of options that have none
  /// @throws UsageException if there are others
  public static Words of(List<String> words, Set<String> names, Set<String> switches)
      throws UsageException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = word.substring(0, equals < 0 ? word.length() : equals).replaceFirst("^--", "");
      boolean option = word.startsWith("--");
      if (option && switches.contains(name) && equals < 0) {
        values.put(name, "");
      } else if (!option || !names.contains(name)) {
        throw new UsageException("unknown option " + word + " (--help lists all)");
      } else if (equals >= 0) {
        values.put(name, word.substring(equals + 1));
      } else if (++i < words.size()) {
        values.put(name, words.get(i));
      } else {
        throw new UsageException(word + " needs a value");
      }
    }
    return new Words(values);
  }

  /// Whether an option or a switch is given.
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// An option's value as a whole number.
  public int number(String name, int fallback, int least, int most) throws UsageException {
    String text = values.get(name);
    return text == null ? fallback : number(name, text, least, most);
  }

  private static int number(String name, String text, int least, int most) throws UsageException {
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new UsageException("--" + name + " takes " + least + " to " + most + ", not " + text);
  }

  /// An option's value as a number, which may have a fraction.
  public double decimal(String name, double fallback, double least, int most)
      throws UsageException {
    String text = values.get(name);
    if (text == null) {
      return fallback;
    }
    if (text.matches("\\d{1,9}(\\.\\d{1,4})?")) {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new UsageException("--" + name + " takes " + least + " to " + most + ", not " + text);
  }

  /// An option's value as whole numbers, separated by commas.
  public List<Integer> numbers(String name, List<Integer> fallback, int least, int most)
      throws UsageException {
    if (!has(name)) {
      return fallback;
    }
    List<Integer> numbers = new ArrayList<>();
    for (String word : list(name, List.of())) {
      numbers.add(number(name, word, least, most));
    }
    return numbers;
  }

  /// An option's value as words separated by commas, each once.
  public List<String> list(String name, List<String> fallback) throws UsageException {
    String text = values.get(name);
    if (text == null) {
      return fallback;
    }
    List<String> words = List.of(text.split(",", -1));
    if (words.contains("")) {
      throw new UsageException("--" + name + " takes words separated by commas, not " + text);
    }
    return words.stream().distinct().toList();
  }

  /// An option's value as some of [#MODES], separated by commas, each once.
  public List<String> modes(String name, List<String> fallback) throws UsageException {
    List<String> words = list(name, fallback);
    for (String word : words) {
      if (!MODES.contains(word)) {
        throw new UsageException(
            "--" + name + " takes some of " + String.join(",", MODES) + ", not " + word);
      }
    }
    return words;
  }

  /// A file that can be written, as far as can be told before.
  public Optional<Path> outputFile(String name) throws UsageException {
    String text = values.get(name);
    if (text == null) {
      return Optional.empty();
    }
    Path file = path(name, text);
    String obstacle = FileErrors.obstacle(file);
    if (!obstacle.isEmpty()) {
      throw new UsageException("--" + name + " " + file + " cannot be written: " + obstacle);
    }
    return Optional.of(file);
  }

  private static Path path(String name, String text) throws UsageException {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException _) {
      // Answered below, with the empty path.
    }
    throw new UsageException("--" + name + ": no such path can be: \"" + text + "\"");
  }
}
