package dev.muxscope.lab;

import dev.muxscope.client.load.LoadErrors;
import java.time.Duration;

/// Puts load on servers, and measures what it costs them.
///
/// Owned by the lab's thread.
final class Bench {

  private static final Duration SETTLING_STEP = Duration.ofMillis(50);
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(3);
  private static final double BUSY_SHARE = 0.02;

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

  /// Warms a server up, and finds out whether it answers the request at all.
  ///
  /// First by a closed loop, which makes the most of the time, then by measuring a cell and
  /// throwing the result away: neither the sweep's pace nor the questions that measuring asks are
  /// new to the server then. After each its compilers get the time to finish. Without all that, the
  /// first cell would pay for it: up to twice what it costs.
  ///
  /// @throws LabException if it answers by errors
  void warmUp(ServerChild server, Cell cell) throws LabException, InterruptedException {
    Effort effort = options.effort();
    load(server, cell, effort.warmUp(), effort.serverWarmUp());
    settle(server);
    Point first = options.sweep().points().getFirst();
    Cell rehearsed = new Cell(cell.mode(), cell.recording(), first);
    TimedRun _ = measure(server, new Plan.Timed(rehearsed, 0, Duration.ZERO), 0);
    settle(server);
  }

  /// Waits until the server is idle, compilers included, or [#LONGEST_SETTLING] is over.
  private static void settle(ServerChild server) throws InterruptedException {
    double used = ProcessClock.EXACT.nanos(server.pid());
    for (int i = 0; i < LONGEST_SETTLING.dividedBy(SETTLING_STEP); i++) {
      Thread.sleep(SETTLING_STEP);
      double before = used;
      used = ProcessClock.EXACT.nanos(server.pid());
      if (!(used - before > BUSY_SHARE * SETTLING_STEP.toNanos())) {
        return;
      }
    }
  }

  /// Puts load on a server that is recorded.
  void loadRecorded(ServerChild server, Cell cell) throws LabException, InterruptedException {
    Effort effort = options.effort();
    load(server, cell, effort.warmUp(), effort.recorded());
  }

  private void load(ServerChild server, Cell cell, Duration warmUp, Duration measured)
      throws LabException, InterruptedException {
    try (LoadChild load = start(server, cell, warmUp, measured)) {
      LoadErrors errors = load.awaitResult().result().errors();
      server.requireAlive();
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
  }

  /// Measures a cell once.
  TimedRun measure(ServerChild server, Plan.Timed step, int attempt)
      throws LabException, InterruptedException {
    Effort effort = options.effort();
    try (ServerMeter meter = ServerMeter.of(server, pinning);
        LoadChild load = start(server, step.cell(), effort.warmUp(), effort.measured())) {
      load.awaitWarmUp();
      Thread.sleep(effort.warmUp().dividedBy(2));
      meter.beginSlowly();
      load.awaitMeasuring();
      meter.begin();
      load.awaitMeasured();
      meter.end();
      LoadChild.Outcome outcome = load.awaitResult();
      server.requireAlive();
      return run(step, server.pid(), attempt, outcome, meter.account(outcome.result()));
    }
  }

  private static TimedRun run(
      Plan.Timed step,
      long server,
      int attempt,
      LoadChild.Outcome outcome,
      TimedRun.Account account) {
    return new TimedRun(
        step.cell(),
        step.round(),
        server,
        attempt,
        outcome.result(),
        outcome.json(),
        account,
        Refusals.of(outcome.result(), account));
  }

  private LoadChild start(ServerChild server, Cell cell, Duration warmUp, Duration measured)
      throws LabException {
    return LoadChild.start(
        options,
        pinning,
        server.address(),
        cell,
        warmUp,
        measured,
        scratch.file("load.json"),
        children);
  }
}
