package dev.muxscope.benchmarks.soak;

import java.time.Duration;
import java.util.List;

/// What is soaked, for how long, and with which plan.
///
/// @param modes of Muxscope, in order
/// @param time that each mode is soaked for
/// @param seed of all that clients choose; the same seed is the same plan
record SoakOptions(List<String> modes, Duration time, long seed) {

  private static final List<String> MODES =
      List.of("select", "select+vthreads", "vthreads", "threads");
  private static final double MOST_MINUTES = 10_000;

  SoakOptions {
    modes = List.copyOf(modes);
  }

  /// Takes the words of the command line apart.
  ///
  /// @throws UsageException if they cannot be taken
  static SoakOptions parse(List<String> words) throws UsageException {
    SoakOptions options =
        new SoakOptions(MODES, Duration.ofMinutes(30), System.currentTimeMillis() / 1000);
    for (int i = 0; i < words.size(); i++) {
      String[] option = words.get(i).split("=", 2);
      boolean joined = option.length == 2;
      if (!joined && i + 1 == words.size()) {
        throw new UsageException(words.get(i) + " is unknown or needs a value (--help lists all)");
      }
      options = options.with(option[0], joined ? option[1] : words.get(++i));
    }
    return options;
  }

  private SoakOptions with(String option, String value) throws UsageException {
    return switch (option) {
      case "--mode" -> new SoakOptions(modes(value), time, seed);
      case "--minutes" -> new SoakOptions(modes, minutes(value), seed);
      case "--seed" -> new SoakOptions(modes, time, seed(value));
      default -> throw new UsageException("unknown option " + option + " (--help lists all)");
    };
  }

  private static List<String> modes(String text) throws UsageException {
    List<String> asked = List.of(text.split(",", -1));
    for (String mode : asked) {
      if (!MODES.contains(mode)) {
        throw new UsageException(
            "--mode takes some of " + String.join(",", MODES) + ", not " + mode);
      }
    }
    return asked;
  }

  private static Duration minutes(String text) throws UsageException {
    if (text.matches("\\d{1,5}(\\.\\d{1,4})?")) {
      double minutes = Double.parseDouble(text);
      if (minutes >= 0.05 && minutes <= MOST_MINUTES) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
      }
    }
    throw new UsageException("--minutes takes 0.05 to 10000, not " + text);
  }

  private static long seed(String text) throws UsageException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new UsageException("--seed takes a whole number, not " + text);
    }
  }
}
