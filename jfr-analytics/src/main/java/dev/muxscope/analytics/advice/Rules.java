package dev.muxscope.analytics.advice;

import dev.muxscope.report.Estimate;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules by which [Evidence] becomes sentences. Each says its threshold and why it is that one,
/// and keeps silent where a fact it needs is not known.
final class Rules {

  /// A twentieth: a share of requests that the 95th percentile shows.
  static final double HELD = 0.05;

  /// What people begin to notice (Nielsen, *Usability Engineering*, 1993: 0.1 s), in nanoseconds;
  /// it counts if it is more than an accident, see [#SELDOM].
  static final double NOTICEABLE = 100e6;

  /// A hundredth of the time: a share of requests that the 99th percentile shows.
  static final double SELDOM = 0.01;

  /// Fewer calls than this are an accident, such as start-up.
  static final double SEVERAL = 3;

  /// From so many calls on, even a seldom one is a habit.
  static final double HABIT = 10;

  /// Utilisation at which requests wait in line twice as long as they take: ρ / 2(1 - ρ) with
  /// evenly long requests (Pollaczek-Khinchine); at 0.9 it would be 4.5 times.
  static final double SATURATED = 0.8;

  /// Carriers over this have nothing left for a virtual thread that becomes ready.
  static final double STARVED = 0.9;

  /// Share of all processors above which the service is bound by its computing; the rest is what
  /// compilers, collectors and the system need.
  static final double CPU_BOUND = 0.85;

  /// Processors, a tenth of one, that are not worth a change of code: as much as collectors and
  /// compilers take now and then. A service below is idle, and no way of waiting can save more than
  /// it uses.
  static final double IDLE = 0.1;

  /// What a change of CPU time or memory must come to, as a share, to be worth a change of code;
  /// the lab's A against A differs by up to half of it.
  static final double WORTH = 0.10;

  /// Less memory than this, in bytes, matters to no JVM: its smallest default heap region set and
  /// code cache take more.
  static final double LEAST_MEMORY = 16 * 1024 * 1024;

  /// Threads from which on a full pool counts: a smaller one is as likely a few connections with a
  /// thread each.
  static final double POOL = 8;

  /// Platform threads, the JVM's own dozen among them, that leave no room for a pool of [#POOL].
  static final double FEW_THREADS = 20;

  /// Samples from which on a share of a tenth is known to within a twentieth, two standard errors.
  static final double SAMPLES = 150;

  private Rules() {}

  /// A loop that blocks holds all its connections, whoever they are (drill `blocking-handler`).
  static Optional<Reason> heldLoops(Evidence seen) {
    boolean often = seen.atLeast(Fact.LOOP_HELD, HELD) && seen.atLeast(Fact.LOOP_HOLDS, SEVERAL);
    boolean felt =
        seen.atLeast(Fact.LOOP_HELD, SELDOM)
            && seen.atLeast(Fact.LOOP_HOLDS, HABIT)
            && seen.atLeast(Fact.LOOP_LONGEST, NOTICEABLE);
    if (!seen.atLeast(Fact.LOOPS, 1) || !(often || felt)) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.VIRTUAL_THREADS,
            "Blocking calls held an event loop %s times and for %s of its time, %s at the longest (%s), and all its connections waited: move these calls to virtual threads, or serve each connection by one."
                .formatted(
                    figure(seen, Fact.LOOP_HOLDS),
                    share(seen, Fact.LOOP_HELD),
                    figure(seen, Fact.LOOP_LONGEST),
                    seen.detail(Fact.LOOP_HELD)),
            Fact.LOOPS,
            Fact.LOOP_HELD,
            Fact.LOOP_HOLDS,
            Fact.LOOP_LONGEST));
  }

  /// A pool of which all but a few threads wait, most of them for sockets or time, serves no more
  /// at once than it has threads, however idle the processors are. Virtual threads lift the bound;
  /// a selector with the same pool would not, as the handlers themselves block.
  static Optional<Reason> fullPool(Evidence seen) {
    if (!seen.atLeast(Fact.FULL_POOL, POOL) || cpuBound(seen)) {
      return Optional.empty();
    }
    boolean idle = seen.knows(Fact.MACHINE) && spareProcessors(seen);
    return Optional.of(
        Reason.of(
            Verdict.VIRTUAL_THREADS,
            "%s threads of the pool %s were waiting and none was free: a bounded pool makes everyone else wait for a thread%s; virtual threads lift that bound."
                .formatted(
                    figure(seen, Fact.FULL_POOL),
                    seen.detail(Fact.FULL_POOL),
                    idle ? " while processors are idle" : ""),
            known(seen, Fact.FULL_POOL, Fact.CORES, Fact.MACHINE)));
  }

  /// Whether a pool looks full, and would be found so if it is bounded, but may as well be one with
  /// a thread for each of its idle connections.
  static boolean readingPool(Evidence seen) {
    return seen.atLeast(Fact.READING_POOL, POOL) && !cpuBound(seen);
  }

  /// Whether most threads of a pool that looks full wait for something in the process: it may be
  /// another pool that is the bound.
  static boolean askingPool(Evidence seen) {
    return seen.atLeast(Fact.ASKING_POOL, POOL) && !cpuBound(seen);
  }

  /// Whether a pool was seen of which it is not clear whether its bound makes anyone wait.
  static boolean unclearPool(Evidence seen) {
    return readingPool(seen) || askingPool(seen);
  }

  /// Stacks of blocked platform threads, against what waits otherwise take: worth it from a tenth
  /// of the memory on, at the lower bound.
  static Optional<Reason> stackMemory(Evidence seen) {
    Estimate saved = savedStacks(seen);
    Fact memory = memory(seen);
    if (!(saved.low() >= LEAST_MEMORY && saved.low() >= WORTH * seen.of(memory))) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.VIRTUAL_THREADS,
            "%s platform threads only wait in socket reads. As virtual threads they would take some %s to %s less for stacks%s."
                .formatted(
                    figure(seen, Fact.SOCKET_WAITERS),
                    Values.format(saved.low(), Format.BYTES),
                    Values.format(saved.high(), Format.BYTES),
                    memory == Fact.RESIDENT
                        ? ", of " + figure(seen, memory) + " resident in all"
                        : "; the committed heap is " + figure(seen, memory)),
            Fact.SOCKET_WAITERS,
            memory));
  }

  /// Whether stacks would take so much less that it counts how much memory there is in all, and
  /// that is not known.
  static boolean memoryMissing(Evidence seen) {
    return savedStacks(seen).low() >= LEAST_MEMORY && !seen.knows(memory(seen));
  }

  private static Estimate savedStacks(Evidence seen) {
    double waiters = seen.of(Fact.SOCKET_WAITERS);
    return StackMemory.saved(StackMemory.PLATFORM, StackMemory.VIRTUAL, waiters);
  }

  // Older JDKs tell only the heap's, which is most of what many JVMs hold.
  private static Fact memory(Evidence seen) {
    return seen.knows(Fact.RESIDENT) ? Fact.RESIDENT : Fact.COMMITTED;
  }

  /// An event loop with no time left, while processors are idle: more loops use them. Of other
  /// applications only the CPU time counts: a select that never returned was not timed, so that
  /// what seems to be time outside may have been spent in it.
  static Optional<Reason> saturatedLoop(Evidence seen) {
    Fact fact = seen.mode().isEmpty() ? Fact.LOOP_BUSY : Fact.LOOP_OUTSIDE;
    if (!seen.atLeast(fact, SATURATED) || !spareProcessors(seen)) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.MULTIPLEXING,
            "An event loop is saturated, %s of its time at work, while the application uses %s of %s processors: spread its connections over more loops. Virtual threads would spread them too, at a higher cost for each read."
                .formatted(
                    share(seen, fact), figure(seen, Fact.CORES), figure(seen, Fact.PROCESSORS)),
            known(seen, fact, Fact.CORES, Fact.PROCESSORS, Fact.MACHINE)));
  }

  /// Less CPU for the same requests, by more than the forecast's own uncertainty and than [#WORTH].
  /// What idles is left out: a tenth of nothing is nothing.
  static Optional<Reason> cheaper(Evidence seen, Verdict verdict, Estimate ratio) {
    if (!(ratio.high() <= 1 - WORTH) || seen.below(Fact.CORES, IDLE)) {
      return Optional.empty();
    }
    Fact counted = seen.knows(Fact.CPU_PER_REQUEST) ? Fact.CPU_PER_REQUEST : Fact.READS;
    return Optional.of(
        Reason.of(
            verdict,
            "By %s the same requests would take %s to %s less CPU time than by %s."
                .formatted(
                    verdict.label(),
                    Values.format(1 - ratio.high(), Format.SHARE),
                    Values.format(1 - ratio.low(), Format.SHARE),
                    seen.waiting().label()),
            Fact.CORES,
            counted));
  }

  /// Carriers without time: ready virtual threads wait for one. That is computing, not waiting.
  /// Where there may be more of them, on processors that are left, nobody waits: the JDK makes one
  /// when it is wanted, up to as many as processors or as a property allows.
  static Optional<Reason> starvedCarriers(Evidence seen) {
    boolean spare = spareProcessors(seen);
    boolean bounded = spare && seen.below(Fact.PARALLELISM, seen.of(Fact.PROCESSORS));
    double most = seen.of(bounded ? Fact.PARALLELISM : Fact.PROCESSORS);
    boolean more = spare && seen.below(Fact.CARRIERS, most);
    if (!seen.atLeast(Fact.CARRIER_BUSY, STARVED) || more) {
      return Optional.empty();
    }
    String cause =
        bounded
            ? "Processors are left, but jdk.virtualThreadScheduler.parallelism=%s allows no more of them: raise it; no other way of waiting is needed."
                .formatted(figure(seen, Fact.PARALLELISM))
            : "It is computing that starves them: less of it, or more processors, would help; no other way of waiting adds any.";
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "The carriers of virtual threads are busy %s of their time, so that ready ones wait for a carrier. %s"
                .formatted(share(seen, Fact.CARRIER_BUSY), cause),
            known(seen, Fact.CARRIER_BUSY, Fact.CARRIERS, Fact.PARALLELISM)));
  }

  /// Virtual threads that block without giving back their carrier make it a platform thread.
  static Optional<Reason> pinned(Evidence seen) {
    if (!seen.atLeast(Fact.PINNED, HELD)) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "Virtual threads were pinned %s times, %s of the carriers' time (%s): what holds them there is to be mended, in any way of waiting."
                .formatted(
                    figure(seen, Fact.PINS), share(seen, Fact.PINNED), seen.detail(Fact.PINNED)),
            Fact.PINS,
            Fact.PINNED));
  }

  /// What uses next to nothing cannot save anything.
  static Optional<Reason> idle(Evidence seen) {
    if (!seen.below(Fact.CORES, IDLE)) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "The service is idle, at %s of a processor: no way of waiting could save more than that. Record it under load, if it ever has one."
                .formatted(Values.format(seen.of(Fact.CORES), Format.SHARE)),
            Fact.CORES));
  }

  /// All ways of waiting differ by less than [#WORTH], or by less than what [#IDLE] services use,
  /// by a count of reads.
  static Optional<Reason> fewReads(Evidence seen, double atMost) {
    if (!(atMost < WORTH || atMost * seen.of(Fact.CORES) < IDLE)) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "At %s socket reads per second, no way of waiting would change the CPU time by more than %s of a processor; it uses %s."
                .formatted(
                    figure(seen, Fact.READS),
                    Values.format(atMost * seen.of(Fact.CORES), Format.SHARE),
                    Values.format(seen.of(Fact.CORES), Format.SHARE)),
            Fact.READS,
            Fact.CORES));
  }

  /// Where reads were not counted, samples bound what waiting costs: all of it is code of sockets,
  /// selectors or the scheduler of virtual threads. Half of [#WORTH], as not all of it is known by
  /// its names. Samples of Java code are of no system call: there, the time in the system may all
  /// be that of reads and writes.
  static Optional<Reason> otherCode(Evidence seen) {
    boolean enough = seen.atLeast(Fact.SAMPLES, SAMPLES) && !seen.atLeast(Fact.SYSTEM_CODE, WORTH);
    if (!enough || !seen.below(Fact.WAITING_CODE, WORTH / 2)) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "Of %s samples of running threads, %s were in sockets, selectors or the scheduling of virtual threads%s: the time goes elsewhere, and no way of waiting could save it."
                .formatted(
                    figure(seen, Fact.SAMPLES),
                    share(seen, Fact.WAITING_CODE),
                    seen.knows(Fact.SYSTEM_CODE)
                        ? ", and the system took %s of the CPU time"
                            .formatted(share(seen, Fact.SYSTEM_CODE))
                        : ""),
            known(seen, Fact.SAMPLES, Fact.WAITING_CODE, Fact.SYSTEM_CODE)));
  }

  /// Locks are waited for alike on any thread.
  static Optional<Reason> locks(Evidence seen) {
    if (!seen.atLeast(Fact.LOCK_WAITERS, POOL)) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "%s platform threads waited for locks at once: that is contention, and no way of waiting for sockets changes it."
                .formatted(figure(seen, Fact.LOCK_WAITERS)),
            Fact.LOCK_WAITERS));
  }

  /// Whether each event loop has time left. Known is the mean over all of them, which a single one
  /// may make up alone.
  static boolean loopsHaveTime(Evidence seen) {
    double worst = Math.min(1, seen.of(Fact.LOOPS) * seen.of(Fact.LOOP_OUTSIDE));
    return worst < SATURATED;
  }

  /// It multiplexes already, and its loops have time left. Their CPU time alone would not show
  /// that: a loop that is held by a blocking call uses none.
  static Optional<Reason> easyLoops(Evidence seen) {
    Fact fact = Fact.LOOP_OUTSIDE;
    if (seen.waiting() != Waiting.EVENT_LOOPS
        || !loopsHaveTime(seen)
        || heldLoops(seen).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "It multiplexes already, and its event loops have time left: they are outside select for %s of their time."
                .formatted(share(seen, fact)),
            Fact.LOOPS,
            fact));
  }

  /// No other way takes less CPU time by [#WORTH], not even at the favourable end of the forecast.
  static Optional<Reason> noCheaper(Evidence seen, Estimate virtual, Estimate multiplexed) {
    double most = 1 - Math.min(virtual.low(), multiplexed.low());
    if (!(most < WORTH)) {
      return Optional.empty();
    }
    Fact counted = seen.knows(Fact.CPU_PER_REQUEST) ? Fact.CPU_PER_REQUEST : Fact.READS;
    return Optional.of(
        Reason.of(
            Verdict.NEITHER,
            "No other way of waiting would take noticeably less CPU time than %s do: %s less at best."
                .formatted(seen.waiting().label(), Values.format(Math.max(0, most), Format.SHARE)),
            Fact.CORES,
            counted));
  }

  private static boolean cpuBound(Evidence seen) {
    return seen.of(Fact.CORES) >= CPU_BOUND * seen.of(Fact.PROCESSORS);
  }

  /// Whether this JVM leaves processors that it may use, and as far as is known others leave them,
  /// too.
  private static boolean spareProcessors(Evidence seen) {
    return seen.of(Fact.CORES) < CPU_BOUND * seen.of(Fact.PROCESSORS)
        && !seen.atLeast(Fact.MACHINE, CPU_BOUND);
  }

  private static Fact[] known(Evidence seen, Fact... facts) {
    return Stream.of(facts).filter(seen::knows).toArray(Fact[]::new);
  }

  private static String share(Evidence seen, Fact fact) {
    return Values.format(seen.of(fact), Format.SHARE);
  }

  static String figure(Evidence seen, Fact fact) {
    return Values.format(seen.of(fact), fact.format());
  }
}
