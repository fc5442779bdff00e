package dev.muxscope.lab;

import dev.muxscope.client.load.LoadResult;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;

/// Why a timed run is refused.
///
/// - The load generator says that its figures are not to be used: it was late or saturated,
///   something failed, or the achieved rate differs by more than 2 % from the asked one.
/// - Other processes used more than a quarter of the time of the server's processors.
/// - In more than 2 % of its periods the container had used up its CPU quota.
/// - The accounts were read too early or too late by more than 2 % of the measured part.
final class Refusals {

  private static final double MAX_FOREIGN_SHARE = 0.25;
  private static final double MAX_THROTTLED_SHARE = 0.02;
  private static final double MAX_LATE_SHARE = 0.02;

  private Refusals() {}

  /// One line for each reason, first what made others wait: it may be why the load was late.
  static List<String> of(LoadResult load, TimedRun.Account account) {
    List<String> reasons = new ArrayList<>();
    if (account.foreignShare() > MAX_FOREIGN_SHARE) {
      reasons.add(
          "other processes used "
              + Values.format(account.foreignShare(), Format.SHARE)
              + " of the server's processor time");
    }
    if (isThrottled(account)) {
      reasons.add(
          "the container's CPU quota was used up in "
              + Values.format(account.throttledShare(), Format.SHARE)
              + " of its periods: processes waited for the next one");
    }
    reasons.addAll(load.reasons());
    if (account.lateNanos() > MAX_LATE_SHARE * load.measuredNanos()) {
      reasons.add(
          "the CPU time was read "
              + Values.format(account.lateNanos(), Format.NANOS)
              + " away from the measured part's ends: the machine is too busy");
    }
    return reasons;
  }

  private static boolean isThrottled(TimedRun.Account account) {
    return account.throttledShare() > MAX_THROTTLED_SHARE;
  }

  /// Whether the load could not keep its rate, though nothing failed and no quota held anybody up.
  static boolean ofRate(TimedRun run) {
    return !run.cell().at().isClosedLoop()
        && !isThrottled(run.account())
        && run.outcome().map(LoadChild.Outcome::result).filter(Refusals::ofRate).isPresent();
  }

  private static boolean ofRate(LoadResult load) {
    return !load.reasons().isEmpty() && load.errors().failures() == 0;
  }
}
