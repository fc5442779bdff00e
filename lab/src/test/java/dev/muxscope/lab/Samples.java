package dev.muxscope.lab;

import static java.lang.Double.NaN;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.json.JsonObject;
import dev.muxscope.client.load.ConnectionPlan;
import dev.muxscope.client.load.LoadErrors;
import dev.muxscope.client.load.LoadOptions;
import dev.muxscope.client.load.LoadResult;
import dev.muxscope.client.load.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Made-up options, runs and results.
final class Samples {

  static final Effort SHORT =
      new Effort(
          "short",
          1,
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          0,
          Duration.ZERO,
          List.of(5, 10, 15),
          Sweep.over(List.of(1, 4), 1000));

  private static final AtomicLong SERVERS = new AtomicLong();

  private Samples() {}

  static LabOptions options(List<String> modes, List<Integer> connections, Effort effort) {
    return new LabOptions(
        modes,
        Sweep.over(connections, 1000),
        "PING",
        effort,
        Path.of("out"),
        Optional.empty(),
        Path.of("muxscope"));
  }

  static LabOptions options(Path launcher, Path out) {
    return new LabOptions(
        List.of("a", "b"),
        SHORT.sweep(),
        "PING",
        SHORT,
        out,
        Optional.of(Path.of("my modules")),
        launcher);
  }

  /// A result of 1000 replies whose measured part is so long that nothing counts as late.
  static LoadResult load(long p99, String... reasons) {
    return load(p99, new LoadErrors(0, 0, 0, 0, 0, "", ""), reasons);
  }

  static LoadResult load(long p99, LoadErrors errors, String... reasons) {
    LoadOptions options =
        LoadOptions.defaults(new HostPort("127.0.0.1", 6380))
            .withConnections(ConnectionPlan.of(1))
            .withPace(Pace.of(1000).withBusyPoll(true))
            .withDuration(Duration.ofSeconds(1))
            .withWarmUp(Duration.ofMillis(200));
    LoadResult.Times times = new LoadResult.Times(p99 / 2, p99, p99, p99, p99, p99);
    return new LoadResult(
        options,
        1000,
        1000,
        1000,
        1000,
        1_000_000_000_000L,
        1,
        2,
        times,
        times,
        new LoadResult.Lag(p99 / 8, p99 / 5, p99 / 4, p99 / 3, p99 / 2),
        0,
        1_000_000_000_000L,
        new LoadResult.Sockets(1, 0, 1),
        errors,
        List.of(reasons));
  }

  /// The same run, by a load that had no time to spare.
  static TimedRun withBusyLoad(TimedRun run) {
    return with(run.load().options(), 0, run);
  }

  /// The same run, by a load that had to pause between its looks for replies.
  static TimedRun withoutBusyPoll(TimedRun run) {
    return withoutBusyPoll(run, run.load().options().pace().rate());
  }

  /// The same at another rate.
  static TimedRun withoutBusyPoll(TimedRun run, long rate) {
    LoadOptions options = run.load().options();
    LoadOptions pausing = options.withPace(options.pace().withRate(rate).withBusyPoll(false));
    return with(pausing, run.load().waitedNanos(), run);
  }

  private static TimedRun with(LoadOptions options, long waitedNanos, TimedRun run) {
    LoadResult load = run.load();
    LoadResult other =
        new LoadResult(
            options,
            load.achievedRatePerSecond(),
            load.offered(),
            load.requests(),
            load.replies(),
            load.measuredNanos(),
            load.startEpochNanos(),
            load.endEpochNanos(),
            load.responseTime(),
            load.serviceTime(),
            load.sendLag(),
            load.ownCpuNanos(),
            waitedNanos,
            load.sockets(),
            load.errors(),
            load.reasons());
    return new TimedRun(
        run.cell(),
        run.round(),
        run.server(),
        run.attempt(),
        outcome(other),
        run.account(),
        run.refusals());
  }

  static Optional<LoadChild.Outcome> outcome(LoadResult load) {
    return Optional.of(new LoadChild.Outcome(load, JsonObject.parse(json(load))));
  }

  static String json(LoadResult load) {
    try {
      Path file = Files.createTempFile("load", ".json");
      try {
        load.toJson(file);
        return Files.readString(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where all connections send.
  static Point at(int connections) {
    return new Point(connections, connections, 1000, 0, 1, Work.NONE);
  }

  static TimedRun.Account account(double cpuNanos) {
    Ledger ledger =
        new Ledger(Map.of(Cost.VOLUNTARY, 1.5, Cost.INVOLUNTARY, 0.5, Cost.CPU, cpuNanos / 1000));
    return new TimedRun.Account(cpuNanos, 0, 0, 0, 0, ledger);
  }

  /// A run of 1000 replies, by a server of its own.
  static TimedRun run(String mode, int connections, double cpuMicrosPerRequest, String... reasons) {
    LoadResult load = load(100_000, reasons);
    return new TimedRun(
        new Cell(mode, at(connections)),
        1,
        SERVERS.incrementAndGet(),
        1,
        outcome(load),
        account(cpuMicrosPerRequest * 1000 * 1000),
        Arrays.asList(reasons));
  }

  /// The same run where nothing tells what other processes used.
  static TimedRun withoutForeignShare(TimedRun run) {
    TimedRun.Account account = run.account();
    return new TimedRun(
        run.cell(),
        run.round(),
        run.server(),
        run.attempt(),
        run.outcome(),
        new TimedRun.Account(
            account.cpuNanos(),
            account.cpuStepNanos(),
            account.lateNanos(),
            NaN,
            0,
            account.ledger()),
        run.refusals());
  }

  /// The second chance of a run, which is valid.
  static TimedRun again(TimedRun run) {
    return new TimedRun(
        run.cell(), run.round(), run.server(), 2, run.outcome(), run.account(), List.of());
  }

  static TimedRun inRound(int round, TimedRun run) {
    return new TimedRun(
        run.cell(),
        round,
        run.server(),
        run.attempt(),
        run.outcome(),
        run.account(),
        run.refusals());
  }

  /// Two climbs of three readings, a little off the line in turn, some parts not known.
  static MemoryRun memory(String mode, double bytesPerConnection) {
    return new MemoryRun(
        mode,
        Arrays.stream(MemoryPhase.values())
            .map(phase -> new MemoryClimb(phase, readings(bytesPerConnection), ""))
            .toList());
  }

  private static List<MemoryReading> readings(double bytesPerConnection) {
    return Stream.of(100, 200, 300)
        .map(count -> {
          double bytes = count * bytesPerConnection + (count == 200 ? 0 : 4096);
          return new MemoryReading(
              count,
              Map.of(
                  MemoryPart.RESIDENT, 1e7 + bytes,
                  MemoryPart.LIVE_HEAP, 1e6 + bytes / 2,
                  MemoryPart.KERNEL_OBJECTS, 1e8 + bytes * 3,
                  MemoryPart.DIRECT, Double.NaN));
        })
        .toList();
  }

  static Results results(List<TimedRun> runs, List<MemoryRun> memory) {
    return new Results(
        options(List.of("select", "threads"), List.of(1, 16), Effort.QUICK),
        new Environment(Map.of("JDK", "25", "pinning", "not pinned: a test")),
        runs,
        memory,
        List.of());
  }
}
