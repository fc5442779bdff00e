package dev.muxscope.analytics;

import dev.muxscope.analytics.ThreadSnapshots.FullPool;
import dev.muxscope.analytics.advice.Calibration;
import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import dev.muxscope.analytics.advice.Measure;
import dev.muxscope.analytics.advice.Measures;
import dev.muxscope.analytics.advice.Seen;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes from a recording what advice rests on, and says of each figure where it comes from.
final class AdviceEvidence {

  private static final String COUNTED = "counted";
  private static final String SAMPLED = "sampled";

  private static final Set<ThreadWait> SOCKETS =
      Set.of(ThreadWait.READ, ThreadWait.WRITE, ThreadWait.POLLER);

  private static final Pattern HTTP_CLIENT = Pattern.compile("HttpClient-\\d+-SelectorManager");

  // Calls are counted from a little before the first chunk on.
  private static final double SAME_TIME = 1.01;

  private final RecordingSummary recording;
  private final Measures own;
  private final Map<Fact, Seen> seen = new EnumMap<>(Fact.class);

  /// Names of threads that select and do nothing else but what they selected.
  private final Set<String> loops = new HashSet<>();

  /// Names of threads of pools that select at times, in turns with others of their pool: what
  /// blocks one of them holds no other connection.
  private final Set<String> turns;

  /// Names of other threads that select: callers of clients that do so until they have an answer.
  private final Set<String> clients;

  private AdviceEvidence(RecordingSummary recording) {
    this.recording = recording;
    this.own = OwnMeasures.of(recording).orElse(Measures.NONE);
    ThreadSnapshots dumps = recording.collected(ThreadSnapshots.class);
    WaitingCode code = recording.collected(WaitingCode.class);
    loops.addAll(dumps.selecting());
    loops.addAll(code.selecting());
    this.clients = new HashSet<>(dumps.clients());
    clients.addAll(code.clients());
    clients.removeAll(loops);
    this.turns = new HashSet<>(loops);
    turns.retainAll(idle(dumps, recording.collected(BlockingCalls.class)));
    loops.removeAll(turns);
  }

  private static Set<String> idle(ThreadSnapshots dumps, BlockingCalls calls) {
    Set<String> idle = new HashSet<>(dumps.idle());
    calls
        .byThread()
        .forEach((thread, blocked) -> {
          if (blocked.wasIdle()) {
            idle.add(thread);
          }
        });
    return idle;
  }

  static Evidence of(RecordingSummary recording) {
    return new AdviceEvidence(recording).collect();
  }

  private Evidence collect() {
    addRun();
    addDumps();
    addLoops();
    addVirtualThreads();
    addSamples();
    addCalls();
    if (isCalibrated()) {
      addOwn();
      return new Evidence(recording.mode(), seen, own);
    }
    addOwnLoopTime();
    return new Evidence("", seen, Measures.NONE);
  }

  /// Whether it is one of our own modes whose costs are known. A loop that hands requests over, and
  /// a user's own engine, are looked at like any other application.
  private boolean isCalibrated() {
    return Calibration.MODES.contains(recording.mode())
        && !recording.collected(RunFacts.class).handsOver();
  }

  private void addRun() {
    put(Fact.LENGTH, recording.nanos(), "chunk headers", COUNTED, "");
    Processors processors = recording.collected(Processors.class);
    put(Fact.PROCESSORS, processors.available(), "jdk.CPUInformation", "at most", "");
    Surroundings load = recording.collected(Surroundings.class);
    put(Fact.CORES, load.ownLoad() * processors.machine(), "jdk.CPULoad", SAMPLED, "");
    put(Fact.MACHINE, load.ownLoad() + load.foreignLoad(), "jdk.CPULoad", SAMPLED, "");
    Gauges gauges = recording.collected(Gauges.class);
    putSome(Fact.RESIDENT, gauges.resident().max(), Gauges.RESIDENT, SAMPLED, "");
    putSome(Fact.COMMITTED, gauges.committed().max(), Gauges.HEAP, SAMPLED, "");
    putSome(Fact.PLATFORM_THREADS, gauges.threads().max(), Gauges.THREADS, SAMPLED, "");
  }

  private void addDumps() {
    ThreadSnapshots dumps = recording.collected(ThreadSnapshots.class);
    if (dumps.count() == 0) {
      return;
    }
    String in = dumps.count() == 1 ? "in one dump" : "in " + dumps.count() + " dumps";
    put(Fact.DUMPS, dumps.count(), ThreadDumps.DUMP, COUNTED, "");
    int blocked = dumps.most(Set.of(ThreadWait.READ));
    int answers = dumps.mostPooled(Set.of(ThreadWait.SLEEP, ThreadWait.OTHER, ThreadWait.CONNECT));
    int locked = dumps.most(Set.of(ThreadWait.LOCK));
    put(Fact.SOCKET_WAITERS, blocked, ThreadDumps.DUMP, in, "");
    put(Fact.ANSWER_WAITERS, answers, ThreadDumps.DUMP, in, "");
    put(Fact.LOCK_WAITERS, locked, ThreadDumps.DUMP, in, "");
    int pooled = dumps.mostPooled(EnumSet.allOf(ThreadWait.class));
    put(Fact.POOLED, pooled, ThreadDumps.DUMP, in, "");
    addPools(dumps);
  }

  private void addPools(ThreadSnapshots dumps) {
    boolean handedOver = !dumps.acceptsSockets() && selectsForServer();
    Predicate<FullPool> reading = pool -> pool.mostlyReads() && !handedOver;
    Predicate<FullPool> outside = FullPool::mostlyOutside;
    addPool(Fact.FULL_POOL, dumps.fullPool(outside.and(reading.negate())), "");
    addPool(Fact.READING_POOL, dumps.fullPool(reading), "");
    FullPool asking = dumps.fullPool(outside.negate());
    String frame = asking.frame();
    addPool(Fact.ASKING_POOL, asking, frame.isEmpty() ? "" : ", for one in " + frame);
  }

  // The selector of the JDK's HTTP client waits for answers alone.
  private boolean selectsForServer() {
    return Stream.concat(loops.stream(), turns.stream())
        .anyMatch(name -> !HTTP_CLIENT.matcher(name).matches());
  }

  private void addPool(Fact fact, FullPool pool, String where) {
    if (pool.threads() > 0) {
      String often =
          "%d of %d, in %d of %d dumps"
              .formatted(pool.threads(), pool.size(), pool.full(), pool.dumps());
      put(fact, pool.threads(), ThreadDumps.DUMP, often, pool.name() + where);
    }
  }

  private void addLoops() {
    putSome(Fact.TURNS, turns.size(), "jdk.ThreadDump, samples", "at least", pools(turns));
    if (loops.isEmpty()) {
      return;
    }
    long atOnce = recording.collected(ThreadSnapshots.class).atOnce(loops);
    put(Fact.LOOPS, atOnce, "jdk.ThreadDump, samples", "at least", pools(loops));
    double busiest = ThreadLoads.ofThreads(recording, loops).busiest();
    put(Fact.LOOP_BUSY, busiest, ThreadLoads.LOAD, SAMPLED, "");
    addMostHeld();
    addOutside(atOnce);
  }

  private static String pools(Set<String> names) {
    return String.join(", ", new TreeSet<>(names.stream().map(ThreadRoles::pool).toList()));
  }

  // Of the loop that was blocked longest in sum.
  private void addMostHeld() {
    Map<String, BlockingCalls.Blocked> calls = recording.collected(BlockingCalls.class).byThread();
    loops.stream()
        .filter(calls::containsKey)
        .map(calls::get)
        .filter(blocked -> blocked.all().sum() > 0)
        .max(Comparator.comparingLong(blocked -> blocked.all().sum()))
        .ifPresent(this::addHeld);
  }

  private void addHeld(BlockingCalls.Blocked held) {
    double share = RecordingSummary.ratio(held.all().sum(), recording.nanos());
    String source = held.site().replaceFirst(" in .*", "");
    put(Fact.LOOP_HELD, share, source, "at least", held.site());
    put(Fact.LOOP_HOLDS, held.all().count(), source, "at least", "");
    put(Fact.LOOP_LONGEST, held.all().max(), source, COUNTED, "");
  }

  // At most: a select that has not returned is not counted, and what clients that select do outside
  // may be the loops'. Nothing is known where pools or selects with callbacks do not wait in
  // select.
  private void addOutside(long loopsAtOnce) {
    double inside = Calls.of(recording, MethodTimings.SELECTS).nanos();
    double whole = (double) (loops.size() + clients.size()) * recording.nanos();
    boolean called = recording.collected(SelectStacks.class).called();
    boolean known = turns.isEmpty() && !called && !selectsUncounted();
    if (inside > 0 && inside <= SAME_TIME * whole && known) {
      double outside = Math.max(0, whole - inside) / ((double) loopsAtOnce * recording.nanos());
      String source = "jdk.MethodTiming";
      put(Fact.LOOP_OUTSIDE, Math.min(1, outside), source, "at most: mean of all", "");
    }
  }

  private void addVirtualThreads() {
    long dumped = recording.collected(ThreadSnapshots.class).virtual();
    long sampled = recording.collected(WaitingCode.class).virtual();
    double mounts = Calls.of(recording, MethodTimings.MOUNTS).count();
    if (mounts > 0) {
      put(Fact.VIRTUAL, mounts, "jdk.MethodTiming", COUNTED, "mounts");
    } else if (dumped + sampled > 0) {
      put(
          Fact.VIRTUAL,
          dumped + sampled,
          "jdk.ThreadDump, samples",
          "at least",
          "carriers, pollers and samples");
    } else {
      return;
    }
    ThreadLoads.Use carriers = ThreadLoads.ofCarriers(recording);
    putSome(Fact.CARRIERS, carriers.threads(), ThreadLoads.LOAD, SAMPLED, "");
    double allowed = recording.collected(Processors.class).parallelism();
    putSome(Fact.PARALLELISM, allowed, "jdk.JVMInformation", "as set", "");
    double used = carriers.mean() * carriers.threads();
    put(Fact.CARRIER_BUSY, used / atOnce(carriers.threads()), ThreadLoads.LOAD, SAMPLED, "");
    addPins(Math.max(1, carriers.threads()));
  }

  /// How many of so many threads can run at the same time.
  private double atOnce(long threads) {
    double processors = recording.collected(Processors.class).usable();
    return processors < threads ? processors : threads;
  }

  private void addPins(long carriers) {
    Map<String, Amount> byReason = recording.collected(Pins.class).byReason();
    Amount all = Rows.total(byReason);
    if (all.count() > 0) {
      String reason = Rows.largest(byReason);
      String event = "jdk.VirtualThreadPinned";
      put(Fact.PINS, all.count(), event, "over a threshold", "");
      double share = all.sum() / ((double) carriers * recording.nanos());
      put(Fact.PINNED, share, event, "over a threshold", reason);
    }
  }

  private void addSamples() {
    WaitingCode code = recording.collected(WaitingCode.class);
    putSome(Fact.SAMPLES, code.samples(), code.source(), COUNTED, "");
    if (code.samples() > 0 && code.missesSystemCalls()) {
      double share = recording.collected(Surroundings.class).systemShare();
      put(Fact.SYSTEM_CODE, share, "jdk.CPULoad", SAMPLED, "");
    }
    // Without the system's share, samples of Java code alone bound nothing.
    if (!code.missesSystemCalls() || seen.containsKey(Fact.SYSTEM_CODE)) {
      put(Fact.WAITING_CODE, code.share(), code.source(), SAMPLED, "");
    }
  }

  private void addCalls() {
    addRate(Fact.MOUNTS, MethodTimings.MOUNTS, seen.containsKey(Fact.VIRTUAL));
    if (!selectsUncounted()) {
      boolean selects = Stream.of(loops, turns, clients).anyMatch(names -> !names.isEmpty());
      addRate(Fact.SELECTS, MethodTimings.SELECTS, selects);
      addReads(selects || usesSockets());
    }
  }

  private void addReads(boolean made) {
    if (MethodTimings.counted(recording, MethodTimings.READS, made)) {
      double registrations = Calls.of(recording, MethodTimings.REGISTRATIONS).count();
      double reads = Calls.of(recording, MethodTimings.READS).count();
      putRate(Fact.READS, found(reads, registrations), "counted, about");
    }
  }

  /// About how many of `reads` found something. A virtual thread whose read finds nothing registers
  /// its socket with a poller, parks, and reads again. Pollers register with each other, too, but
  /// before a read that finds something there is never more than one that does not.
  static double found(double reads, double registrations) {
    return Math.max(reads - registrations, reads / 2);
  }

  private boolean usesSockets() {
    return recording.collected(ThreadSnapshots.class).most(SOCKETS) > 0
        || recording.count("jdk.SocketRead") + recording.count("jdk.SocketWrite") > 0
        || seen.containsKey(Fact.VIRTUAL);
  }

  private boolean selectsUncounted() {
    return recording.collected(ThreadSnapshots.class).selects().stream()
        .anyMatch(select -> !MethodTimings.counts(recording, select));
  }

  private void addRate(Fact fact, String name, boolean made) {
    if (MethodTimings.counted(recording, name, made)) {
      putRate(fact, Calls.of(recording, name).count(), COUNTED);
    }
  }

  private void putRate(Fact fact, double calls, String surety) {
    put(fact, recording.perSecond(calls), "jdk.MethodTiming", surety, "");
  }

  // What the server itself counted is nearer to the truth than what the JDK's events tell of it.
  private void addOwn() {
    put(Fact.CORES, own.of(Measure.CORES), "muxscope.CpuByRole", "exact, under load", "");
    put(Fact.CPU_PER_REQUEST, own.of(Measure.CPU), "muxscope.CpuByRole", "exact, under load", "");
    put(Fact.CONNECTIONS, own.of(Measure.CONNECTIONS), "muxscope.IoCounters", COUNTED, "");
    put(
        Fact.READS,
        own.of(Measure.READS) * own.of(Measure.RATE),
        "muxscope.IoCounters",
        COUNTED,
        "");
    double carriers = own.of(Measure.CARRIER_CPU) * own.of(Measure.RATE) / 1e9;
    recording.collected(RoleTimes.class).roles().stream()
        .filter(role -> role.name().equals(ThreadRoles.CARRIER))
        .findFirst()
        .ifPresent(role -> {
          put(Fact.CARRIERS, role.threads(), "muxscope.CpuByRole", COUNTED, "");
          put(
              Fact.CARRIER_BUSY,
              carriers / atOnce(role.threads()),
              "muxscope.CpuByRole",
              "counted, under load",
              "");
        });
    if (recording.mode().equals("threads")) {
      put(Fact.SOCKET_WAITERS, own.of(Measure.CONNECTIONS), "muxscope.IoCounters", COUNTED, "");
    }
    if (recording.mode().equals("select")) {
      addOwnLoops();
    }
  }

  private void addOwnLoopTime() {
    LoopTicks ticks = recording.collected(LoopTicks.class);
    if (ticks.ready().count() > 0) {
      double whole = ticks.selectTime().sum() + ticks.processTime().sum();
      put(Fact.LOOPS, 1, "muxscope.LoopTick", "at least", "");
      put(Fact.LOOP_OUTSIDE, ticks.processTime().sum() / whole, "muxscope.LoopTick", COUNTED, "");
    }
  }

  private void addOwnLoops() {
    addOwnLoopTime();
    LoopTicks ticks = recording.collected(LoopTicks.class);
    if (ticks.ready().count() == 0) {
      return;
    }
    double whole = ticks.selectTime().sum() + ticks.processTime().sum();
    Map<Long, Amount> stalls = recording.collected(CommandTimes.class).stalls();
    Amount all = Rows.total(stalls);
    if (all.count() > 0) {
      put(Fact.LOOP_HELD, all.sum() / whole, CommandTimes.STALL, "over 20 ms", commands(stalls));
      put(Fact.LOOP_HOLDS, all.count(), CommandTimes.STALL, "over 20 ms", "");
      put(Fact.LOOP_LONGEST, all.max(), CommandTimes.STALL, COUNTED, "");
    }
  }

  private String commands(Map<Long, Amount> stalls) {
    RunFacts run = recording.collected(RunFacts.class);
    return stalls.entrySet().stream()
        .map(stall ->
            run.command(stall.getKey())
                + " "
                + Values.format(stall.getValue().count(), Format.COUNT)
                + " times")
        .sorted()
        .limit(3)
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private void putSome(Fact fact, Number value, String source, String surety, String detail) {
    if (value.doubleValue() > 0) {
      put(fact, value, source, surety, detail);
    }
  }

  private void put(Fact fact, Number value, String source, String surety, String detail) {
    if (!Double.isNaN(value.doubleValue())) {
      seen.put(fact, new Seen(value.doubleValue(), source, surety, detail));
    }
  }
}
