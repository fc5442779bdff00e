package dev.muxscope.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes single values the way [Table.Format] says, the same in every rendering and every locale.
///
/// Public so that prose can quote a figure exactly as the table beside it does. Safe to call from
/// any thread.
public final class Values {

  /// What stands for a value that is not there.
  static final String MISSING = "-";

  private static final int SIGNIFICANT = 3;

  /// Ticks are round by construction; twelve digits hide what binary fractions add to them.
  private static final MathContext TICK = new MathContext(12, RoundingMode.HALF_UP);

  private static final List<String> NANOS = List.of("ns", "µs", "ms", "s");
  private static final List<String> BYTES = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  private static final Pattern BEFORE_UNIT =
      Pattern.compile("(?<=\\d) (?=(?:ns|µs|ms|s|B|[KMGTP]iB|%)(?!\\w))");

  private static final Pattern DECIMALS = Pattern.compile("\\.(\\d+)");
  private static final Pattern POWER = Pattern.compile("\\de[+-]?\\d");

  private Values() {}

  /// Writes a value: a cell of a table, or a figure for a text. `NaN` is written as `-`, the
  /// infinities as `∞` and `-∞`.
  ///
  /// @param value what a cell of a [Table] may be; a text stands as it is in any format
  /// @param format how a number is written
  public static String format(Object value, Table.Format format) {
    return switch (value) {
      case Boolean yes -> yes ? "yes" : "no";
      case Long whole when format == Table.Format.COUNT -> grouped(whole);
      case Long whole when format == Table.Format.TEXT -> whole.toString();
      case Number number -> number(number.doubleValue(), format);
      case Estimate estimate -> number(estimate.value(), format) + interval(estimate, format);
      default -> value.toString();
    };
  }

  /// Writes a duration as a value of [Table.Format#NANOS].
  public static String format(Duration duration) {
    return format(duration.toNanos(), Table.Format.NANOS);
  }

  private static String number(double value, Table.Format format) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    return switch (format) {
      case TEXT -> plain(BigDecimal.valueOf(value));
      case COUNT -> String.format(Locale.ROOT, "%,d", rounded(value));
      case NUMBER -> significant(value);
      case RATIO -> ratio(value) + "x";
      case SHARE -> percent(value * 100) + " %";
      case NANOS -> scaled(value, 1000, NANOS);
      case BYTES -> scaled(value, 1024, BYTES);
    };
  }

  /// Writes an interval as ` [11.9, 12.8]`, in the unit and with as many decimals as its value is
  /// written with; nothing if there is none. A value of 0 has no decimals to tell how many are
  /// worth showing: its interval does.
  static String interval(Estimate estimate, Table.Format format) {
    if (!estimate.hasInterval()) {
      return "";
    }
    double size = Math.abs(estimate.value());
    double unit = unit(size, format);
    double widest = Math.max(Math.abs(estimate.low()), Math.abs(estimate.high()));
    String pattern = size > 0 ? number(size, format) : number(widest, unscaled(format));
    return " [%s, %s]"
        .formatted(bound(estimate.low() / unit, pattern), bound(estimate.high() / unit, pattern));
  }

  /// Writes an end of an interval with as many decimals as another number is written with, or with
  /// a power of ten if that is.
  private static String bound(double value, String pattern) {
    if (Double.isInfinite(value) || POWER.matcher(pattern).find()) {
      return number(value, Table.Format.NUMBER);
    }
    Matcher digits = DECIMALS.matcher(pattern);
    return decimals(BigDecimal.valueOf(value), digits.find() ? digits.group(1).length() : 0);
  }

  /// The format of a number in the smallest of the units that a format chooses from.
  private static Table.Format unscaled(Table.Format format) {
    return switch (format) {
      case NANOS, BYTES -> Table.Format.NUMBER;
      default -> format;
    };
  }

  /// What a value is divided by before its digits are written.
  private static double unit(double value, Table.Format format) {
    return switch (format) {
      case TEXT, COUNT, NUMBER, RATIO -> 1;
      case SHARE -> 0.01;
      case NANOS -> Math.pow(1000, unitOf(value, 1000, NANOS));
      case BYTES -> Math.pow(1024, unitOf(value, 1024, BYTES));
    };
  }

  /// Writes the value of an axis tick: as [#format], but without the zeros that only say how
  /// exactly something was measured, and with every digit the tick has.
  static String tick(double value, Table.Format format) {
    return switch (format) {
      case TEXT, COUNT, NUMBER -> plain(BigDecimal.valueOf(value));
      case RATIO -> plain(BigDecimal.valueOf(value)) + "x";
      case SHARE -> plain(BigDecimal.valueOf(value * 100)) + " %";
      case NANOS -> scaledTick(value, 1000, NANOS);
      case BYTES -> scaledTick(value, 1024, BYTES);
    };
  }

  /// Puts no-break spaces between the figures and units of a text.
  static String keepUnits(String text) {
    return BEFORE_UNIT.matcher(text).replaceAll("\u00a0");
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static BigInteger rounded(double value) {
    return BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP).toBigInteger();
  }

  /// One decimal; a share too small to show in it keeps its significant digits, because `0.0 %`
  /// would deny that there was anything.
  private static String percent(double percent) {
    return percent != 0 && Math.abs(percent) < 0.1
        ? significant(percent)
        : decimals(BigDecimal.valueOf(percent), 1);
  }

  /// Two decimals are as exact as ratios under one are measured to be.
  private static String ratio(double value) {
    double size = Math.abs(value);
    return size >= 0.095 && size < 1 ? decimals(BigDecimal.valueOf(value), 2) : significant(value);
  }

  private static String significant(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size < 1e-4 || size >= 1e15) {
      return String.format(Locale.ROOT, "%." + (SIGNIFICANT - 1) + "e", value);
    }
    BigDecimal rounded = threeDigits(value);
    int exponent = rounded.precision() - rounded.scale() - 1;
    return decimals(rounded, Math.max(0, SIGNIFICANT - 1 - exponent));
  }

  private static BigDecimal threeDigits(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(SIGNIFICANT, RoundingMode.HALF_UP));
  }

  private static String decimals(BigDecimal value, int decimals) {
    BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  private static String scaled(double value, int factor, List<String> units) {
    int unit = unitOf(value, factor, units);
    double scaled = value / Math.pow(factor, unit);
    boolean whole =
        (unit == 0 && scaled == Math.rint(scaled)) || exceedsThreeDigits(scaled, factor);
    String digits = whole ? decimals(BigDecimal.valueOf(scaled), 0) : significant(scaled);
    return digits + " " + units.get(unit);
  }

  private static int unitOf(double value, int factor, List<String> units) {
    int unit = 0;
    double scaled = Math.abs(value);
    while (unit < units.size() - 1 && shown(scaled) >= factor) {
      scaled /= factor;
      unit++;
    }
    return unit;
  }

  /// The number a reader would see: 999.6 ns shows as 1000 ns, and so belongs into the next unit.
  private static double shown(double size) {
    return size >= 999.5 ? Math.rint(size) : threeDigits(size).doubleValue();
  }

  /// Between 1000 and 1023 of a unit of 1024 a whole number is the shortest that is right.
  private static boolean exceedsThreeDigits(double scaled, int factor) {
    double size = Math.abs(scaled);
    return size >= 999.5 && size < factor;
  }

  private static String scaledTick(double value, int factor, List<String> units) {
    int unit = 0;
    double scaled = value;
    while (unit < units.size() - 1
        && BigDecimal.valueOf(scaled).round(TICK).abs().doubleValue() >= factor) {
      scaled /= factor;
      unit++;
    }
    return value == 0 ? "0" : plain(BigDecimal.valueOf(scaled)) + " " + units.get(unit);
  }

  /// All digits worth showing, and no zeros behind them.
  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.round(TICK).stripTrailingZeros();
    double size = stripped.abs().doubleValue();
    if (size != 0 && (size < 1e-6 || size >= 1e15)) {
      return stripped.toString().replace("E+", "e").replace("E", "e");
    }
    return decimals(stripped, Math.max(0, stripped.scale()));
  }
}
