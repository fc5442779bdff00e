package dev.muxscope.app;

import dev.muxscope.client.FileErrors;
import dev.muxscope.report.HtmlRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The words after a subcommand, taken apart by its [Syntax].
///
/// @param syntax what they were taken apart by
/// @param values of the options that were given; empty texts for switches
/// @param operands the words that are no options
/// @param rest the words behind `--`
record Arguments(
    Syntax syntax, Map<String, String> values, List<String> operands, List<String> rest) {

  private static final Pattern REMARK = Pattern.compile("#.*");
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|min|h)");

  /// Whether an option was given.
  boolean has(String name) {
    return values.containsKey(name);
  }

  /// An option's value, given or by default; empty if there is none.
  String text(String name) {
    return values.getOrDefault(name, option(name).fallback());
  }

  /// An option's value as a whole number.
  ///
  /// @throws UsageException if it is none or out of range
  int number(String name, int least, int most) throws UsageException {
    return number(name, text(name), least, most);
  }

  /// An option's value as one of a type's constants, written in small letters.
  <E extends Enum<E>> E choice(String name, Class<E> type) throws UsageException {
    List<String> words = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      String word = each.name().toLowerCase(Locale.ROOT);
      if (word.equals(text(name))) {
        return each;
      }
      words.add(word);
    }
    throw new UsageException(
        "--" + name + " takes " + String.join(" or ", words) + ", not " + text(name));
  }

  /// An option's value as a share, over 0 and at most 1.
  double share(String name) throws UsageException {
    try {
      double share = Double.parseDouble(text(name));
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException _) {
      // Answered below, with the shares that are out of range.
    }
    throw new UsageException(
        "--" + name + " takes a share over 0 and at most 1, like 0.01, not " + text(name));
  }

  /// An option's value as whole numbers separated by commas.
  List<Integer> numbers(String name, int least, int most) throws UsageException {
    List<Integer> numbers = new ArrayList<>();
    for (String each : list(name)) {
      numbers.add(number(name, each, least, most));
    }
    return numbers;
  }

  /// An option's value as shares separated by commas, as `1,0.02`.
  List<Double> shares(String name) throws UsageException {
    List<Double> shares = new ArrayList<>();
    for (String each : list(name)) {
      try {
        shares.add(Double.valueOf(each));
      } catch (NumberFormatException _) {
        throw new UsageException("--" + name + " takes shares as 1 or 0.02, not " + each);
      }
    }
    return shares;
  }

  /// An option's value as words separated by commas; `@FILE` stands for the words in a file, which
  /// are separated by commas, blanks or lines, and where `#` begins a remark.
  List<String> list(String name) throws UsageException {
    String text = text(name);
    List<String> words =
        text.startsWith("@")
            ? fromFile(name, text.substring(1))
            : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (words.contains("")) {
      throw new UsageException("--" + name + " takes words separated by commas, not " + text);
    }
    return words;
  }

  private static List<String> fromFile(String name, String file) throws UsageException {
    try {
      return Files.readAllLines(path("--" + name, file)).stream()
          .map(line -> REMARK.matcher(line).replaceFirst(""))
          .flatMap(line -> Arrays.stream(line.split("[,\\s]+")))
          .filter(word -> !word.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UsageException(
          "--" + name + " @" + file + " cannot be read: " + FileErrors.reason(e));
    }
  }

  /// An option's value as a duration, like `10s`, `500ms`, `1.5m`, or `0`.
  Duration duration(String name) throws UsageException {
    if (text(name).equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = DURATION.matcher(text(name));
    if (!matcher.matches()) {
      throw new UsageException(
          "--" + name + " takes a time like 10s, 500ms or 2m, not " + text(name));
    }
    double nanos =
        switch (matcher.group(2)) {
          case "us" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "h" -> 3600e9;
          default -> 60e9;
        };
    return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
  }

  /// An option's value as a path, if it was given.
  Optional<Path> path(String name) throws UsageException {
    return has(name) ? Optional.of(path("--" + name, text(name))) : Optional.empty();
  }

  /// An option's value as a file that is written when the work is done, if it was given.
  ///
  /// @throws UsageException if it cannot be, as far as can be told: nothing is to be measured in
  ///   vain
  Optional<Path> outputFile(String name) throws UsageException {
    Optional<Path> file = path(name);
    if (file.isPresent()) {
      String obstacle = FileErrors.obstacle(file.get());
      if (!obstacle.isEmpty()) {
        throw new UsageException(
            "--" + name + " " + file.get() + " cannot be written: " + obstacle);
      }
    }
    return file;
  }

  /// An option's value as an [#outputFile] that is a page. It may replace one, but nothing else:
  /// not the recording or the results that it shows.
  Optional<Path> outputPage(String name) throws UsageException {
    Optional<Path> file = outputFile(name);
    if (file.isPresent() && Files.isRegularFile(file.get()) && !mayBePage(file.get())) {
      throw new UsageException(
          "--" + name + " " + file.get() + " exists and is no page: name another file");
    }
    return file;
  }

  private static boolean mayBePage(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(HtmlRenderer.START.length()), StandardCharsets.UTF_8);
      return HtmlRenderer.START.startsWith(start);
    } catch (IOException _) {
      return false;
    }
  }

  /// A word as a path.
  ///
  /// @param what names the word in the error
  static Path path(String what, String word) throws UsageException {
    try {
      if (!word.isEmpty()) {
        return Path.of(word);
      }
    } catch (InvalidPathException _) {
      // Answered below, with the empty path.
    }
    throw new UsageException(what + ": no such path can be: \"" + word + "\"");
  }

  /// Checks how many operands there are.
  void expectOperands(int least, int most) throws UsageException {
    if (operands.size() < least || operands.size() > most) {
      String wanted =
          syntax.operands().isEmpty()
              ? "options only"
              : most == 0 ? "nothing besides these options" : syntax.operands();
      String got = operands.isEmpty() ? "nothing" : String.join(" ", operands);
      throw new UsageException(syntax.name() + " takes " + wanted + ", but got " + got);
    }
  }

  /// Checks that no two of some options are given, as each asks for something else.
  void expectAtMostOne(String... names) throws UsageException {
    List<String> given = Stream.of(names).filter(this::has).map(name -> "--" + name).toList();
    if (given.size() > 1) {
      throw new UsageException(
          String.join(" and ", given) + " exclude each other: give one of them");
    }
  }

  private static int number(String name, String text, int least, int most) throws UsageException {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Answered below, with the numbers that are out of range.
    }
    String range = most == Integer.MAX_VALUE ? "from " + least + " on" : least + " to " + most;
    throw new UsageException("--" + name + " takes a whole number, " + range + ", not " + text);
  }

  private Option option(String name) {
    return syntax.options().stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(syntax.name() + " has no --" + name));
  }
}
