package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.LoopWork.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows about the time a request spends where, of servers that count requests.
final class RequestTimeRows {

  static final String GC = "waits for a garbage collection";
  static final String BEHIND = "waits in the ready set behind others";

  private static final String MEASURED = "measured";
  private static final String ESTIMATE = "estimate";

  private RequestTimeRows() {}

  static List<List<Object>> split(RecordingSummary recording) {
    List<List<Object>> rows = new ArrayList<>();
    if (!(recording.requestSeries().total() > 0)) {
      return rows;
    }
    Work loops = new Work();
    recording
        .collected(LoopTicks.class)
        .work()
        .loops()
        .values()
        .forEach(loop -> loops.add(loop.all()));
    Calls mounts = Calls.of(recording, MethodTimings.MOUNTS);
    if (loops.requests() > 0 && recording.collected(RunFacts.class).handsOver()) {
      addHandedOver(rows, recording, loops, mounts);
    } else if (loops.requests() > 0) {
      addLoop(rows, recording, loops);
      addRunQueue(rows, recording, "event loop");
    } else if (mounts.count() > 0) {
      addHeld(rows, recording, "mounted", mounts.nanosPerRequest(), "time in runContinuation");
      addRunQueue(rows, recording, "carrier");
    } else {
      addThreads(rows, recording);
      addRunQueue(rows, recording, "connection thread");
    }
    addPauses(rows, recording);
    return rows;
  }

  private static void addLoop(List<List<Object>> rows, RecordingSummary recording, Work loops) {
    // Half of the turn that a request met, for the share of requests that met one: those that come
    // at random moments.
    double met = ratio(loops.processSquares(), 2 * (loops.select() + loops.process()));
    add(rows, "waits for the loop, which serves others", met, ESTIMATE, "arrivals at random");
    double behind = ratio(loops.behind(), (double) loops.requests());
    add(rows, BEHIND, behind, ESTIMATE, "requests of a turn alike");
    double process = ratio(loops.process(), (double) loops.requests());
    addHeld(rows, recording, "on the loop", process, "time outside select");
  }

  // A request meets the loop twice, and how long it is away is not recorded apart from others.
  private static void addHandedOver(
      List<List<Object>> rows, RecordingSummary recording, Work loops, Calls mounts) {
    double process = ratio(loops.process(), (double) loops.requests());
    add(rows, "on the loop: together", process, MEASURED, "time outside select");
    if (mounts.count() > 0) {
      double mounted = mounts.nanosPerRequest();
      add(rows, "mounted: together", mounted, MEASURED, "time in runContinuation");
    }
    for (String role : List.of("event loop", "carrier", "worker")) {
      addRunQueue(rows, recording, role);
    }
  }

  // Reads and writes are timed for the whole process; none of them blocks here.
  private static void addHeld(
      List<List<Object>> rows, RecordingSummary recording, String where, double held, String from) {
    double reads = Calls.of(recording, MethodTimings.READS).nanosPerRequest();
    double writes = Calls.of(recording, MethodTimings.WRITES).nanosPerRequest();
    add(rows, where + ": reads", reads, MEASURED, "timed methods, timing included");
    add(rows, where + ": writes", writes, MEASURED, "timed methods, timing included");
    if (Double.isFinite(reads) && Double.isFinite(writes)) {
      double rest = Math.max(0, held - reads - writes);
      add(rows, where + ": commands, the rest", rest, MEASURED, "what reads and writes leave");
    }
    add(rows, where + ": together", held, MEASURED, from);
  }

  private static void addThreads(List<List<Object>> rows, RecordingSummary recording) {
    double writes = Calls.of(recording, MethodTimings.WRITES).nanosPerRequest();
    add(rows, "on its thread: writes", writes, MEASURED, "timed methods, timing included");
    RoleTimes times = recording.collected(RoleTimes.class);
    role(times, "connection thread")
        .ifPresent(role ->
            add(
                rows,
                "on its thread: on a processor",
                recording.perRequest(times.rise(role.cpu()), times.first(), times.last()),
                MEASURED,
                "kernel's accounts, less a thread's last second"));
  }

  private static void addRunQueue(
      List<List<Object>> rows, RecordingSummary recording, String name) {
    RoleTimes times = recording.collected(RoleTimes.class);
    role(times, name)
        .ifPresent(role ->
            add(
                rows,
                "waits for a processor: " + name,
                recording.perRequest(times.rise(role.waiting()), times.first(), times.last()),
                MEASURED,
                "kernel's accounts; in the above too"));
  }

  private static Optional<RoleTimes.Role> role(RoleTimes times, String name) {
    return times.roles().stream().filter(role -> role.name().equals(name)).findFirst();
  }

  private static void addPauses(List<List<Object>> rows, RecordingSummary recording) {
    double squares = 0;
    for (Span pause : recording.collected(Stalls.class).pauses()) {
      squares += (double) pause.length() * pause.length();
    }
    if (recording.recorded(Pauses.PHASE)) {
      double met = squares / (2.0 * recording.nanos());
      add(rows, GC, met, ESTIMATE, "arrivals at random; half of a pause");
    }
  }

  private static void add(
      List<List<Object>> rows, String part, double nanos, String kind, String from) {
    if (Double.isFinite(nanos)) {
      rows.add(List.of(part, nanos, kind, from));
    }
  }
}
