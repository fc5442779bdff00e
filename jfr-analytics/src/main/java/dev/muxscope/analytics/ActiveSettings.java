package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;

/// The settings each type of event was recorded with: what decides which events are not here.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class ActiveSettings implements Collector {

  private static final Pattern TIME = Pattern.compile("(\\d+) *(ns|us|ms|s|m|h|d)");
  private static final Pattern RATE = Pattern.compile("(\\d+) */ *(ns|us|ms|s|m|h|d)");

  private final Map<Long, Map<String, Set<String>>> byType = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of("jdk.ActiveSetting");
  }

  @Override
  public void accept(RecordedEvent event) {
    String value = event.getString("value");
    add(event.getLong("id"), event.getString("name"), value == null ? "" : value.strip());
  }

  void add(long type, String setting, String value) {
    byType
        .computeIfAbsent(type, _ -> new HashMap<>())
        .computeIfAbsent(setting, _ -> new LinkedHashSet<>())
        .add(value);
  }

  /// The value of a type's setting, as `20 ms`; several, if it was changed, as `20 ms, then 0 ms`;
  /// empty if it is not known.
  String of(long type, String setting) {
    return String.join(", then ", values(type, setting));
  }

  /// The largest threshold of a type, in nanoseconds; 0 without any.
  long threshold(long type) {
    return values(type, "threshold").stream().mapToLong(ActiveSettings::nanos).max().orElse(0);
  }

  /// The lowest limit of a type's events per second; infinite without any.
  double throttle(long type) {
    return values(type, "throttle").stream()
        .mapToDouble(ActiveSettings::perSecond)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /// The time between two events of a type, in nanoseconds; `NaN` if it is not known, was changed,
  /// or is none, as `everyChunk`.
  double period(long type) {
    long nanos = nanos(of(type, "period"));
    return nanos > 0 ? nanos : Double.NaN;
  }

  private Set<String> values(long type, String setting) {
    return byType.getOrDefault(type, Map.of()).getOrDefault(setting, Set.of());
  }

  /// Nanoseconds of a time as `20 ms`; 0 for anything else.
  static long nanos(String text) {
    Matcher time = TIME.matcher(text);
    return time.matches() ? Long.parseLong(time.group(1)) * unit(time.group(2)) : 0;
  }

  /// Events a second of a rate as `100/s`; infinite for anything else, as `off`.
  static double perSecond(String text) {
    Matcher rate = RATE.matcher(text);
    return rate.matches()
        ? Double.parseDouble(rate.group(1)) * 1e9 / unit(rate.group(2))
        : Double.POSITIVE_INFINITY;
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 86_400_000_000_000L;
    };
  }
}
