package dev.muxscope.analytics;

import dev.muxscope.analytics.ThreadDumps.DumpedThread;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;

/// What each dump of the platform threads shows of an application's pools, blocked threads and
/// event loops.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class ThreadSnapshots implements Collector {

  private static final Set<ThreadWait> APPLICATION =
      Set.of(
          ThreadWait.READ,
          ThreadWait.WRITE,
          ThreadWait.CONNECT,
          ThreadWait.ACCEPT,
          ThreadWait.SELECT,
          ThreadWait.COMPLETION,
          ThreadWait.POLLER,
          ThreadWait.POOL_IDLE);

  /// What ends by itself or by another machine, however many threads wait for it.
  private static final Set<ThreadWait> OUTSIDE =
      Set.of(ThreadWait.READ, ThreadWait.WRITE, ThreadWait.CONNECT, ThreadWait.SLEEP);

  /// What threads wait for that have nothing to do. What they take from a queue is mostly work.
  private static final Set<ThreadWait> FREE = Set.of(ThreadWait.POOL_IDLE, ThreadWait.QUEUE);

  // Of many threads that wait, a dump finds a few between two waits, or at a lock for a moment.
  private static final double FULL = 0.9;

  /// All but what threads of a pool wait for on behalf of the others, as Jetty's do.
  private static final Set<ThreadWait> SERVING =
      EnumSet.complementOf(EnumSet.of(ThreadWait.SELECT, ThreadWait.COMPLETION, ThreadWait.ACCEPT));

  private static final List<String> POOLED =
      List.of(
          "ThreadPoolExecutor",
          "QueuedThreadPool$Runner.run",
          "EnhancedQueueExecutor",
          "AbstractThreadPool$Worker.run");

  private static final String FORK_JOIN = "java.util.concurrent.ForkJoinPool.runWorker";

  // The JDK's own name, which carriers of virtual threads have, too: where idle, they differ in
  // nothing else.
  private static final String FORK_JOIN_NAME = "ForkJoinPool";

  private final List<Snapshot> snapshots = new ArrayList<>();
  private final Set<String> selects = new HashSet<>();
  private final Set<String> selecting = new HashSet<>();
  private final Set<String> clients = new HashSet<>();
  private final Set<String> idle = new HashSet<>();
  private final Map<String, Long> selectingAtOnce = new TreeMap<>();
  private boolean accepts;
  private long virtual;

  @Override
  public List<String> types() {
    return List.of(ThreadDumps.DUMP);
  }

  @Override
  public void accept(RecordedEvent event) {
    String text = event.getString("result");
    if (text != null) {
      add(ThreadDumps.parse(text));
    }
  }

  void add(List<DumpedThread> threads) {
    Snapshot snapshot = new Snapshot();
    for (DumpedThread thread : threads) {
      ThreadWait wait = ThreadWait.of(thread);
      snapshot.add(thread, wait);
      if (ThreadWait.selects(thread.frames())) {
        (ThreadWait.selectsForClient(thread.frames()) ? clients : selecting).add(thread.name());
      }
      if (wait == ThreadWait.POOL_IDLE) {
        idle.add(thread.name());
      }
      thread.frames().stream().filter(SelectFrames::isSelect).forEach(selects::add);
      accepts |= wait == ThreadWait.ACCEPT && ThreadWait.acceptsSockets(thread.frames());
      if (wait == ThreadWait.POLLER || carries(thread)) {
        virtual++;
      }
    }
    countSelecting(threads);
    if (snapshot.waiting.keySet().stream().anyMatch(APPLICATION::contains)) {
      snapshots.add(snapshot);
    }
  }

  private static boolean carries(DumpedThread thread) {
    return thread.frames().stream()
        .anyMatch(frame -> frame.startsWith("java.lang.VirtualThread.runContinuation"));
  }

  // One that is at work between two selects is known by its name.
  private void countSelecting(List<DumpedThread> threads) {
    threads.stream()
        .map(DumpedThread::name)
        .filter(name -> selecting.contains(name) || clients.contains(name))
        .collect(Collectors.groupingBy(ThreadRoles::pool, Collectors.counting()))
        .forEach((pool, now) -> selectingAtOnce.merge(pool, now, Math::max));
  }

  /// Dumps in which the application waits for something; one of a JVM that is just starting, or has
  /// ended, says nothing.
  int count() {
    return snapshots.size();
  }

  /// Names of threads that select, but for those that only call a client which does.
  Set<String> selecting() {
    return selecting;
  }

  /// Names of threads that called a client which selects until it has an answer.
  Set<String> clients() {
    return clients;
  }

  /// The most threads of a dump that select, those that call such a client among them, by pool as
  /// [ThreadRoles#pool(String)] names it.
  Map<String, Long> selectingAtOnce() {
    return selectingAtOnce;
  }

  /// How many of some threads that select, dumped or not, were there at once: fewer than there ever
  /// were where an application makes clients anew for each task, each with such a thread.
  long atOnce(Set<String> names) {
    Map<String, Long> ever =
        names.stream().collect(Collectors.groupingBy(ThreadRoles::pool, Collectors.counting()));
    return ever.entrySet().stream()
        .mapToLong(pool ->
            Math.min(pool.getValue(), selectingAtOnce.getOrDefault(pool.getKey(), pool.getValue())))
        .sum();
  }

  /// Names of threads that wait in a pool for work.
  Set<String> idle() {
    return idle;
  }

  /// Whether a thread waited in `ServerSocket.accept` for clients. No selector ever sees what it
  /// accepts.
  boolean acceptsSockets() {
    return accepts;
  }

  /// The methods in which threads selected, as `a.b.Type.method`.
  Set<String> selects() {
    return selects;
  }

  /// Carriers with a virtual thread, and pollers of virtual threads, in all dumps.
  long virtual() {
    return virtual;
  }

  /// The most threads of a dump that waited for one of these.
  int most(Set<ThreadWait> waits) {
    return snapshots.stream().mapToInt(snapshot -> snapshot.count(waits)).max().orElse(0);
  }

  /// The most pooled threads of a dump that waited for one of these.
  int mostPooled(Set<ThreadWait> waits) {
    return snapshots.stream()
        .mapToInt(
            snapshot -> snapshot.pools.values().stream().mapToInt(pool -> pool.count(waits)).sum())
        .max()
        .orElse(0);
  }

  /// The largest pool of those wanted that had no thread to spare, in at least two dumps and in
  /// half of those in which it did anything; with no threads if there is none.
  FullPool fullPool(Predicate<FullPool> wanted) {
    Map<String, FullPool> pools = new TreeMap<>();
    for (Snapshot snapshot : snapshots) {
      snapshot.pools.forEach((name, pool) -> {
        if (!pool.isIdle()) {
          pools.merge(name, pool.asFull(name), FullPool::plus);
        }
      });
    }
    FullPool largest = FullPool.NONE;
    for (FullPool pool : pools.values()) {
      boolean full = pool.full >= 2 && 2 * pool.full >= pool.dumps && wanted.test(pool);
      largest = full && pool.threads > largest.threads ? pool : largest;
    }
    return largest;
  }

  /// A pool in several dumps.
  ///
  /// @param name as `pool-1-thread-#`
  /// @param threads the most of it that waited when it was full
  /// @param size how many it had to serve requests in that dump, few of which may have run
  /// @param readers the most of them that read a socket when it was full
  /// @param outside the most of them that waited for sockets or time then
  /// @param frame outside the JDK in which most of those waited, in the dump of `threads`, that
  ///   wait neither for sockets nor for time; empty if none did in any
  /// @param full dumps in which it was full
  /// @param dumps dumps in which not all of it was idle
  record FullPool(
      String name,
      int threads,
      int size,
      int readers,
      int outside,
      String frame,
      int full,
      int dumps) {

    static final FullPool NONE = new FullPool("", 0, 0, 0, 0, "", 0, 0);

    private FullPool plus(FullPool more) {
      FullPool fuller = more.threads > threads ? more : this;
      return new FullPool(
          name,
          fuller.threads,
          fuller.size,
          Math.max(readers, more.readers),
          Math.max(outside, more.outside),
          fuller.frame,
          full + more.full,
          dumps + more.dumps);
    }

    /// Whether at least half of it reads sockets. Without a selector that waits for requests, these
    /// may be connections with a thread each, none of which has a request.
    boolean mostlyReads() {
      return 2 * readers >= threads;
    }

    /// Whether at least half of it waits for sockets or time. What other threads park for may be as
    /// bounded as they are: a connection of another pool, or its answer.
    boolean mostlyOutside() {
      return 2 * outside >= threads;
    }
  }

  /// One dump.
  private static final class Snapshot {

    private final Map<ThreadWait, Integer> waiting = new HashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();

    private void add(DumpedThread thread, ThreadWait wait) {
      waiting.merge(wait, 1, Integer::sum);
      if (isPooled(thread)) {
        pools
            .computeIfAbsent(ThreadRoles.onePool(thread.name()), _ -> new Pool())
            .add(thread, wait);
      }
    }

    private static boolean isPooled(DumpedThread thread) {
      return thread.frames().stream().anyMatch(frame -> POOLED.stream().anyMatch(frame::contains))
          || (thread.frames().contains(FORK_JOIN) && !thread.name().startsWith(FORK_JOIN_NAME));
    }

    private int count(Set<ThreadWait> waits) {
      return sum(waiting, waits);
    }
  }

  /// The threads of a pool in one dump.
  private static final class Pool {

    private final Map<ThreadWait, Integer> waiting = new HashMap<>();
    private final Map<String, Amount> frames = new HashMap<>();

    /// Whether a thread is in a client's call that selects: as a consumer of messages, it may have
    /// nothing to do.
    private boolean asksClient;

    private void add(DumpedThread thread, ThreadWait wait) {
      waiting.merge(wait, 1, Integer::sum);
      if (wait == ThreadWait.OTHER) {
        frames.computeIfAbsent(thread.applicationFrame(), _ -> new Amount()).add(1);
      }
      asksClient |= wait == ThreadWait.SELECT && ThreadWait.selectsForClient(thread.frames());
    }

    private boolean isIdle() {
      return !asksClient && count(Set.of(ThreadWait.POOL_IDLE)) == count(SERVING);
    }

    private int count(Set<ThreadWait> waits) {
      return sum(waiting, waits);
    }

    /// Those that wait, which leaves their processor free.
    private int taken() {
      return count(Set.of(ThreadWait.OTHER)) + count(OUTSIDE);
    }

    /// Whether it has no thread to spare.
    private boolean isFull() {
      return !asksClient && count(FREE) == 0 && taken() >= FULL * count(SERVING);
    }

    private FullPool asFull(String name) {
      if (!isFull()) {
        return new FullPool(name, 0, 0, 0, 0, "", 0, 1);
      }
      int readers = count(Set.of(ThreadWait.READ));
      String frame = Rows.mostOften(frames);
      return new FullPool(name, taken(), count(SERVING), readers, count(OUTSIDE), frame, 1, 1);
    }
  }

  private static int sum(Map<ThreadWait, Integer> counts, Set<ThreadWait> waits) {
    return waits.stream().mapToInt(wait -> counts.getOrDefault(wait, 0)).sum();
  }
}
