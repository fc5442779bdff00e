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
          ThreadWait.POLLER,
          ThreadWait.POOL_IDLE);

  /// A pool all of whose threads wait for these has none to spare, and its processor is free.
  private static final Set<ThreadWait> OUTSIDE =
      Set.of(
          ThreadWait.READ,
          ThreadWait.WRITE,
          ThreadWait.CONNECT,
          ThreadWait.SLEEP,
          ThreadWait.OTHER);

  private static final List<String> POOLED =
      List.of("ThreadPoolExecutor", "QueuedThreadPool$Runner.run", "EnhancedQueueExecutor");

  private final List<Snapshot> snapshots = new ArrayList<>();
  private final Set<String> selecting = new HashSet<>();
  private final Set<String> clients = new HashSet<>();
  private final Set<String> idle = new HashSet<>();
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
      if (wait == ThreadWait.SELECT || ThreadWait.selects(thread.frames())) {
        (ThreadWait.selectsForClient(thread.frames()) ? clients : selecting).add(thread.name());
      }
      if (wait == ThreadWait.POOL_IDLE) {
        idle.add(thread.name());
      }
      if (wait == ThreadWait.POLLER || carries(thread)) {
        virtual++;
      }
    }
    if (snapshot.waiting.keySet().stream().anyMatch(APPLICATION::contains)) {
      snapshots.add(snapshot);
    }
  }

  private static boolean carries(DumpedThread thread) {
    return thread.frames().stream()
        .anyMatch(frame -> frame.startsWith("java.lang.VirtualThread.runContinuation"));
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

  /// Names of threads that wait in a pool for work.
  Set<String> idle() {
    return idle;
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
  /// @param name as `pool-#-thread-#`
  /// @param threads the most it had when it was full
  /// @param readers the most of them that read a socket then
  /// @param full dumps in which it was full
  /// @param dumps dumps in which not all of it was idle
  record FullPool(String name, int threads, int readers, int full, int dumps) {

    static final FullPool NONE = new FullPool("", 0, 0, 0, 0);

    private FullPool plus(FullPool more) {
      return new FullPool(
          name,
          Math.max(threads, more.threads),
          Math.max(readers, more.readers),
          full + more.full,
          dumps + more.dumps);
    }

    /// Whether at least half of it reads sockets. Without a selector that waits for requests, these
    /// may be connections with a thread each, none of which has a request.
    boolean mostlyReads() {
      return 2 * readers >= threads;
    }
  }

  /// One dump.
  private static final class Snapshot {

    private final Map<ThreadWait, Integer> waiting = new HashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();

    private void add(DumpedThread thread, ThreadWait wait) {
      waiting.merge(wait, 1, Integer::sum);
      boolean pooled =
          thread.frames().stream().anyMatch(frame -> POOLED.stream().anyMatch(frame::contains));
      if (pooled) {
        pools
            .computeIfAbsent(ThreadRoles.pool(thread.name()), _ -> new Pool())
            .waiting
            .merge(wait, 1, Integer::sum);
      }
    }

    private int count(Set<ThreadWait> waits) {
      return sum(waiting, waits);
    }
  }

  /// The threads of a pool in one dump.
  private static final class Pool {

    private final Map<ThreadWait, Integer> waiting = new HashMap<>();

    private boolean isIdle() {
      return waiting.keySet().equals(Set.of(ThreadWait.POOL_IDLE));
    }

    private int count(Set<ThreadWait> waits) {
      return sum(waiting, waits);
    }

    private FullPool asFull(String name) {
      if (!OUTSIDE.containsAll(waiting.keySet())) {
        return new FullPool(name, 0, 0, 0, 1);
      }
      int threads = count(EnumSet.allOf(ThreadWait.class));
      return new FullPool(name, threads, count(Set.of(ThreadWait.READ)), 1, 1);
    }
  }

  private static int sum(Map<ThreadWait, Integer> counts, Set<ThreadWait> waits) {
    return waits.stream().mapToInt(wait -> counts.getOrDefault(wait, 0)).sum();
  }
}
