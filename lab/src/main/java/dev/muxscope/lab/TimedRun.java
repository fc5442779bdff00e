package dev.muxscope.lab;

import dev.muxscope.client.load.LoadResult;
import java.util.List;

/// What one timed run of a cell has measured. A run with refusals is no result: it is kept to say
/// why.
///
/// @param cell what was measured
/// @param round when, from 1
/// @param server the process that was measured, by its number
/// @param attempt 1, or 2 for a second chance after all others, by the servers of the last round
/// @param load what the load generator measured
/// @param loadJson the same as the load generator wrote it
/// @param account what the system counted for the server meanwhile
/// @param refusals why the figures are not to be used; empty when they may be
record TimedRun(
    Cell cell,
    int round,
    long server,
    int attempt,
    LoadResult load,
    String loadJson,
    Account account,
    List<String> refusals) {

  TimedRun {
    refusals = List.copyOf(refusals);
  }

  /// What the system counted for the server. What it does not tell is `NaN`.
  ///
  /// @param cpuNanos in the measured part, of all threads
  /// @param cpuStepNanos by how much that may be wrong as it is counted in steps; 0 where it is not
  /// @param lateNanos by how much the part that was counted and the measured one differ, both ends
  ///   taken together
  /// @param foreignShare of the time of the server's processors, used by other processes
  /// @param ledger what a request has cost
  record Account(
      double cpuNanos, double cpuStepNanos, double lateNanos, double foreignShare, Ledger ledger) {}

  boolean valid() {
    return refusals.isEmpty();
  }

  double cpuNanosPerRequest() {
    return account.cpuNanos() / load.replies();
  }
}
