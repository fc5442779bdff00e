package dev.muxscope.client.load;

import dev.muxscope.client.load.LoadEvent.Snapshot;
import dev.muxscope.client.load.WorkerEvent.Finished;
import dev.muxscope.client.load.WorkerEvent.Passed;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// Adds up what all threads hand over, tells snapshots, and writes the log.
///
/// Owned by the thread that gathers the results.
final class RunAccount implements AutoCloseable {

  /// A little under a second, as boundaries are not passed to the nanosecond.
  private static final long SNAPSHOT_NANOS = 950_000_000L;

  private final LoadOptions options;
  private final Consumer<? super LoadEvent> listener;
  private final Optional<IntervalLog> log;
  private final Histogram response = LatencyRecorder.newHistogram();
  private final Histogram service = LatencyRecorder.newHistogram();
  private final Histogram sendLag = LatencyRecorder.newHistogram();
  private final Interval part = new Interval();
  private final Interval live = new Interval();
  private Timeline timeline = new Timeline(0, 0, 0, 1);
  private long begunEpochNanos;
  private Mark now = Mark.NONE;
  private Mark snapshot = now;
  private Mark measureFrom = now;
  private Mark measureTo = now;
  private long ownCpuNanos;
  private long dueBatches;
  private LoadErrors errors = LoadErrors.NONE;
  private LoadResult.Sockets sockets = LoadResult.Sockets.NONE;

  /// How many replies had come at a moment, and how long the threads had waited.
  private record Mark(long nanos, long replies, long waitedNanos) {

    static final Mark NONE = new Mark(0, 0, 0);
  }

  /// @throws LoadException when the log cannot be written
  RunAccount(LoadOptions options, Consumer<? super LoadEvent> listener) throws LoadException {
    this.options = options;
    this.listener = listener;
    this.log =
        options.hdrLog().isPresent()
            ? Optional.of(IntervalLog.open(options.hdrLog().get()))
            : Optional.empty();
  }

  /// @param epochNanos now, in nanoseconds since 1970
  void begin(Timeline timeline, long epochNanos) {
    this.timeline = timeline;
    begunEpochNanos = epochNanos;
    snapshot = new Mark(timeline.begunNanos(), 0, 0);
    log.ifPresent(l -> l.begin(options, epochMillis(timeline.measureFromNanos())));
  }

  /// Adds what a thread recorded up to a boundary.
  void add(Passed passed) {
    part.add(passed.interval());
    now =
        new Mark(
            Math.max(now.nanos, passed.atNanos()),
            now.replies + passed.replies(),
            now.waitedNanos + passed.waitedNanos());
  }

  /// Adds what a thread recorded after the last boundary, and its account.
  void add(Finished finished) {
    part.add(finished.interval());
    service.add(finished.service());
    sendLag.add(finished.sendLag());
    dueBatches += finished.dueBatches();
    errors = errors.plus(finished.errors());
    sockets = sockets.plus(finished.sockets());
  }

  /// Ends a part of the run; all threads have passed the boundary.
  ///
  /// @param last whether the measured part ends with it
  void endPart(int boundary, boolean last) throws LoadException {
    live.add(part);
    takePart();
    if (log.isPresent()
        && boundary > timeline.measureFromBoundary()
        && (last || endsLogInterval(boundary))) {
      log.get().endInterval(epochMillis(timeline.boundary(boundary)));
    }
    if (now.nanos - snapshot.nanos >= SNAPSHOT_NANOS) {
      tellSnapshot();
    }
    now = Mark.NONE;
  }

  /// The measured part begins at the boundary that all have passed.
  ///
  /// @param cpuNanos the process's CPU time so far
  void measureFrom(long cpuNanos) {
    measureFrom = now;
    ownCpuNanos = -cpuNanos;
  }

  /// The measured part ends at the boundary that all have passed.
  void measureTo(long cpuNanos) {
    measureTo = now;
    ownCpuNanos += cpuNanos;
  }

  private void takePart() {
    response.add(part.measured());
    log.ifPresent(l -> l.add(part.measured()));
    part.reset();
  }

  private boolean endsLogInterval(int boundary) {
    long ticks = Timeline.ticksPerLogInterval(options.hdrLog().orElseThrow());
    return (boundary - timeline.measureFromBoundary()) % ticks == 0;
  }

  private void tellSnapshot() {
    Histogram times = live.measured();
    times.add(live.warmUp());
    long length = timeline.endNanos() - timeline.begunNanos();
    long elapsed = now.nanos - timeline.begunNanos();
    listener.accept(
        new Snapshot(
            elapsed,
            Math.min(1, (double) elapsed / length),
            (now.replies - snapshot.replies) * 1e9 / (now.nanos - snapshot.nanos),
            times.getValueAtPercentile(50),
            times.getValueAtPercentile(99),
            live.maxLagNanos()));
    live.reset();
    snapshot = now;
  }

  /// All threads have ended.
  void end() throws LoadException {
    takePart();
    if (log.isPresent() && !log.get().isIntervalEmpty()) {
      log.get().endInterval(epochMillis(System.nanoTime()));
    }
  }

  /// What was measured, not judged yet.
  LoadResult result() {
    long measured = measureTo.nanos - measureFrom.nanos;
    long replies = measureTo.replies - measureFrom.replies;
    boolean openLoop = options.pace().openLoop();
    return new LoadResult(
        options,
        replies * 1e9 / measured,
        openLoop ? dueBatches * options.pace().pipeline() : response.getTotalCount(),
        response.getTotalCount(),
        replies,
        measured,
        epochNanos(measureFrom.nanos),
        epochNanos(measureTo.nanos),
        LoadResult.Times.of(response),
        LoadResult.Times.of(openLoop ? service : response),
        LoadResult.Lag.of(sendLag),
        ownCpuNanos,
        measureTo.waitedNanos - measureFrom.waitedNanos,
        sockets,
        errors,
        List.of());
  }

  private long epochNanos(long nanos) {
    return begunEpochNanos + (nanos - timeline.begunNanos());
  }

  private long epochMillis(long nanos) {
    return Math.round(epochNanos(nanos) / 1e6);
  }

  @Override
  public void close() {
    log.ifPresent(IntervalLog::close);
  }
}
