package dev.muxscope.lab;

import static java.lang.Double.NaN;

import dev.muxscope.client.load.LoadResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one timed run of a cell has measured. A run with refusals is no result: it is kept to say
/// why. One that failed has measured nothing.
///
/// @param cell what was measured
/// @param round when, from 1
/// @param server the process that was measured, by its number
/// @param attempt 1, or 2 for a second chance after all others
/// @param outcome what the load generator measured; empty if the run failed
/// @param account what the system counted for the server meanwhile
/// @param refusals why the figures are not to be used; empty when they may be
record TimedRun(
    Cell cell,
    int round,
    long server,
    int attempt,
    Optional<LoadChild.Outcome> outcome,
    Account account,
    List<String> refusals) {

  TimedRun {
    refusals = List.copyOf(refusals);
    if (outcome.isEmpty() && refusals.isEmpty()) {
      throw new IllegalArgumentException(
          "a run of " + cell + " has neither a load nor a refusal that says why");
    }
  }

  /// What the system counted for the server. What it does not tell is `NaN`.
  ///
  /// @param cpuNanos in the measured part, of all threads
  /// @param cpuStepNanos by how much that may be wrong as it is counted in steps; 0 where it is not
  /// @param lateNanos by how much the part that was counted and the measured one differ, both ends
  ///   taken together
  /// @param foreignShare of the time of the server's processors, used by other processes
  /// @param throttledShare of the periods of a container's CPU quota, in which it was used up; 0
  ///   where there is none
  /// @param ledger what a request has cost
  record Account(
      double cpuNanos,
      double cpuStepNanos,
      double lateNanos,
      double foreignShare,
      double throttledShare,
      Ledger ledger) {

    /// Of a run that failed.
    static final Account NONE = new Account(NaN, NaN, NaN, NaN, NaN, new Ledger(Map.of()));
  }

  /// A run that could not be made.
  static TimedRun failed(Plan.Timed step, long server, LabException why) {
    return new TimedRun(
        step.cell(),
        step.round(),
        server,
        step.attempt(),
        Optional.empty(),
        Account.NONE,
        List.of(why.inOneLine()));
  }

  boolean failed() {
    return outcome.isEmpty();
  }

  /// What the load generator measured, if the run has not [failed][#failed].
  LoadResult load() {
    return outcome.orElseThrow().result();
  }

  boolean valid() {
    return refusals.isEmpty();
  }

  double cpuNanosPerRequest() {
    return account.cpuNanos() / load().replies();
  }
}
