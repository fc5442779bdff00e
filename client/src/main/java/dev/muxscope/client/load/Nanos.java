package dev.muxscope.client.load;

import java.util.Locale;

/// Nanoseconds in the unit that fits.
final class Nanos {

  private Nanos() {}

  /// Three significant digits, as `850 ns`, `12.3 µs`, `4.56 ms`, `1.20 s`.
  static String format(long nanos) {
    if (nanos < 1000) {
      return nanos + " ns";
    }
    if (nanos < 999.5e3) {
      return threeDigits(nanos / 1e3) + " µs";
    }
    return nanos < 999.5e6 ? threeDigits(nanos / 1e6) + " ms" : threeDigits(nanos / 1e9) + " s";
  }

  private static String threeDigits(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
