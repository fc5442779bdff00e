package dev.muxscope.common.server;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server bounds, by number, size or time. Each one is an option of `muxscope serve` and a
/// parameter of `CONFIG`, and can be changed while the server runs.
public enum Limit {
  CONNECTIONS("max-connections", "maxclients", Unit.COUNT, 18_000, "more are told so and closed"),
  REQUEST_BYTES(
      "max-request", "client-query-buffer-limit", Unit.BYTES, 513 << 20, "the longest request"),
  BULK_BYTES("max-bulk", "proto-max-bulk-len", Unit.BYTES, 512 << 20, "the longest argument"),
  INLINE_BYTES("max-inline", Unit.BYTES, 64 << 10, "the longest inline request"),
  ARGUMENTS("max-arguments", Unit.COUNT, Integer.MAX_VALUE, "arguments of one request"),
  PAUSE_BYTES(
      "pause-at", Unit.BYTES, 16 << 20, "unread replies at which no more requests are read"),
  OUTPUT_BYTES(
      "max-output",
      Unit.OPTIONAL_BYTES,
      1 << 30,
      "unread replies at which a client is closed; 0: never"),
  OUTPUT_SOFT_BYTES(
      "soft-output",
      Unit.OPTIONAL_BYTES,
      64 << 20,
      "the same, if for longer than soft-time; 0: never"),
  OUTPUT_SOFT_TIME(
      "soft-time", Unit.OPTIONAL_TIME, 60_000, "how long more than soft-output may be unread"),
  PUSH_BYTES(
      "max-push",
      Unit.OPTIONAL_BYTES,
      32 << 20,
      "unread messages at which a subscriber is closed; 0: never"),
  PUSH_SOFT_BYTES(
      "soft-push",
      Unit.OPTIONAL_BYTES,
      8 << 20,
      "the same, if for longer than soft-push-time; 0: never"),
  PUSH_SOFT_TIME(
      "soft-push-time", Unit.OPTIONAL_TIME, 60_000, "how long more than soft-push may be unread"),
  BUFFER_BYTES(
      "max-buffers",
      "maxmemory-clients",
      Unit.OPTIONAL_BYTES,
      0,
      "all connections' buffers, or a share of the heap like 25%; 0: half of it"),
  SUBSCRIPTIONS("max-subscriptions", Unit.COUNT, 100_000, "channels and patterns of a connection"),
  IDLE_TIME("idle-timeout", "timeout", Unit.OPTIONAL_TIME, 0, "closes idle connections; 0: never"),
  KEEPALIVE_TIME(
      "tcp-keepalive",
      "tcp-keepalive",
      Unit.OPTIONAL_TIME,
      300_000,
      "silence after which TCP asks whether a client is there; 0: never"),
  REQUEST_TIME(
      "request-timeout", Unit.OPTIONAL_TIME, 30_000, "for a request to arrive whole; 0: for ever"),
  UNREAD_TIME(
      "unread-timeout", Unit.OPTIONAL_TIME, 60_000, "for a client to read a reply; 0: for ever"),
  HANDSHAKE_TIME(
      "handshake-timeout", Unit.OPTIONAL_TIME, 10_000, "for TLS to be agreed on; 0: for ever"),
  SPIN_TIME("max-spin", Unit.OPTIONAL_TIME, 10_000, "the longest LAB.SPIN; 0 switches it off"),
  SLEEP_TIME("max-sleep", Unit.OPTIONAL_TIME, 60_000, "the longest LAB.SLEEP; 0 switches it off");

  /// What a limit is counted in, and whether it may be 0.
  public enum Unit {
    COUNT(1),
    BYTES(1),
    OPTIONAL_BYTES(0),
    /// Milliseconds.
    OPTIONAL_TIME(0);

    private final long least;

    Unit(long least) {
      this.least = least;
    }

    /// How many milliseconds or bytes a unit has; 0 if there is no such unit.
    private long factor(String name) {
      if (isTime()) {
        return switch (name) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m", "min" -> 60_000;
          case "h" -> 3_600_000;
          default -> 0;
        };
      }
      return switch (name) {
        case "" -> 1;
        case "b" -> isBytes() ? 1 : 0;
        case "k" -> isBytes() ? 1000 : 0;
        case "kb" -> isBytes() ? 1 << 10 : 0;
        case "m" -> isBytes() ? 1_000_000 : 0;
        case "mb" -> isBytes() ? 1 << 20 : 0;
        case "g" -> isBytes() ? 1_000_000_000 : 0;
        case "gb" -> isBytes() ? 1 << 30 : 0;
        default -> 0;
      };
    }

    private String text(long value) {
      List<String> units =
          isTime()
              ? List.of("h", "m", "s", "ms")
              : isBytes() ? List.of("gb", "mb", "kb") : List.of();
      for (String name : units) {
        if (value > 0 && value % factor(name) == 0) {
          return value / factor(name) + name;
        }
      }
      return Long.toString(value);
    }

    private String words() {
      if (isTime()) {
        return "a time like 10s, 500ms or 2m";
      }
      return isBytes() ? "a size like 64kb, 16mb or 4096" : "a whole number";
    }

    /// Whether it is a number of milliseconds.
    public boolean isTime() {
      return this == OPTIONAL_TIME;
    }

    /// Whether it is a number of bytes.
    public boolean isBytes() {
      return this == BYTES || this == OPTIONAL_BYTES;
    }
  }

  private static final Pattern TIME = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)([a-z]*)");
  private static final Pattern OTHER = Pattern.compile("(\\d{1,18})([a-z]*|%)");

  private final String option;
  private final String parameter;
  private final Unit unit;
  private final long fallback;
  private final String help;

  Limit(String option, String parameter, Unit unit, long fallback, String help) {
    this.option = option;
    this.parameter = parameter;
    this.unit = unit;
    this.fallback = fallback;
    this.help = help;
  }

  Limit(String option, Unit unit, long fallback, String help) {
    this(option, "muxscope-" + option, unit, fallback, help);
  }

  /// The name on the command line, without the dashes.
  public String option() {
    return option;
  }

  /// The name in `CONFIG`: Redis's own where it has the same limit.
  public String parameter() {
    return parameter;
  }

  /// What it is counted in.
  public Unit unit() {
    return unit;
  }

  /// The value where nothing else is asked for.
  public long fallback() {
    return fallback;
  }

  /// What it does, in a few words.
  public String help() {
    return help;
  }

  /// The least value that it may have; a share of the heap is a negative number of hundredths.
  public long least() {
    return switch (this) {
      // Less would not hold a line of the protocol.
      case REQUEST_BYTES -> 64 << 10;
      // Less than 0 is a share in hundredths.
      case BUFFER_BYTES -> -100;
      default -> unit.least;
    };
  }

  /// The greatest value that it may have: what one array of the JVM holds, for times 24 days, and
  /// Redis's own where nothing here bounds it.
  public long most() {
    return switch (this) {
      case BUFFER_BYTES -> Long.MAX_VALUE;
      case CONNECTIONS -> 0xFFFF_FFFFL;
      case IDLE_TIME, KEEPALIVE_TIME -> Integer.MAX_VALUE * 1000L;
      default -> Integer.MAX_VALUE - (unit.isBytes() ? 8 : 0);
    };
  }

  /// Says why a value may not be.
  ///
  /// @throws IllegalArgumentException if it is out of range
  void check(long value) {
    if (value < least() || value > most()) {
      throw new IllegalArgumentException(
          option
              + " must be between "
              + text(least())
              + " and "
              + text(most())
              + ", not "
              + text(value));
    }
  }

  /// A value as a person writes it: a number; of bytes `b`, `kb`, `mb`, `gb`; of time `ms`, `s`,
  /// `m` or `h`, with decimals if they make whole milliseconds.
  ///
  /// @param bare the unit of a number without one
  /// @throws IllegalArgumentException if it is no such value, or out of range
  long parse(String text, String bare) {
    long value = read(text, bare).orElseThrow(() -> new IllegalArgumentException(unreadable(text)));
    check(value);
    return value;
  }

  /// A value as a person writes it, whether it is in range or not; empty if it is no such value.
  OptionalLong read(String text, String bare) {
    Matcher matcher = (unit.isTime() ? TIME : OTHER).matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    String written = matcher.group(2);
    long factor = unit.factor(written.isEmpty() ? bare : written);
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (written.equals("%")) {
      boolean share = this == BUFFER_BYTES && number.longValue() <= 100;
      return share ? OptionalLong.of(-number.longValue()) : OptionalLong.empty();
    }
    // Nothing is nothing in every unit.
    boolean readable = factor > 0 || (number.signum() == 0 && written.isEmpty());
    return readable ? whole(number.multiply(BigDecimal.valueOf(factor))) : OptionalLong.empty();
  }

  /// Empty if it has a fraction, as less than a millisecond is, or more than 64 bits.
  private static OptionalLong whole(BigDecimal number) {
    try {
      return OptionalLong.of(number.longValueExact());
    } catch (ArithmeticException _) {
      return OptionalLong.empty();
    }
  }

  /// A value as on the command line.
  ///
  /// @throws IllegalArgumentException if it is none, or out of range; the message says what is
  public long parse(String text) {
    return parse(text, "");
  }

  /// A value as a person writes it, in the greatest unit that shows it whole.
  public String text(long value) {
    return value < 0 ? -value + "%" : unit.text(value);
  }

  private String unreadable(String text) {
    String share = this == BUFFER_BYTES ? ", or a share of the heap like 25%" : "";
    return option + " takes " + unit.words() + share + ", not " + text;
  }

  /// As on the command line.
  @Override
  public String toString() {
    return option;
  }
}
