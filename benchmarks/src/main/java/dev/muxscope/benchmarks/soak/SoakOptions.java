package dev.muxscope.benchmarks.soak;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.benchmarks.Words;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What is soaked, for how long, and with which plan.
///
/// @param modes of Muxscope, in order
/// @param time that each mode is soaked for
/// @param seed of all that clients choose; the same seed is the same plan
record SoakOptions(List<String> modes, Duration time, long seed) {

  SoakOptions {
    modes = List.copyOf(modes);
  }

  /// Takes the words of the command line apart.
  ///
  /// @throws UsageException if they cannot be taken
  static SoakOptions parse(List<String> words) throws UsageException {
    Words given = Words.of(words, Set.of("mode", "minutes", "seed"), Set.of());
    double minutes = given.decimal("minutes", 30, 0.05, 10_000);
    return new SoakOptions(
        given.modes("mode", Words.MODES),
        Duration.ofMillis(Math.round(minutes * 60_000)),
        seed(given));
  }

  private static long seed(Words given) throws UsageException {
    String text = given.values().get("seed");
    try {
      return text == null ? System.currentTimeMillis() / 1000 : Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new UsageException("--seed takes a whole number, not " + text);
    }
  }
}
