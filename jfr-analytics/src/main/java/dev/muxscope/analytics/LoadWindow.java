package dev.muxscope.analytics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// The part of a recording in which a server was under its usual load, and warm: the longest run of
/// seconds with at least half the median number of requests, without its first two seconds and its
/// last one.
///
/// What comes before the load, and what connections cost when they are opened and closed, is so
/// kept out of the cost of a request; so is code that was compiled only just now, as all timed
/// methods are when a recording begins.
///
/// @param from its beginning, in nanoseconds since the epoch
/// @param to its end
record LoadWindow(long from, long to) {

  private static final long SECOND = 1_000_000_000L;
  private static final double USUAL = 0.5;
  private static final int WARM_UP = 2;
  private static final int END = 1;

  /// The window of a counter of requests; empty where less than a second would be left.
  static Optional<LoadWindow> of(Series requests) {
    int seconds = (int) ((requests.last() - requests.first()) / SECOND);
    double[] rates =
        requests.between(
            IntStream.rangeClosed(0, seconds).mapToLong(i -> at(requests, i)).toArray());
    double[] busy = Arrays.stream(rates).filter(rate -> rate > 0).sorted().toArray();
    if (busy.length == 0) {
      return Optional.empty();
    }
    double least = USUAL * busy[busy.length / 2];
    int longest = 0;
    int end = 0;
    int run = 0;
    for (int i = 0; i < seconds; i++) {
      run = rates[i] >= least ? run + 1 : 0;
      if (run > longest) {
        longest = run;
        end = i + 1;
      }
    }
    return longest <= WARM_UP + END
        ? Optional.empty()
        : Optional.of(
            new LoadWindow(at(requests, end - longest + WARM_UP), at(requests, end - END)));
  }

  private static long at(Series requests, int second) {
    return requests.first() + second * SECOND;
  }

  /// Its length in nanoseconds.
  long nanos() {
    return to - from;
  }
}
