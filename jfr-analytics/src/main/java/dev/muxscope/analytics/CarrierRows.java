package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows about the platform threads beneath virtual ones: carriers and pollers.
final class CarrierRows {

  static final String RUNNING = "on a processor";
  static final String MOUNTED = "with a virtual thread mounted";
  static final String IDLE = "idle: no virtual thread to run";
  static final String POLLING = "threads on a processor";
  static final String WAITS = "waits for ready sockets";

  private CarrierRows() {}

  static List<List<Object>> carriers(RecordingSummary recording) {
    double threads = carrierCount(recording);
    List<List<Object>> rows = new ArrayList<>();
    if (!(threads > 0)) {
      return rows;
    }
    double time = threads * recording.nanos();
    RoleTimes times = recording.collected(RoleTimes.class);
    Optional<RoleTimes.Role> role = role(recording, ThreadRoles.CARRIER);
    if (role.isPresent()) {
      double sampled = threads * (times.last() - times.first());
      add(rows, RUNNING, times.rise(role.get().cpu()), sampled, Double.NaN);
      add(rows, "waiting for a processor", times.rise(role.get().waiting()), sampled, Double.NaN);
    } else {
      add(rows, RUNNING, ThreadLoads.ofCarriers(recording).mean() * time, time, Double.NaN);
    }
    Calls mounts = Calls.of(recording, MethodTimings.MOUNTS);
    add(rows, MOUNTED, mounts.nanos(), time, mounts.count());
    Amount idle = recording.collected(CarrierParks.class).idle();
    add(rows, idleName(recording), (double) idle.sum(), time, (double) idle.count());
    return rows;
  }

  private static String idleName(RecordingSummary recording) {
    ActiveSettings settings = recording.collected(ActiveSettings.class);
    long id = recording.typeId(CarrierParks.PARK);
    return settings.threshold(id) > 0
        ? "idle, only waits over " + settings.of(id, "threshold")
        : IDLE;
  }

  private static void add(
      List<List<Object>> rows, String what, double nanos, double whole, double times) {
    if (nanos > 0) {
      Object count = Double.isNaN(times) ? times : (Object) Math.round(times);
      rows.add(List.of(what, nanos, ratio(nanos, whole), count, ratio(nanos, times)));
    }
  }

  /// How many carriers there were; 0 if none was seen.
  static double carrierCount(RecordingSummary recording) {
    Optional<RoleTimes.Role> role = role(recording, ThreadRoles.CARRIER);
    if (role.isPresent()) {
      return role.get().threads();
    }
    return ThreadLoads.ofCarriers(recording).threads();
  }

  static List<List<Object>> poller(RecordingSummary recording) {
    List<List<Object>> rows = new ArrayList<>();
    addCalls(rows, recording, WAITS, MethodTimings.POLLS);
    addCalls(rows, recording, "registrations of sockets", MethodTimings.REGISTRATIONS);
    role(recording, ThreadRoles.POLLER).ifPresent(role -> addCpu(rows, recording, role));
    ThreadSamples.Tally tally = recording.collected(ThreadSamples.class).cpuTime();
    Amount sampled = tally.byRole().get(ThreadRoles.POLLER);
    if (sampled != null) {
      rows.add(
          List.of(
              "CPU in samples, virtual pollers too",
              sampled.count(),
              recording.perRequest(sampled.count()),
              Double.NaN,
              sampled.sum(),
              recording.perRequest(sampled.sum()),
              ratio(sampled.sum(), tally.all().sum())));
    }
    return rows;
  }

  private static void addCalls(
      List<List<Object>> rows, RecordingSummary recording, String what, String name) {
    Calls calls = Calls.of(recording, name);
    if (calls.count() > 0) {
      rows.add(
          List.of(
              what,
              Math.round(calls.count()),
              calls.perRequest(),
              calls.perSecond(),
              Double.NaN,
              Double.NaN,
              Double.NaN));
    }
  }

  private static void addCpu(
      List<List<Object>> rows, RecordingSummary recording, RoleTimes.Role role) {
    RoleTimes times = recording.collected(RoleTimes.class);
    double all = times.roles().stream().mapToDouble(each -> times.rise(each.cpu())).sum();
    double cpu = times.rise(role.cpu());
    double switches = times.rise(role.switches());
    rows.add(
        List.of(
            POLLING,
            role.threads(),
            Double.NaN,
            Double.NaN,
            cpu,
            recording.perRequest(cpu, times.first(), times.last()),
            ratio(cpu, all)));
    rows.add(
        List.of(
            "their context switches",
            Math.round(switches),
            recording.perRequest(switches, times.first(), times.last()),
            role.switches().medianRate() * 1e9,
            Double.NaN,
            Double.NaN,
            Double.NaN));
  }

  private static Optional<RoleTimes.Role> role(RecordingSummary recording, String name) {
    return recording.collected(RoleTimes.class).roles().stream()
        .filter(role -> role.name().equals(name))
        .findFirst();
  }
}
