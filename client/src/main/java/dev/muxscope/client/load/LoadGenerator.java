package dev.muxscope.client.load;

import dev.muxscope.client.load.LoadEvent.Phase;
import dev.muxscope.client.load.LoadEvent.PhaseBegun;
import dev.muxscope.client.load.LoadEvent.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Puts a server under load and measures it: connects, warms up, measures, awaits late replies.
///
/// ```
/// CONNECTING -> WARMING_UP -> MEASURING -> MEASURED (late replies, up to 5 s)
/// ```
///
/// Then it keeps its connections open for some milliseconds more, or 100 µs for each, so that who
/// counts by thread still finds the server as it was: where each connection has a thread, closing
/// them sets all of them to work, and what the system has counted for them goes with them.
///
/// Open loop (a rate is given): requests are due on a fixed schedule, round robin over the
/// connections, and leave when they are due, whatever came back. Response times count from the
/// moment a request was due, so a stalled server, or a late generator, shows in full: no
/// coordinated omission. Closed loop (no rate): each connection sends when its last replies are in.
///
/// A connection that dies is counted and not replaced; an open loop's requests then go to the rest.
///
/// All of it happens on the calling thread, which owns everything here.
public final class LoadGenerator {

  private static final long SNAPSHOT_NANOS = 1_000_000_000L;
  private static final long DRAIN_NANOS = 5_000_000_000L;
  private static final long DRAIN_STEP_NANOS = 5_000_000L;
  private static final long MIN_KEEP_OPEN_NANOS = 20_000_000L;
  private static final long KEEP_OPEN_NANOS_EACH = 100_000L;

  private final LoadOptions options;
  private final Consumer<? super LoadEvent> listener;
  private final LatencyRecorder recorder;
  private final LoadLoop loop;
  private long begunNanos;
  private long snapshotNanos;
  private long snapshotReplies;

  private LoadGenerator(
      LoadOptions options,
      Consumer<? super LoadEvent> listener,
      LoadLoop loop,
      LatencyRecorder recorder) {
    this.options = options;
    this.listener = listener;
    this.loop = loop;
    this.recorder = recorder;
  }

  /// Runs to the end.
  ///
  /// @param options what to do
  /// @param listener is told how it goes, on this thread
  /// @throws LoadException when the server cannot be reached, all connections are lost, or this
  ///   machine has no file or port left
  public static LoadResult run(LoadOptions options, Consumer<? super LoadEvent> listener)
      throws LoadException {
    var recorder = new LatencyRecorder(options.openLoop());
    try (var loop = new LoadLoop(options, recorder)) {
      return new LoadGenerator(options, listener, loop, recorder).run();
    } catch (IOException e) {
      throw new LoadException(options.target() + ": " + e.getMessage());
    }
  }

  private LoadResult run() throws LoadException, IOException {
    SocketWait.shortenTimerSlack();
    tell(Phase.CONNECTING);
    // The first call loads classes for 20 ms, which is better spent now than under load.
    long _ = ownCpuNanos() + epochNanos();
    loop.connect();
    tell(Phase.WARMING_UP);
    begin();
    long from = begunNanos + options.warmUp().toNanos();
    runUntil(from);
    LoadResult result = measure(from);
    return result.judged();
  }

  private void begin() {
    begunNanos = System.nanoTime();
    snapshotNanos = begunNanos;
    if (options.openLoop()) {
      Duration length = options.warmUp().plus(options.duration());
      loop.follow(Schedule.lasting(length, begunNanos, options.rate(), options.pipeline()));
    } else {
      loop.startRefilling();
    }
  }

  private LoadResult measure(long from) throws LoadException, IOException {
    tell(Phase.MEASURING);
    recorder.measureFrom(from);
    long startEpoch = epochNanos();
    long startCpu = ownCpuNanos();
    long startReplies = recorder.replies();
    long start = System.nanoTime();
    runUntil(from + options.duration().toNanos());
    long measured = System.nanoTime() - start;
    long replies = recorder.replies() - startReplies;
    long cpu = ownCpuNanos() - startCpu;
    long endEpoch = epochNanos();
    tell(Phase.MEASURED);
    drain();
    keepOpen();
    return new LoadResult(
        options,
        replies * 1e9 / measured,
        recorder.response().getTotalCount(),
        replies,
        measured,
        startEpoch,
        endEpoch,
        LoadResult.Times.of(recorder.response()),
        LoadResult.Times.of(recorder.service()),
        LoadResult.Lag.of(recorder.sendLag()),
        cpu,
        loop.errors(),
        List.of());
  }

  private void runUntil(long deadline) throws LoadException, IOException {
    while (System.nanoTime() - deadline < 0) {
      long next = snapshotNanos + SNAPSHOT_NANOS;
      loop.runUntil(next - deadline < 0 ? next : deadline);
      if (System.nanoTime() - next >= 0) {
        tellSnapshot();
      }
    }
  }

  private void drain() throws IOException {
    loop.stopRefilling();
    long giveUp = System.nanoTime() + DRAIN_NANOS;
    try {
      while (!loop.isDone() && System.nanoTime() - giveUp < 0) {
        loop.runUntil(System.nanoTime() + DRAIN_STEP_NANOS);
      }
    } catch (LoadException _) {
      // The measured part is complete; that the connections died after it is in the errors.
    }
  }

  private void keepOpen() {
    long nanos = Math.max(MIN_KEEP_OPEN_NANOS, KEEP_OPEN_NANOS_EACH * options.connections());
    long end = System.nanoTime() + nanos;
    while (end - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private void tell(Phase phase) {
    listener.accept(new PhaseBegun(phase, loop.openConnections()));
  }

  private void tellSnapshot() {
    long now = System.nanoTime();
    long replies = recorder.replies();
    listener.accept(
        new Snapshot(
            now - begunNanos,
            (replies - snapshotReplies) * 1e9 / (now - snapshotNanos),
            recorder.interval().getValueAtPercentile(50),
            recorder.interval().getValueAtPercentile(99),
            recorder.intervalMaxLag()));
    recorder.endInterval();
    snapshotNanos = now;
    snapshotReplies = replies;
  }

  private static long epochNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static long ownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
