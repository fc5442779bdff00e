package dev.muxscope.analytics.advice;

import dev.muxscope.analytics.advice.Advice.Change;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says what way of waiting would suit a service, from [Evidence] alone.
///
/// A change matters if a loop is held or saturated, if a pool has no thread to spare, or if it
/// saves a tenth of the CPU time or of the memory. *Neither would matter* is said only where each
/// of these was looked at and found wanting; what was not recorded leads to *not enough evidence*
/// instead.
///
/// Immutable.
public final class Advisor {

  /// A recording shorter than this, in nanoseconds, is start-up.
  static final double SHORTEST = 5e9;

  private static final String PROBE =
      "with the option that `muxscope probe` prints, on JDK 25 or newer";

  private static final String TOO_WIDE =
      "What it would save in CPU time: the range foretold has room for nothing and for more than a"
          + " tenth. Try both under its own load.";

  private final CpuEffect effect;

  public Advisor(Forecast forecast) {
    this.effect = new CpuEffect(forecast);
  }

  Advice advise(Evidence seen) {
    Estimate virtual = effect.ratio(seen, Waiting.VIRTUAL_THREADS.mode());
    Estimate multiplexed = effect.ratio(seen, Waiting.EVENT_LOOPS.mode());
    List<Reason> against = changes(seen, virtual, multiplexed);
    List<Reason> remarks = present(List.of(Rules.pinned(seen), Rules.locks(seen)));
    List<Reason> settled = settled(seen, virtual, multiplexed);
    List<Reason> reasons = new ArrayList<>(against);
    reasons.addAll(settled);
    reasons.addAll(remarks);
    Verdict verdict = verdict(seen, against, settled);
    List<String> missing = missing(seen);
    if (verdict == Verdict.NOT_ENOUGH && missing.isEmpty()) {
      missing.add(TOO_WIDE);
    }
    return new Advice(verdict, reasons, figures(seen, virtual, multiplexed), missing);
  }

  /// What speaks for a change, what weighs most first: a held loop or a full pool is felt by
  /// clients, CPU time and memory are only paid for.
  private static List<Reason> changes(Evidence seen, Estimate virtual, Estimate multiplexed) {
    return present(
        List.of(
            Rules.heldLoops(seen),
            Rules.fullPool(seen),
            Rules.cheaper(seen, Verdict.MULTIPLEXING, multiplexed),
            Rules.stackMemory(seen),
            Rules.cheaper(seen, Verdict.VIRTUAL_THREADS, virtual),
            Rules.saturatedLoop(seen)));
  }

  /// What shows that CPU time would not change by much.
  private List<Reason> settled(Evidence seen, Estimate virtual, Estimate multiplexed) {
    List<Reason> settled =
        present(
            List.of(
                Rules.idle(seen),
                Rules.easyLoops(seen),
                Rules.fewReads(seen, effect.atMost(seen)),
                Rules.otherCode(seen)));
    if (settled.isEmpty()) {
      Rules.noCheaper(seen, virtual, multiplexed).ifPresent(settled::add);
    }
    Rules.starvedCarriers(seen).ifPresent(settled::add);
    return settled;
  }

  private static Verdict verdict(Evidence seen, List<Reason> changes, List<Reason> settled) {
    if (!seen.atLeast(Fact.LENGTH, SHORTEST)) {
      return Verdict.NOT_ENOUGH;
    }
    if (!changes.isEmpty()) {
      return changes.getFirst().verdict();
    }
    boolean looked = poolsSeen(seen) && loopsSeen(seen) && !Rules.memoryMissing(seen);
    return looked && !settled.isEmpty() && seen.knows(Fact.CORES)
        ? Verdict.NEITHER
        : Verdict.NOT_ENOUGH;
  }

  /// Whether a full pool would have been seen: a single dump may be one of a moment without load,
  /// as at the end, threads that all read may have a connection each, without a request, and others
  /// may wait for another pool.
  private static boolean poolsSeen(Evidence seen) {
    return !seen.mode().isEmpty()
        || (seen.atLeast(Fact.DUMPS, 2) && !Rules.unclearPool(seen))
        || seen.below(Fact.PLATFORM_THREADS, Rules.FEW_THREADS);
  }

  /// Whether a loop that is held or saturated would have been seen.
  private static boolean loopsSeen(Evidence seen) {
    return !seen.atLeast(Fact.LOOPS, 1) || Rules.loopsHaveTime(seen);
  }

  private static List<String> missing(Evidence seen) {
    List<String> missing = new ArrayList<>();
    if (!seen.atLeast(Fact.LENGTH, SHORTEST)) {
      missing.add("Record for longer: this is mostly start-up. A minute under usual load is good.");
    }
    if (!seen.knows(Fact.CORES)) {
      missing.add("Its CPU time: record jdk.CPULoad, which the default settings hold.");
    }
    if (Rules.memoryMissing(seen)) {
      missing.add(
          "Whether %s threads' stacks matter: how much memory the service takes is not known. Record jdk.ResidentSetSize, or on an older JDK jdk.GCHeapSummary over a collection."
              .formatted(Rules.figure(seen, Fact.SOCKET_WAITERS)));
    }
    if (!seen.mode().isEmpty()) {
      return missing;
    }
    addUnseenPools(missing, seen);
    if (!loopsSeen(seen)) {
      missing.add(unseenLoops(seen));
    }
    if (!seen.knows(Fact.READS)) {
      missing.add(
          "How often it reads, selects and mounts, without which no CPU time can be foretold:"
              + " record "
              + PROBE
              + ". It counts none of a class from an archive of the service's own, for which it also"
              + " needs -Xshare:off, nor of Netty's transports but NIO and epoll under their own"
              + " names.");
    }
    return missing;
  }

  private static void addUnseenPools(List<String> missing, Evidence seen) {
    if (Rules.readingPool(seen)) {
      missing.add(
          "Whether anyone waited for a free thread of the pool %s: %s of its threads waited and none was free, most in socket reads, as threads with a connection each do while no request comes. If it is bounded to so many, virtual threads lift that bound."
              .formatted(seen.detail(Fact.READING_POOL), Rules.figure(seen, Fact.READING_POOL)));
    }
    if (Rules.askingPool(seen)) {
      missing.add(
          "What bounds the pool %s: %s of its threads waited and none was free, most of them neither for sockets nor for time. If that is for answers, virtual threads lift the bound; if it is for another pool, as of connections, that one is the bound, on any thread."
              .formatted(seen.detail(Fact.ASKING_POOL), Rules.figure(seen, Fact.ASKING_POOL)));
    }
    if (!poolsSeen(seen) && !Rules.unclearPool(seen)) {
      missing.add(
          seen.atLeast(Fact.DUMPS, 1)
              ? "What its threads wait for: a single dump may be of a moment without load; record a"
                  + " minute under usual load, so that there are several."
              : "What its threads wait for: record jdk.ThreadDump under load, "
                  + PROBE
                  + ", or by `jcmd PID JFR.start` while it runs.");
    }
  }

  private static String unseenLoops(Evidence seen) {
    if (seen.knows(Fact.LOOP_OUTSIDE)) {
      return "Whether short calls hold an event loop: the mean of all is %s of their time outside select, so one of them may always be. Record jdk.ThreadPark, jdk.ThreadSleep and jdk.SocketRead with thresholds of 1 ms to see such calls."
          .formatted(Rules.figure(seen, Fact.LOOP_OUTSIDE));
    }
    return seen.atLeast(Fact.SELECTS, 0)
        ? "Whether calls hold its event loops: how long they are in select is not known, since other"
            + " threads select as well, or selects call the application."
        : "Whether calls hold its event loops, since it was not timed how long they are in select:"
            + " record "
            + PROBE
            + ".";
  }

  private List<Change> figures(Evidence seen, Estimate virtual, Estimate multiplexed) {
    List<Change> figures = new ArrayList<>();
    addThreads(figures, seen);
    addMemory(figures, seen);
    addCpu(figures, seen, virtual, multiplexed);
    return figures;
  }

  private static void addThreads(List<Change> figures, Evidence seen) {
    // The JVM counts a part of a processor as one.
    double processors = Math.ceil(seen.of(Fact.PROCESSORS));
    double now =
        switch (seen.waiting()) {
          case EVENT_LOOPS -> seen.of(Fact.LOOPS);
          case VIRTUAL_THREADS -> seen.of(Fact.CARRIERS);
          case PLATFORM_THREADS -> seen.of(Fact.SOCKET_WAITERS);
          // Of a selector that hands over to a pool or to virtual threads, both; where the pool's
          // threads select in turns, the pool.
          case MIXED ->
              (seen.atLeast(Fact.LOOPS, 1) ? seen.of(Fact.LOOPS) : 0)
                  + Math.max(seen.of(Fact.SOCKET_WAITERS), seen.of(Fact.POOLED))
                  + (seen.atLeast(Fact.VIRTUAL, 1) ? seen.of(Fact.CARRIERS) : 0);
          case UNKNOWN -> Double.NaN;
        };
    if (!Double.isNaN(now) && !Double.isNaN(processors)) {
      boolean loops = seen.waiting() == Waiting.EVENT_LOOPS;
      boolean virtual = seen.waiting() == Waiting.VIRTUAL_THREADS;
      figures.add(
          new Change(
              "threads",
              Format.COUNT,
              new Estimate(now),
              virtual ? new Estimate(now) : new Estimate(processors, 1, processors),
              loops ? new Estimate(now) : new Estimate(1, 1, processors),
              "threads that serve connections; carriers are by default as many as processors,"
                  + " event loops as many as are needed"));
    }
  }

  private static void addMemory(List<Change> figures, Evidence seen) {
    double connections =
        seen.mode().isEmpty() ? seen.of(Fact.SOCKET_WAITERS) : seen.of(Fact.CONNECTIONS);
    boolean known =
        connections > 0 && (!seen.mode().isEmpty() || seen.atLeast(Fact.SOCKET_WAITERS, 1));
    if (known) {
      Waiting now = seen.mode().isEmpty() ? Waiting.PLATFORM_THREADS : seen.waiting();
      figures.add(
          new Change(
              "stacks and buffers",
              Format.BYTES,
              StackMemory.times(StackMemory.of(now), connections),
              StackMemory.times(StackMemory.VIRTUAL, connections),
              StackMemory.times(StackMemory.MULTIPLEXED, connections),
              "resident memory of waiting connections, at what Muxscope's own servers take for each (`muxscope lab`, memory); deeper stacks take more"));
    }
  }

  private static void addCpu(
      List<Change> figures, Evidence seen, Estimate virtual, Estimate multiplexed) {
    boolean own = seen.knows(Fact.CPU_PER_REQUEST);
    Fact fact = own ? Fact.CPU_PER_REQUEST : Fact.CORES;
    if (seen.knows(fact) && !Double.isNaN(virtual.value())) {
      figures.add(
          new Change(
              own ? "CPU per request" : "processors in use",
              fact.format(),
              new Estimate(seen.of(fact)),
              times(virtual, seen.of(fact)),
              times(multiplexed, seen.of(fact)),
              own
                  ? "foretold from this recording, see the error below"
                  : "from the count of reads, at what a read costs Muxscope's own servers more or less, over all loads of the calibration: "
                      + "the machine and the code are other ones here"));
    }
  }

  private static Estimate times(Estimate ratio, double now) {
    boolean same = ratio.low() == 1 && ratio.high() == 1;
    return same
        ? new Estimate(now)
        : new Estimate(ratio.value() * now, ratio.low() * now, ratio.high() * now);
  }

  private static List<Reason> present(List<Optional<Reason>> rules) {
    return new ArrayList<>(rules.stream().flatMap(Optional::stream).toList());
  }
}
