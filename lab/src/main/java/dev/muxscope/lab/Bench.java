package dev.muxscope.lab;

import dev.muxscope.client.load.LoadErrors;
import dev.muxscope.client.load.LoadResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts load on servers, and measures what it costs them.
///
/// Owned by the lab's thread.
final class Bench {

  /// More connections do not warm a server up better.
  private static final int MOST_TO_WARM_UP = 64;

  private final LabOptions options;
  private final Pinning pinning;
  private final Scratch scratch;
  private final Children children;

  /// @param scratch for what the load writes
  Bench(LabOptions options, Pinning pinning, Scratch scratch, Children children) {
    this.options = options;
    this.pinning = pinning;
    this.scratch = scratch;
    this.children = children;
  }

  /// Warms a server up by the request of a cell, and finds out whether it answers that at all.
  ///
  /// First by a closed loop, which makes the most of the time, then by measuring the cell, and
  /// throwing both results away: neither the sweep's pace nor the questions that measuring asks are
  /// new to the server then. After each its compilers get the time to finish. Without all that, the
  /// first cell would pay for it: up to twice what it costs.
  ///
  /// @throws LabException if it answers by errors, or has ended
  void warmUp(ServerChild server, Cell cell) throws LabException, InterruptedException {
    int most = options.sweep().connections().getLast();
    Point busy = cell.at().closedLoop(Math.min(most, MOST_TO_WARM_UP));
    Cell warming = new Cell(cell.mode(), cell.recording(), busy);
    requireAnswers(measure(server, thrownAway(warming), options.effort().serverWarmUp()));
    ProcessClock.awaitIdle(server.pid());
    TimedRun _ = measure(server, thrownAway(cell));
    ProcessClock.awaitIdle(server.pid());
  }

  private static Plan.Timed thrownAway(Cell cell) {
    return new Plan.Timed(cell, 0, 0, Duration.ZERO);
  }

  private void requireAnswers(TimedRun run) throws LabException {
    if (!run.failed()) {
      requireAnswers(run.cell(), run.load().errors());
    }
  }

  private void requireAnswers(Cell cell, LoadErrors errors) throws LabException {
    if (errors.errorReplies() > 0) {
      throw new LabException(
          "the "
              + cell.mode()
              + " server answers the request "
              + options.request(cell.at())
              + " by an error: "
              + errors.errorReply());
    }
  }

  /// Puts load on a server that is recorded.
  ///
  /// @return why it was not the load that was asked for; empty if it was
  String loadRecorded(ServerChild server, Cell cell) throws LabException, InterruptedException {
    Effort effort = options.effort();
    try (LoadChild load = start(server, cell, effort.warmUp(), effort.recorded())) {
      LoadResult result = load.awaitResult().result();
      server.requireAlive();
      requireAnswers(cell, result.errors());
      return String.join("; ", result.reasons());
    }
  }

  /// Measures a cell once. If the load cannot run, as for want of ports, the run has failed.
  ///
  /// @throws LabException if the server has ended
  TimedRun measure(ServerChild server, Plan.Timed step) throws LabException, InterruptedException {
    return measure(server, step, options.effort().measured());
  }

  private TimedRun measure(ServerChild server, Plan.Timed step, Duration measured)
      throws LabException, InterruptedException {
    try {
      return doMeasure(server, step, measured);
    } catch (LabException e) {
      server.requireAlive();
      return TimedRun.failed(step, server.pid(), e);
    }
  }

  private TimedRun doMeasure(ServerChild server, Plan.Timed step, Duration measured)
      throws LabException, InterruptedException {
    Duration warmUp = options.effort().warmUp();
    ServerMeter meter = ServerMeter.of(server.pid(), server.socketAddress(), pinning);
    try (LoadChild load = start(server, step.cell(), warmUp, measured)) {
      load.awaitWarmUp();
      long warmUpBegun = System.nanoTime();
      Thread.sleep(warmUp.dividedBy(2));
      meter.beginSlowly(warmUpBegun + warmUp.toNanos() * 9 / 10);
      load.awaitMeasuring();
      meter.begin();
      load.awaitMeasured();
      meter.end();
      LoadChild.Outcome outcome = load.awaitResult();
      server.requireAlive();
      return run(step, server.pid(), outcome, meter.account(outcome.result()));
    }
  }

  private static TimedRun run(
      Plan.Timed step, long server, LoadChild.Outcome outcome, TimedRun.Account account) {
    return new TimedRun(
        step.cell(),
        step.round(),
        server,
        step.attempt(),
        Optional.of(outcome),
        account,
        Refusals.of(outcome.result(), account));
  }

  private LoadChild start(ServerChild server, Cell cell, Duration warmUp, Duration measured)
      throws LabException {
    LoadChild.Load load = new LoadChild.Load("load on " + cell, load(cell.at()), warmUp, measured);
    Path json = scratch.file("load.json");
    return LoadChild.start(options.launcher(), pinning, server, load, json, children);
  }

  private List<String> load(Point at) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--request", options.request(at)));
    words.addAll(List.of("--connections", Integer.toString(at.connections())));
    if (at.active() < at.connections()) {
      words.addAll(List.of("--active", Integer.toString(at.active())));
    }
    words.addAll(List.of("--rate", Integer.toString(at.rate())));
    if (at.payload() > 0) {
      words.addAll(List.of("--payload", Integer.toString(at.payload())));
    }
    if (at.pipeline() > 1) {
      words.addAll(List.of("--pipeline", Integer.toString(at.pipeline())));
    }
    return words;
  }
}
