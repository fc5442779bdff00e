package dev.muxscope.analytics;

import java.util.Arrays;

/// A figure that rises and falls, sampled now and then: connections open, memory in use, the share
/// of the processors used in the time before.
///
/// Owned by the thread that reads the recording; read-only afterwards.
final class Levels {

  private long[] times = new long[8];
  private double[] values = new double[8];
  private int size;

  /// Adds a sample at a time in nanoseconds since the epoch, in any order of time.
  void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    int at = size++;
    for (; at > 0 && times[at - 1] > time; at--) {
      times[at] = times[at - 1];
      values[at] = values[at - 1];
    }
    times[at] = time;
    values[at] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// The mean of the samples that belong to each span: those nearer to its end than to the ends of
  /// others. A sample tells of the time before it and comes shortly before or after the end.
  ///
  /// @param edges rising, nanoseconds since the epoch
  /// @return one less than there are edges; `NaN` for a span without a sample
  double[] in(long[] edges) {
    double[] means = new double[edges.length - 1];
    int at = 0;
    for (int i = 0; i < means.length; i++) {
      long from = middle(edges, i);
      long to = middle(edges, Math.min(i + 1, means.length - 1)) + shift(edges, i);
      double sum = 0;
      int count = 0;
      for (; at < size && times[at] <= to; at++) {
        if (times[at] > from) {
          sum += values[at];
          count++;
        }
      }
      means[i] = count == 0 ? Double.NaN : sum / count;
    }
    return means;
  }

  // After the last span there is none to take its middle from: it is as long as the last.
  private static long shift(long[] edges, int span) {
    return span == edges.length - 2 ? edges[span + 1] - edges[span] : 0;
  }

  private static long middle(long[] edges, int span) {
    return edges[span] + (edges[span + 1] - edges[span]) / 2;
  }
}
