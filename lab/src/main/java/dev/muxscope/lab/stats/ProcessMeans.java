package dev.muxscope.lab.stats;

import java.util.Arrays;
import java.util.List;

/// Runs by the server process they were measured on, reduced to one number each: the logarithm of
/// the mean of its runs. Runs of one process resemble each other, so that processes, not runs, are
/// what may be counted as independent; and on the logarithm's scale a ratio is a difference.
///
/// @param logs one for each process, at least one
@SuppressWarnings("ArrayRecordComponent") // Inside this package nobody changes or compares it.
record ProcessMeans(double[] logs) {

  /// @param processes outer: server processes, at least one; inner: their runs, at least one each,
  ///   positive and finite
  /// @throws IllegalArgumentException otherwise
  static ProcessMeans of(List<double[]> processes) {
    if (processes.isEmpty()) {
      throw new IllegalArgumentException("no process has been measured");
    }
    return new ProcessMeans(processes.stream().mapToDouble(ProcessMeans::log).toArray());
  }

  private static double log(double[] runs) {
    for (double run : runs) {
      if (!(run > 0) || Double.isInfinite(run)) {
        throw new IllegalArgumentException("a run measured " + run + ": it must be positive");
      }
    }
    return Math.log(Arrays.stream(runs).average().orElseThrow(ProcessMeans::withoutRuns));
  }

  private static IllegalArgumentException withoutRuns() {
    return new IllegalArgumentException("a process has no run");
  }

  int size() {
    return logs.length;
  }

  double mean() {
    return Arrays.stream(logs).sum() / logs.length;
  }

  /// The unbiased estimate of the variance between processes; 0 for a single one.
  double variance() {
    if (logs.length < 2) {
      return 0;
    }
    double mean = mean();
    return Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum() / (logs.length - 1);
  }
}
