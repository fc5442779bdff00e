package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import java.util.Locale;

/// Writes a figure for a sentence, as the tables write it.
final class Figures {

  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final String[] TIMES = {"ns", "µs", "ms", "s"};

  private Figures() {}

  static String write(Format format, Object value) {
    if (!(value instanceof Number number)) {
      return String.valueOf(value);
    }
    double figure = number.doubleValue();
    if (!Double.isFinite(figure)) {
      return "-";
    }
    return switch (format) {
      case TEXT -> String.valueOf(value);
      case COUNT -> count(Math.round(figure));
      case NUMBER -> number(figure);
      case RATIO -> String.format(Locale.ROOT, "%.2fx", figure);
      case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * figure);
      case NANOS -> scaled(figure, 1000, TIMES);
      case BYTES -> scaled(figure, 1024, BINARY);
    };
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// Three significant digits.
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }

  private static String scaled(double value, int step, String[] units) {
    int unit = 0;
    double scaled = value;
    while (Math.abs(scaled) >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    boolean whole = unit == 0 && scaled == Math.rint(scaled);
    return (whole ? count((long) scaled) : number(scaled)) + " " + units[unit];
  }
}
