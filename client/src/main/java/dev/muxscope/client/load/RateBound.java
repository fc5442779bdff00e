package dev.muxscope.client.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What response times are asked to stay under, as `p99<5ms`.
///
/// @param figure which of them
/// @param nanos the bound, over zero
public record RateBound(Figure figure, long nanos) {

  private static final Pattern TEXT =
      Pattern.compile("(p50|p90|p99|p99\\.9|max)\\s*<\\s*(\\d{1,9}(?:\\.\\d+)?)(us|ms|s)");

  /// A figure of the response times.
  public enum Figure {
    P50("p50"),
    P90("p90"),
    P99("p99"),
    P999("p99.9"),
    MAX("max");

    private final String text;

    Figure(String text) {
      this.text = text;
    }

    long of(LoadResult.Times times) {
      return switch (this) {
        case P50 -> times.p50();
        case P90 -> times.p90();
        case P99 -> times.p99();
        case P999 -> times.p999();
        case MAX -> times.max();
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// @throws IllegalArgumentException with one line for the user when the bound is zero
  public RateBound {
    if (nanos <= 0) {
      throw new IllegalArgumentException("no response takes less than no time: use p99<5ms");
    }
  }

  /// Reads `p99<5ms`; figures are p50, p90, p99, p99.9 and max, units us, ms and s.
  ///
  /// @throws IllegalArgumentException with one line for the user for anything else
  public static RateBound parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no bound: use p50, p90, p99, p99.9 or max, as \"p99<5ms\"");
    }
    double unit =
        switch (matcher.group(3)) {
          case "us" -> 1e3;
          case "ms" -> 1e6;
          default -> 1e9;
        };
    return new RateBound(
        figure(matcher.group(1)), Math.round(Double.parseDouble(matcher.group(2)) * unit));
  }

  private static Figure figure(String text) {
    for (Figure figure : Figure.values()) {
      if (figure.text.equals(text)) {
        return figure;
      }
    }
    throw new IllegalArgumentException(text);
  }

  boolean holds(LoadResult.Times times) {
    return figure.of(times) < nanos;
  }

  @Override
  public String toString() {
    return figure + " < " + Nanos.format(nanos);
  }
}
