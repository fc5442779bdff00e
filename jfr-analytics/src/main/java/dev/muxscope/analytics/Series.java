package dev.muxscope.analytics;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;

/// A counter that only rises, sampled about once a second. A fall means another process or a new
/// start, and counts as no change.
///
/// Owned by the thread that reads the recording; read-only afterwards.
final class Series {

  // In sampling periods.
  private static final double SAME_SAMPLE = 0.2;

  private static final double COVERED = 0.9;

  private long[] times = new long[8];
  private long[] values = new long[8];
  private int size;

  /// Adds the value of a field at the event's time.
  void add(RecordedEvent event, String field) {
    add(nanos(event), event.getLong(field));
  }

  /// Adds a value at a time, in nanoseconds since the epoch, in any order of time.
  void add(long time, long value) {
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

  /// Adds to the value at a time, as one of several counters that are sampled together does.
  void addTo(long time, long value) {
    int at = Arrays.binarySearch(times, 0, size, time);
    if (at >= 0) {
      values[at] += value;
    } else {
      add(time, value);
    }
  }

  /// What several counters count together, sampled whenever one of them was.
  static Series sum(List<Series> counters) {
    Series sum = new Series();
    counters.stream()
        .flatMapToLong(counter -> Arrays.stream(counter.times, 0, counter.size))
        .sorted()
        .distinct()
        .forEach(time ->
            sum.add(time, counters.stream().mapToLong(counter -> counter.valueAt(time)).sum()));
    return sum;
  }

  // The last one; 0 before the first.
  private long valueAt(long time) {
    int found = Arrays.binarySearch(times, 0, size, time);
    int at = found < 0 ? -found - 2 : found;
    return at < 0 ? 0 : values[at];
  }

  /// This counter with a sample of 0 at `start`, when it began to count; itself if it has an
  /// earlier sample.
  Series from(long start) {
    return size > 0 && times[0] <= start ? this : anewAt(start);
  }

  /// This counter with a sample of 0 at a time, when it began to count anew.
  Series anewAt(long time) {
    Series longer = new Series();
    longer.add(time, 0);
    for (int i = 0; i < size; i++) {
      longer.add(times[i], values[i]);
    }
    return longer;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Time of the first sample; 0 without any.
  long first() {
    return size == 0 ? 0 : times[0];
  }

  /// Time of the last sample; 0 without any.
  long last() {
    return size == 0 ? 0 : times[size - 1];
  }

  /// Value of the first sample; 0 without any.
  long firstValue() {
    return size == 0 ? 0 : values[0];
  }

  /// The last sample's value; 0 without any.
  long lastValue() {
    return size == 0 ? 0 : values[size - 1];
  }

  long max() {
    return Arrays.stream(values, 0, size).max().orElse(0);
  }

  /// How much the counter rose from the first sample to the last.
  double total() {
    return between(first(), last());
  }

  /// The median rate at which it rose from one sample to the next, among those where it did; per
  /// nanosecond, `NaN` if it never rose. What comes before and after a run does not dilute it.
  double medianRate() {
    double[] rates =
        IntStream.range(1, size)
            .filter(i -> values[i] > values[i - 1] && times[i] > times[i - 1])
            .mapToDouble(i -> (double) (values[i] - values[i - 1]) / (times[i] - times[i - 1]))
            .sorted()
            .toArray();
    return rates.length == 0 ? Double.NaN : rates[rates.length / 2];
  }

  /// How much it rose between two times; between two samples it is taken to rise evenly.
  double between(long from, long to) {
    double sum = 0;
    for (int i = 1; i < size; i++) {
      sum += rise(i, from, to);
    }
    return sum;
  }

  /// The same for each of the spans that rising times divide.
  ///
  /// @return one less than there are edges
  double[] between(long[] edges) {
    double[] rises = new double[edges.length - 1];
    int next = 1;
    for (int i = 0; i < rises.length; i++) {
      long from = edges[i];
      long to = edges[i + 1];
      for (; next < size && times[next] <= from; next++) {}
      for (int at = next; at < size && times[at - 1] < to; at++) {
        rises[i] += rise(at, from, to);
      }
    }
    return rises;
  }

  private double rise(int i, long from, long to) {
    long rise = Math.max(0, values[i] - values[i - 1]);
    long overlap = Math.min(to, times[i]) - Math.max(from, times[i - 1]);
    long step = times[i] - times[i - 1];
    if (rise == 0 || overlap < 0) {
      return 0;
    }
    return step == 0 ? rise : rise * ((double) overlap / step);
  }

  /// How much it rose in each of the spans that rising times divide, or the samples of its own that
  /// are near these; `NaN` in a span of which its samples cover less than nine tenths.
  ///
  /// @param edges nanoseconds since the epoch
  /// @return one less than there are edges
  double[] rises(long[] edges) {
    double tolerance = SAME_SAMPLE * period();
    long[] own = Arrays.stream(edges).map(edge -> sampleNear(edge, tolerance)).toArray();
    double[] rises = between(own);
    for (int i = 0; i < rises.length; i++) {
      long from = own[i];
      long to = own[i + 1];
      double covered = Math.min(to, last()) - Math.max(from, first());
      rises[i] = covered < COVERED * (to - from) ? Double.NaN : rises[i];
    }
    return rises;
  }

  /// The times of its samples, but those that follow another too closely.
  ///
  /// @param apart the least time between two, in nanoseconds
  long[] samplesApart(long apart) {
    long[] kept = new long[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (count == 0 || times[i] - kept[count - 1] >= apart) {
        kept[count++] = times[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /// The usual time between two samples, in nanoseconds: that which three quarters do not exceed,
  /// so that neither gaps nor extra samples tell. Infinite of less than two.
  double period() {
    long[] steps =
        IntStream.range(1, size).mapToLong(i -> times[i] - times[i - 1]).sorted().toArray();
    return steps.length == 0 ? Double.POSITIVE_INFINITY : steps[3 * steps.length / 4];
  }

  /// The time of the sample that was due when another counter's was at `time`: events of one period
  /// come shortly after each other. Without such a sample, `time` itself.
  long sampleNear(long time) {
    return sampleNear(time, SAME_SAMPLE * period());
  }

  private long sampleNear(long time, double tolerance) {
    if (size < 2) {
      return time;
    }
    int found = Arrays.binarySearch(times, 0, size, time);
    int after = Math.min(found < 0 ? -found - 1 : found, size - 1);
    int before = Math.max(0, after - 1);
    long near = time - times[before] < times[after] - time ? times[before] : times[after];
    return Math.abs(near - time) < tolerance ? near : time;
  }

  /// The event's time in nanoseconds since the epoch.
  static long nanos(RecordedEvent event) {
    return nanos(event.getStartTime());
  }

  /// A time in nanoseconds since the epoch.
  ///
  /// @throws ArithmeticException if it is some 292 years from it, or more
  static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
