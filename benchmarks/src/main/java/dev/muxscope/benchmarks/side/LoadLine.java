package dev.muxscope.benchmarks.side;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `redis-benchmark` says of its progress, four times a second.
///
/// @param recent replies a second since it said so last
/// @param overall replies a second since it began
record LoadLine(double recent, double overall) {

  private static final Pattern LINE =
      Pattern.compile(".*: rps=(\\S+) \\(overall: (\\S+)\\) avg_msec=.*");

  /// Of a line; empty if it is none of these.
  static Optional<LoadLine> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(new LoadLine(rate(matcher.group(1)), rate(matcher.group(2))))
        : Optional.empty();
  }

  /// In its first moment it divides zero by zero.
  private static double rate(String text) {
    return text.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(text) : 0;
  }
}
