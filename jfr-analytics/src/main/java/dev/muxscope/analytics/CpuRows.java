package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.ThreadSamples.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Rows about where processor time went.
final class CpuRows {

  static final String ALL_ROLES = "all roles";

  private CpuRows() {}

  static boolean wantsSamples(RecordingSummary recording) {
    return recording.collected(RoleTimes.class).roles().isEmpty();
  }

  static boolean wantsExecutionSamples(RecordingSummary recording) {
    return wantsSamples(recording)
        && !isTimed(recording)
        && recording.collected(ThreadSamples.class).execution().all().count() > 0;
  }

  static List<List<Object>> byRole(RecordingSummary recording) {
    RoleTimes times = recording.collected(RoleTimes.class);
    if (!times.sampledTwice()) {
      return List.of();
    }
    RoleSum all = new RoleSum(ALL_ROLES, 0, 0, 0, 0);
    List<RoleSum> sums = new ArrayList<>();
    for (RoleTimes.Role role : times.roles()) {
      RoleSum sum = RoleSum.of(times, role);
      sums.add(sum);
      all = all.plus(sum);
    }
    sums.sort(Comparator.comparingDouble(RoleSum::cpu).reversed());
    sums.add(all);
    double whole = all.cpu;
    return sums.stream().map(sum -> sum.row(recording, times, whole)).toList();
  }

  static List<List<Object>> byCpuTimeSample(RecordingSummary recording) {
    if (!wantsSamples(recording)) {
      return List.of();
    }
    Tally tally = recording.collected(ThreadSamples.class).cpuTime();
    return Rows.bySum(tally.byRole())
        .<List<Object>>map(role ->
            List.of(
                role.getKey(),
                role.getValue().count(),
                role.getValue().sum(),
                recording.perRequest(role.getValue().sum()),
                ratio(role.getValue().sum(), tally.all().sum())))
        .toList();
  }

  static List<List<Object>> byExecutionSample(RecordingSummary recording) {
    if (!wantsExecutionSamples(recording)) {
      return List.of();
    }
    Tally tally = recording.collected(ThreadSamples.class).execution();
    return shares(tally.byRole(), tally);
  }

  /// Whether samples of processor time were taken, and other ones do not matter.
  static boolean isTimed(RecordingSummary recording) {
    return recording.collected(ThreadSamples.class).cpuTime().all().count() > 0;
  }

  static List<List<Object>> hotMethods(RecordingSummary recording) {
    ThreadSamples samples = recording.collected(ThreadSamples.class);
    Tally tally = isTimed(recording) ? samples.cpuTime() : samples.execution();
    return shares(tally.byMethod(), tally).stream()
        .<List<Object>>map(row -> {
          String method = String.valueOf(row.getFirst());
          return List.of(method, tally.roleOf(method), row.get(1), row.get(2));
        })
        .toList();
  }

  // By time where the samples stand for time, else by number.
  private static List<List<Object>> shares(Map<String, Amount> parts, Tally tally) {
    boolean timed = tally.all().sum() > 0;
    return (timed ? Rows.bySum(parts) : Rows.byCount(parts))
        .<List<Object>>map(part ->
            List.of(
                part.getKey(),
                part.getValue().count(),
                timed
                    ? ratio(part.getValue().sum(), tally.all().sum())
                    : ratio(part.getValue().count(), tally.all().count())))
        .toList();
  }

  private record RoleSum(String name, long threads, double cpu, double waiting, double switches) {

    static RoleSum of(RoleTimes times, RoleTimes.Role role) {
      return new RoleSum(
          role.name(),
          role.threads(),
          times.rise(role.cpu()),
          times.rise(role.waiting()),
          times.rise(role.switches()));
    }

    RoleSum plus(RoleSum more) {
      return new RoleSum(
          name,
          threads + more.threads,
          cpu + more.cpu,
          waiting + more.waiting,
          switches + more.switches);
    }

    List<Object> row(RecordingSummary recording, RoleTimes times, double whole) {
      return List.of(
          name,
          threads,
          cpu,
          recording.perRequest(cpu, times.first(), times.last()),
          ratio(cpu, whole),
          waiting,
          recording.perRequest(switches, times.first(), times.last()));
    }
  }
}
