package dev.muxscope.benchmarks.side;

import dev.muxscope.client.FileErrors;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words of a command line, taken apart: `--name value`, `--name=value`, and switches.
///
/// @param values by name, without dashes; empty for switches
record Words(Map<String, String> values) {

  private static final Set<String> SWITCHES = Set.of("full", "memory");
  private static final Set<String> NAMES =
      Set.of(
          "connections",
          "pipeline",
          "requests",
          "rounds",
          "seconds",
          "modes",
          "only",
          "html",
          "json");

  static Words of(List<String> words) throws UsageException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = word.substring(0, equals < 0 ? word.length() : equals).replaceFirst("^--", "");
      boolean option = word.startsWith("--");
      if (option && SWITCHES.contains(name) && equals < 0) {
        values.put(name, "");
      } else if (!option || !NAMES.contains(name)) {
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

  boolean has(String name) {
    return values.containsKey(name);
  }

  int number(String name, int fallback, int least, int most) throws UsageException {
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

  double seconds(String name, double fallback) throws UsageException {
    String text = values.get(name);
    if (text == null) {
      return fallback;
    }
    if (text.matches("\\d{1,4}(\\.\\d{1,3})?") && Double.parseDouble(text) >= 0.25) {
      return Double.parseDouble(text);
    }
    throw new UsageException("--" + name + " takes seconds from 0.25 on, not " + text);
  }

  List<Integer> numbers(String name, List<Integer> fallback, int least, int most)
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

  List<String> list(String name, List<String> fallback) throws UsageException {
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

  /// A file that can be written, as far as can be told before.
  Optional<Path> outputFile(String name) throws UsageException {
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
