package dev.muxscope.lab;

import dev.muxscope.client.load.LoadResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads a server's accounts around the measured part of a run, and makes them figures per request.
///
/// The process's own accounts are read where the measured part begins and ends, within a
/// millisecond. Counting by thread reads files for each thread, and asking the server costs it
/// time, which both would disturb the load that is measured; so they are read some time before and
/// at once after it, and divided by the requests of that time, which the rate tells. The server's
/// part in this, some hundred microseconds of the first reading and one reply of the second, is in
/// its counts, not in its CPU time. Nor is a connection held for it, with which a server of few
/// would be another one: virtual threads would no longer look before they wait.
///
/// Call [#beginSlowly], [#begin], [#end], [#account], once each and in this order. Owned by the
/// lab's thread.
final class ServerMeter {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /// Compilers come and go. If more threads have ended, the connections were closed too early, and
  /// what their threads had counted is lost.
  private static final double MAX_ENDED_SHARE = 0.1;

  private final ServerAccount account;
  private final int processors;
  private final InetSocketAddress server;
  private final CpuQuota quota;
  private Slow slowBegun = Slow.NONE;
  private Slow slowEnded = Slow.NONE;
  private ServerAccount.Moment begun = ServerAccount.Moment.NONE;
  private ServerAccount.Moment ended = ServerAccount.Moment.NONE;
  private List<CpuQuota.Periods> periodsBefore = List.of();
  private List<CpuQuota.Periods> periodsAfter = List.of();
  private long endedNanos;

  private ServerMeter(long pid, InetSocketAddress server, Pinning pinning) {
    this.account = new ServerAccount(pid, pinning.serverCpus());
    this.processors = pinning.serverCpus().size();
    this.server = server;
    this.quota = pinning.quota();
  }

  /// Also reads everything once, here and in the server: the first time loads classes for tens of
  /// milliseconds.
  static ServerMeter of(long pid, InetSocketAddress server, Pinning pinning) {
    ServerMeter meter = new ServerMeter(pid, server, pinning);
    meter.beginSlowly(deadline());
    meter.begin();
    return meter;
  }

  /// What takes its time to read.
  private record Slow(ThreadCounts threads, ServerInfo.Facts facts) {

    static final Slow NONE = new Slow(ThreadCounts.NONE, new ServerInfo.Facts(0, Map.of()));
  }

  private static long deadline() {
    return System.nanoTime() + TIMEOUT.toNanos();
  }

  private ServerInfo.Facts facts() {
    try (ServerInfo info = ServerInfo.connect(server, TIMEOUT)) {
      return info.ask();
    } catch (IOException _) {
      // It takes no more connections, or has ended, which others notice.
      return new ServerInfo.Facts(0, Map.of());
    }
  }

  /// While the load is warming up. Of more threads than can be counted in time, no counts are told.
  ///
  /// @param deadline in [System#nanoTime()], before the measured part begins
  void beginSlowly(long deadline) {
    ServerInfo.Facts facts = facts();
    slowBegun = new Slow(account.threads(deadline), facts);
  }

  /// When the measured part begins.
  void begin() {
    begun = account.now();
    periodsBefore = quota.periods();
  }

  /// When it ends.
  void end() {
    ended = account.now();
    endedNanos = System.nanoTime();
    periodsAfter = quota.periods();
    // Threads first, which end with their connections.
    slowEnded = new Slow(account.threads(deadline()), facts());
  }

  /// What came of it.
  ///
  /// @param load that was measured meanwhile
  TimedRun.Account account(LoadResult load) {
    return new TimedRun.Account(
        ended.cpuNanos() - begun.cpuNanos(),
        account.cpuStepNanos(),
        lateNanos(load),
        ended.foreignShareSince(begun, processors),
        CpuQuota.throttledShare(periodsBefore, periodsAfter),
        ledger(load));
  }

  private double lateNanos(LoadResult load) {
    return (double) Math.abs(begun.epochNanos() - load.startEpochNanos())
        + Math.abs(ended.epochNanos() - load.endEpochNanos());
  }

  private Ledger ledger(LoadResult load) {
    Map<Cost, Double> costs = new EnumMap<>(Cost.class);
    double replies = load.replies();
    double cpu = (ended.cpuNanos() - begun.cpuNanos()) / replies;
    double systemShare = ended.sampled().systemShareSince(begun.sampled());
    costs.put(Cost.CPU, cpu);
    costs.put(Cost.USER, cpu * (1 - systemShare));
    costs.put(Cost.SYSTEM, cpu * systemShare);
    costs.put(Cost.READ_CALLS, (ended.readCalls() - begun.readCalls()) / replies);
    costs.put(Cost.WRITE_CALLS, (ended.writeCalls() - begun.writeCalls()) / replies);
    addThreads(costs, requestsSince(slowBegun.threads().atNanos(), load));
    addFacts(costs, requestsSince(slowBegun.facts().atNanos(), load));
    return new Ledger(costs);
  }

  /// Nothing is sent after the end, but everything before it at the same rate.
  private double requestsSince(long moment, LoadResult load) {
    return load.achievedRatePerSecond() * (endedNanos - moment) / 1e9;
  }

  private void addThreads(Map<Cost, Double> costs, double requests) {
    ThreadCounts before = slowBegun.threads();
    ThreadCounts after = slowEnded.threads();
    if (after.endedSince(before) > MAX_ENDED_SHARE * before.byThread().size()) {
      return;
    }
    ThreadCounts.Count count = after.since(before);
    costs.put(Cost.VOLUNTARY, count.voluntary() / requests);
    costs.put(Cost.INVOLUNTARY, count.involuntary() / requests);
    costs.put(Cost.RUN_QUEUE, count.queueNanos() / requests);
  }

  private void addFacts(Map<Cost, Double> costs, double requests) {
    double selects = grown("total_selects");
    costs.put(Cost.SELECTS, selects > 0 ? selects / requests : Double.NaN);
    costs.put(Cost.READS, grown("total_reads") / requests);
    costs.put(Cost.EMPTY_READS, grown("total_empty_reads") / requests);
    costs.put(Cost.WRITES, grown("total_writes") / requests);
    costs.put(Cost.ALLOCATED, grown("total_allocated_bytes") / requests);
  }

  private double grown(String figure) {
    return slowEnded.facts().since(slowBegun.facts(), figure);
  }
}
