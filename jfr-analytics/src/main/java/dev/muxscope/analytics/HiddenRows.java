package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Rows about events that settings kept out, by a threshold or by a limit to their number.
final class HiddenRows {

  // Of the limit, a share from which on it is taken to have been reached.
  private static final double NEAR_LIMIT = 0.5;

  // Its rate is one to sample by: the JVM makes periods of it that keep to it.
  private static final String CPU_TIME = "jdk.CPUTimeSample";

  /// Types whose settings decide what other views can say, and what events under them would be.
  private static final Map<String, String> HIDES =
      Map.ofEntries(
          Map.entry(SocketIo.READ, "reads"),
          Map.entry(SocketIo.WRITE, "writes"),
          Map.entry("jdk.FileRead", "file reads"),
          Map.entry("jdk.FileWrite", "file writes"),
          Map.entry(CarrierParks.PARK, "parks"),
          Map.entry("jdk.ThreadSleep", "sleeps"),
          Map.entry("jdk.JavaMonitorEnter", "waits for monitors"),
          Map.entry("jdk.JavaMonitorWait", "waits"),
          Map.entry("jdk.VirtualThreadPinned", "pins"),
          Map.entry(Safepoints.OPERATION, "operations"),
          Map.entry(Safepoints.BEGIN, "safepoints"),
          Map.entry(CommandTimes.REQUEST, "requests"),
          Map.entry(CommandTimes.STALL, "stalls"));

  private HiddenRows() {}

  /// Types whose settings decide what other views can say.
  static List<String> types() {
    return List.copyOf(HIDES.keySet());
  }

  /// Every type of event that was on and of which a threshold or a limit may have kept some out,
  /// those with most events first.
  static List<List<Object>> all(RecordingSummary recording) {
    return hidden(recording, recording.types().stream())
        .sorted(Comparator.<Hidden>comparingLong(type -> -type.here()).thenComparing(Hidden::type))
        .map(HiddenRows::row)
        .toList();
  }

  private static List<Object> row(Hidden type) {
    return List.of(
        type.type,
        type.here(),
        type.rate(),
        type.threshold() > 0 ? type.setting("threshold") : "-",
        Double.isFinite(type.limit()) ? type.setting("throttle") : "-",
        missing(type));
  }

  private static String missing(Hidden type) {
    if (type.threshold() > 0) {
      return type.isThrottled() ? "all short ones, and many long ones" : "all short ones";
    }
    return type.isThrottled() ? "all beyond the limit" : "little, unless they came in bursts";
  }

  /// How far the types can be trusted that other views rest on, if not in full.
  static List<List<Object>> trust(RecordingSummary recording) {
    return hidden(recording, HIDES.keySet().stream().sorted())
        .filter(type -> type.threshold() > 0 || type.isThrottled())
        .map(HiddenRows::trust)
        .toList();
  }

  private static List<Object> trust(Hidden type) {
    String rate = Values.format(type.rate(), Format.NUMBER) + "/s";
    String shorter = "none under " + Values.format(type.threshold(), Format.NANOS);
    String sample = "a sample of " + type.setting("throttle");
    String notAll = ": not all " + HIDES.getOrDefault(type.type, "events");
    if (type.threshold() == 0) {
      return TrustRows.row(type.type, rate, TrustRows.LIMITS, sample + ": sums are too low");
    }
    return type.isThrottled()
        ? TrustRows.row(type.type, rate, TrustRows.MISLEADS, sample + ", " + shorter + notAll)
        : TrustRows.row(type.type, rate, TrustRows.LIMITS, shorter + notAll);
  }

  /// The types of which settings keep other events out of one recording than out of another, or may
  /// do so, by name.
  static List<String> differing(RecordingSummary one, RecordingSummary other) {
    return HIDES.keySet().stream()
        .filter(type -> one.recorded(type) && other.recorded(type))
        .filter(type -> differ(new Hidden(one, type), new Hidden(other, type)))
        .sorted()
        .toList();
  }

  // Of what a limit cuts off nobody knows how much it is, and the same limit may leave the other
  // recording whole.
  private static boolean differ(Hidden one, Hidden other) {
    return !one.isLike(other) || one.isCut() || other.isCut();
  }

  private static Stream<Hidden> hidden(RecordingSummary recording, Stream<String> types) {
    return types
        .filter(recording::recorded)
        .filter(type -> !type.equals(CPU_TIME))
        .map(type -> new Hidden(recording, type))
        .filter(type -> type.threshold() > 0 || Double.isFinite(type.limit()));
  }

  /// A type of event of which settings may have kept some out.
  private record Hidden(RecordingSummary recording, String type) {

    private ActiveSettings settings() {
      return recording.collected(ActiveSettings.class);
    }

    private String setting(String name) {
      return settings().of(recording.typeId(type), name);
    }

    private long threshold() {
      return settings().threshold(recording.typeId(type));
    }

    private double limit() {
      return settings().throttle(recording.typeId(type));
    }

    private boolean isLike(Hidden other) {
      return threshold() == other.threshold() && limit() == other.limit();
    }

    private long here() {
      return recording.count(type);
    }

    private double rate() {
      return recording.perSecond(here());
    }

    private boolean isThrottled() {
      return rate() > NEAR_LIMIT * limit() || isCut();
    }

    /// Whether the limit was near in any second, be it that of a burst.
    private boolean isCut() {
      return recording.collected(EventTimes.class).mostInASecond(type) > NEAR_LIMIT * limit();
    }
  }
}
