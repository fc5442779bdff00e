package dev.muxscope.lab.drill;

import java.util.List;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/// The bystanders' response times, interval by interval, and when the fault was there.
///
/// All times are seconds since the bystanders began.
///
/// @param mode of the server
/// @param intervals by rising time
/// @param begin when the fault began
/// @param from when it was there
/// @param until when its end began
/// @param to when it had gone
record Timeline(
    String mode, List<Interval> intervals, double begin, double from, double until, double to) {

  private static final int DIGITS = 3;

  Timeline {
    intervals = List.copyOf(intervals);
    if (!(begin <= from && from <= until && until <= to)) {
      throw new IllegalArgumentException(
          "a fault that began at %s s, was there from %s to %s s and gone at %s s"
              .formatted(begin, from, until, to));
    }
  }

  /// With a fault that was there as soon as it began, and gone as soon as it ended.
  Timeline(String mode, List<Interval> intervals, double from, double to) {
    this(mode, intervals, from, from, to, to);
  }

  /// Response times of a stretch of time.
  ///
  /// @param begin in seconds
  /// @param end in seconds
  /// @param nanos response times in nanoseconds; not to be changed
  record Interval(double begin, double end, Histogram nanos) {

    double middle() {
      return (begin + end) / 2;
    }

    /// `NaN` if nobody was answered.
    double p99() {
      return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(99);
    }
  }

  /// Before the fault.
  Part without() {
    return part(interval -> interval.end() <= begin);
  }

  /// As long as the fault was there: the intervals that lie for the most part within.
  Part with() {
    return part(interval -> interval.middle() >= from && interval.middle() <= until);
  }

  /// When all was over.
  Part afterwards() {
    return part(interval -> interval.begin() >= to + length());
  }

  private double length() {
    return intervals.isEmpty() ? 0 : intervals.getFirst().end() - intervals.getFirst().begin();
  }

  private Part part(Predicate<Interval> wanted) {
    return new Part(intervals.stream().filter(wanted).toList());
  }

  static Histogram histogram() {
    return new Histogram(DIGITS);
  }

  /// Several intervals together.
  ///
  /// @param intervals by rising time
  record Part(List<Interval> intervals) {

    long count() {
      return intervals.stream().mapToLong(interval -> interval.nanos().getTotalCount()).sum();
    }

    /// Responses per second; `NaN` if there is no time.
    double perSecond() {
      return count() / intervals.stream().mapToDouble(each -> each.end() - each.begin()).sum();
    }

    /// Of all responses, in nanoseconds; `NaN` if there are none.
    double p99() {
      return count() == 0 ? Double.NaN : all().getValueAtPercentile(99);
    }

    /// The longest, in nanoseconds; `NaN` if there is none.
    double longest() {
      return count() == 0 ? Double.NaN : all().getMaxValue();
    }

    /// The p99 of the typical interval: the median over all in which somebody was answered. One
    /// hiccup of the machine does not move it.
    double typicalP99() {
      return p99Above(0.5);
    }

    /// The p99 that three quarters of the intervals do not exceed: who is hit in more than a few of
    /// them is hit in this one.
    double upperP99() {
      return p99Above(0.75);
    }

    private double p99Above(double share) {
      double[] sorted =
          intervals.stream()
              .mapToDouble(Interval::p99)
              .filter(p99 -> !Double.isNaN(p99))
              .sorted()
              .toArray();
      return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * share)];
    }

    private Histogram all() {
      Histogram all = histogram();
      intervals.forEach(interval -> all.add(interval.nanos()));
      return all;
    }
  }
}
