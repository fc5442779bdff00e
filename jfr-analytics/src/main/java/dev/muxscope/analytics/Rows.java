package dev.muxscope.analytics;

import java.util.Comparator;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Orders of rows: the largest first, equals by name so that two readings give the same table.
final class Rows {

  private Rows() {}

  static Stream<Map.Entry<String, Amount>> bySum(Map<String, Amount> amounts) {
    return sorted(amounts, Amount::sum);
  }

  static Stream<Map.Entry<String, Amount>> byCount(Map<String, Amount> amounts) {
    return sorted(amounts, Amount::count);
  }

  /// What there were most of; empty if there is nothing.
  static String mostOften(Map<String, Amount> amounts) {
    return first(byCount(amounts));
  }

  /// What has the largest sum; empty if there is nothing.
  static String largest(Map<String, Amount> amounts) {
    return first(bySum(amounts));
  }

  private static String first(Stream<Map.Entry<String, Amount>> ordered) {
    return ordered.findFirst().map(Map.Entry::getKey).orElse("");
  }

  static Amount total(Map<?, Amount> amounts) {
    Amount total = new Amount();
    amounts.values().forEach(total::add);
    return total;
  }

  private static Stream<Map.Entry<String, Amount>> sorted(
      Map<String, Amount> amounts, ToLongFunction<Amount> size) {
    Comparator<Map.Entry<String, Amount>> bySize =
        Comparator.comparingLong(entry -> -size.applyAsLong(entry.getValue()));
    return amounts.entrySet().stream().sorted(bySize.thenComparing(Map.Entry.comparingByKey()));
  }
}
