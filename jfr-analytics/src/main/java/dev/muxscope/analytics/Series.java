package dev.muxscope.analytics;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;

/// A counter that only rises, sampled about once a second. A fall means another process or a new
/// start, and counts as no change.
///
/// Owned by the thread that reads the recording; read-only afterwards.
final class Series {

  // In sampling periods.
  private static final double SAME_SAMPLE = 0.2;

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

  /// This counter with a sample of 0 at `start`, when it began to count; itself if it has an
  /// earlier sample.
  Series from(long start) {
    if (size > 0 && times[0] <= start) {
      return this;
    }
    Series longer = new Series();
    longer.add(start, 0);
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
      long rise = Math.max(0, values[i] - values[i - 1]);
      long overlap = Math.min(to, times[i]) - Math.max(from, times[i - 1]);
      long step = times[i] - times[i - 1];
      if (rise > 0 && overlap >= 0) {
        sum += step == 0 ? rise : rise * ((double) overlap / step);
      }
    }
    return sum;
  }

  /// The time of the sample that was due when another counter's was at `time`: events of one period
  /// come shortly after each other. Without such a sample, `time` itself.
  long sampleNear(long time) {
    long near = time;
    double distance = size < 2 ? 0 : SAME_SAMPLE * (last() - first()) / (size - 1);
    for (int i = 0; i < size; i++) {
      if (Math.abs(times[i] - time) < distance) {
        near = times[i];
        distance = Math.abs(times[i] - time);
      }
    }
    return near;
  }

  /// The event's time in nanoseconds since the epoch.
  static long nanos(RecordedEvent event) {
    var start = event.getStartTime();
    return start.getEpochSecond() * 1_000_000_000L + start.getNano();
  }
}
