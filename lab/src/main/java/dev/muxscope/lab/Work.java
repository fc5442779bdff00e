package dev.muxscope.lab;

import dev.muxscope.report.Values;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request makes the server do besides answering.
///
/// @param kind whether it computes, blocks, or neither
/// @param time how long; zero for [Kind#NONE]
public record Work(Kind kind, Duration time) {

  private static final Duration MOST = Duration.ofSeconds(10);

  /// Nothing but the request itself.
  public static final Work NONE = new Work(Kind.NONE, Duration.ZERO);

  private static final Pattern TEXT = Pattern.compile("(spin|sleep):(\\d{1,9})(us|ms|s)");

  /// How a request spends its time on the server.
  public enum Kind {
    /// It only answers.
    NONE,
    /// It computes, by `LAB.SPIN`.
    SPIN,
    /// It blocks, by `LAB.SLEEP`.
    SLEEP
  }

  /// @throws IllegalArgumentException with one line for the user when the time is out of its range:
  ///   1 µs to 10 s for computing, whole milliseconds up to 10 s for blocking
  public Work {
    boolean none = kind == Kind.NONE;
    if (none != time.isZero() || time.isNegative() || time.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "work of "
              + Values.format(time)
              + ": use none, or a time over 0 and up to 10 s, as spin:50us or sleep:5ms");
    }
    if (kind == Kind.SLEEP && time.toNanos() % 1_000_000 != 0) {
      throw new IllegalArgumentException(
          "work sleeps " + Values.format(time) + ": use whole milliseconds, as sleep:5ms");
    }
  }

  /// Reads `none`, `spin:50us` or `sleep:5ms`; units are `us`, `ms` and `s`.
  ///
  /// @throws IllegalArgumentException with one line for the user for anything else
  public static Work parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "work \"" + text + "\": use none, spin:50us or sleep:5ms, with us, ms or s");
    }
    long amount = Long.parseLong(matcher.group(2));
    Duration time =
        switch (matcher.group(3)) {
          case "us" -> Duration.ofNanos(amount * 1_000);
          case "ms" -> Duration.ofMillis(amount);
          default -> Duration.ofSeconds(amount);
        };
    return new Work(matcher.group(1).equals("spin") ? Kind.SPIN : Kind.SLEEP, time);
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case SPIN -> "spin:" + time.toNanos() / 1_000 + "us";
      case SLEEP -> "sleep:" + time.toMillis() + "ms";
    };
  }
}
