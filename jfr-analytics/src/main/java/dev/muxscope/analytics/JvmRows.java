package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.MethodTimings.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rows of events every JVM can record.
final class JvmRows {

  private static final int FEWEST_SAMPLES = 20;

  static final String ALL_CALLS = "system calls";
  static final String ALL_PINS = "all reasons";
  static final String ALL_PAUSES = "all pauses";
  static final String ALL_ALLOCATION = "all";

  private JvmRows() {}

  static List<List<Object>> calls(RecordingSummary recording) {
    List<List<Object>> rows = new ArrayList<>();
    List<Timing> systemCalls = new ArrayList<>();
    for (var named : recording.collected(MethodTimings.class).byName().entrySet()) {
      Calls calls = Calls.of(recording, named.getValue());
      if (calls.count() > 0) {
        rows.add(calls.row(recording, named.getKey()));
      }
      if (MethodTimings.SYSTEM_CALLS.contains(named.getKey())) {
        systemCalls.addAll(named.getValue());
      }
    }
    Calls system = Calls.of(recording, systemCalls);
    if (system.count() > 0) {
      rows.add(system.withoutTimes().row(recording, ALL_CALLS));
    }
    return rows;
  }

  static List<List<Object>> pins(RecordingSummary recording) {
    Map<String, Amount> byReason = recording.collected(Pins.class).byReason();
    List<List<Object>> rows = new ArrayList<>();
    Rows.bySum(byReason).forEach(pin -> rows.add(pin(recording, pin.getKey(), pin.getValue())));
    if (!rows.isEmpty()) {
      rows.add(pin(recording, ALL_PINS, Rows.total(byReason)));
    }
    return rows;
  }

  private static List<Object> pin(RecordingSummary recording, String reason, Amount pins) {
    return List.of(
        reason,
        pins.count(),
        recording.perRequest(pins.count()),
        recording.perSecond(pins.count()),
        pins.sum(),
        pins.max());
  }

  static List<List<Object>> pinSites(RecordingSummary recording) {
    return Rows.bySum(recording.collected(Pins.class).bySite())
        .<List<Object>>map(site ->
            List.of(
                site.getKey(),
                site.getValue().count(),
                recording.perSecond(site.getValue().count()),
                site.getValue().sum(),
                site.getValue().mean(),
                site.getValue().max()))
        .toList();
  }

  static List<List<Object>> pauses(RecordingSummary recording) {
    Map<String, Amount> byCause = recording.collected(Pauses.class).byCause();
    List<List<Object>> rows = new ArrayList<>();
    Rows.bySum(byCause)
        .forEach(cause -> rows.add(pause(recording, cause.getKey(), cause.getValue())));
    if (!rows.isEmpty()) {
      rows.add(pause(recording, ALL_PAUSES, Rows.total(byCause)));
    }
    return rows;
  }

  private static List<Object> pause(RecordingSummary recording, String cause, Amount pauses) {
    return List.of(
        cause,
        pauses.count(),
        pauses.sum(),
        ratio(pauses.sum(), recording.nanos()),
        recording.perRequest(pauses.sum()),
        pauses.mean(),
        pauses.max());
  }

  /// Allocation by site. From a handful of samples nothing is told per request: the first one of a
  /// thread stands for all that it allocated before.
  static List<List<Object>> allocations(RecordingSummary recording) {
    Map<String, Amount> bySite = recording.collected(Allocations.class).bySite();
    Amount all = Rows.total(bySite);
    List<List<Object>> rows = new ArrayList<>();
    if (all.count() > 0) {
      rows.add(allocation(recording, ALL_ALLOCATION, all, all));
    }
    Rows.bySum(bySite)
        .forEach(site -> rows.add(allocation(recording, site.getKey(), site.getValue(), all)));
    return rows;
  }

  private static List<Object> allocation(
      RecordingSummary recording, String site, Amount bytes, Amount all) {
    return List.of(
        site,
        bytes.count(),
        bytes.sum(),
        all.count() < FEWEST_SAMPLES ? Double.NaN : recording.perRequest(bytes.sum()),
        ratio(bytes.sum(), all.sum()));
  }
}
