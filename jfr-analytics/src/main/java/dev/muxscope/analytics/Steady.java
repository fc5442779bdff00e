package dev.muxscope.analytics;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The seconds of a recording, and which of them were steady: those are compared.
///
/// Seconds lie between two samples of the counter of requests. A second is *near* when its rate is
/// within 10 % of the median rate of the seconds that had requests. The steady part begins with the
/// first three near ones in a row and ends with the last three: connecting, warming up at another
/// rate and running out are cut off, while a hiccup in between stays, since it was part of the run.
/// Of what is left the first two seconds are cut off as well, if eight remain: code is compiled in
/// them, all timed methods anew when a recording begins. Where that leaves less than half of the
/// seconds that had requests, or fewer than 80 % of what it leaves are near, the rate was not
/// steady; then all seconds from the first to the last of at least half the median rate are taken,
/// and a comparison says so.
///
/// What lies in a gap of the recording, as between two files, is no second, and does not count.
///
/// Of a longer steady part, the first hour counts.
///
/// Immutable.
final class Steady {

  /// How many steady seconds a verdict needs.
  static final int FEWEST = 8;

  private static final double NEAR = 0.1;
  private static final int IN_A_ROW = 3;
  private static final double MOST_NEAR = 0.8;
  private static final int COMPILING = 2;
  private static final int MOST_SECONDS = 3_600;
  private static final long SHORTEST = 900_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final long[] all;
  private final Coverage coverage;
  private final int first;
  private final int end;
  private final boolean even;

  private Steady(long[] all, Coverage coverage, int first, int end, boolean even) {
    this.all = all;
    this.coverage = coverage;
    this.first = first + Math.clamp(count(first, end) - FEWEST, 0, COMPILING);
    this.end = Math.min(end, this.first + MOST_SECONDS);
    this.even = even;
  }

  private int count(int from, int to) {
    return (int) IntStream.range(from, to).filter(i -> coverage.covers(all[i], all[i + 1])).count();
  }

  /// The steady part of a recording. Where no requests are counted, nothing tells when load began
  /// and ended: all of its seconds, but the first and the last.
  static Steady of(RecordingSummary recording) {
    Series requests = recording.requestSeries();
    return requests.total() > 0 ? of(requests, recording.coverage()) : evenly(recording.coverage());
  }

  /// The steady part by a counter of requests.
  static Steady of(Series requests, Coverage coverage) {
    long[] seconds = requests.samplesApart(SHORTEST);
    long[] edges = seconds.length > 1 ? seconds : requests.samplesApart(1);
    double[] rates = rates(requests, edges, coverage);
    double[] active = Arrays.stream(rates).filter(rate -> rate > 0).sorted().toArray();
    if (active.length == 0) {
      return new Steady(edges, coverage, 0, 0, false);
    }
    double median = active[active.length / 2];
    int[] near = inARow(rates, median);
    if (near.length > 0) {
      int first = near[0];
      int end = near[near.length - 1] + IN_A_ROW;
      double[] part = Arrays.stream(rates, first, end).filter(Double::isFinite).toArray();
      long kept = Arrays.stream(part).filter(rate -> isNear(rate, median)).count();
      if (part.length >= active.length / 2.0 && kept >= MOST_NEAR * part.length) {
        return new Steady(edges, coverage, first, end, true);
      }
    }
    int[] busy =
        IntStream.range(0, rates.length).filter(second -> rates[second] >= median / 2).toArray();
    return new Steady(edges, coverage, busy[0], busy[busy.length - 1] + 1, false);
  }

  private static Steady evenly(Coverage coverage) {
    long start = coverage.start();
    int seconds = (int) Math.min((coverage.end() - start) / SECOND, MOST_SECONDS);
    long[] edges = IntStream.rangeClosed(0, seconds).mapToLong(i -> start + i * SECOND).toArray();
    int first = Math.min(1, seconds);
    return new Steady(edges, coverage, first, Math.max(first, seconds - 1), true);
  }

  /// Requests a nanosecond in each second; `NaN` in one that was not recorded.
  private static double[] rates(Series requests, long[] edges, Coverage coverage) {
    if (edges.length < 2) {
      return new double[0];
    }
    double[] rates = requests.rises(edges);
    for (int i = 0; i < rates.length; i++) {
      boolean covered = coverage.covers(edges[i], edges[i + 1]);
      rates[i] = covered ? rates[i] / (edges[i + 1] - edges[i]) : Double.NaN;
    }
    return rates;
  }

  /// The seconds that are near, and the two after them as well.
  private static int[] inARow(double[] rates, double median) {
    return IntStream.rangeClosed(0, rates.length - IN_A_ROW)
        .filter(
            from -> IntStream.range(from, from + IN_A_ROW).allMatch(i -> isNear(rates[i], median)))
        .toArray();
  }

  private static boolean isNear(double rate, double median) {
    return Math.abs(rate - median) <= NEAR * median;
  }

  /// Whether the rate was steady in it.
  boolean isEven() {
    return even;
  }

  /// How many seconds are steady.
  int seconds() {
    return count(first, end);
  }

  /// How many seconds there are, steady or not.
  int allSeconds() {
    return count(0, Math.max(0, all.length - 1));
  }

  /// Where they begin and end, and the gaps between them, if any; nanoseconds since the epoch. A
  /// single time where there are none.
  long[] edges() {
    return all.length == 0 ? new long[1] : Arrays.copyOfRange(all, first, end + 1);
  }

  /// The ends of all seconds of the recording, steady or not.
  long[] allEdges() {
    return all.length == 0 ? new long[1] : all.clone();
  }

  /// How many seconds and gaps come before the steady ones.
  int before() {
    return first;
  }

  /// How many seconds and gaps come before the end of the steady ones.
  int end() {
    return end;
  }
}
