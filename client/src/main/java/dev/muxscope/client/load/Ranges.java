package dev.muxscope.client.load;

import java.time.Duration;

/// Checks of what a user asks for, with messages of one line.
final class Ranges {

  private static final Duration DAY = Duration.ofDays(1);

  private Ranges() {}

  static void require(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is " + value + ": use a number between " + min + " and " + max);
    }
  }

  static void requireAtMostADay(String name, Duration value) {
    if (value.isNegative() || value.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ": use up to a day, as 10s");
    }
  }
}
