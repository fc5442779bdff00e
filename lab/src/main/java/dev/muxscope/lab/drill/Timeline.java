package dev.muxscope.lab.drill;

import dev.muxscope.lab.Range;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
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

  /// A response time as a text; what is infinite had no answer.
  static String words(double nanos) {
    return Double.isInfinite(nanos) ? "no answer" : Values.format(nanos, Format.NANOS);
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

    /// Of all responses, in nanoseconds; infinite if nobody was answered, `NaN` if there is no
    /// time.
    double p99() {
      return count() == 0 ? unanswered() : all().getValueAtPercentile(99);
    }

    /// The longest, in nanoseconds; infinite if nobody was answered, `NaN` if there is no time.
    double longest() {
      return count() == 0 ? unanswered() : all().getMaxValue();
    }

    /// The p99 of the typical interval: the median over all. One hiccup of the machine does not
    /// move it; it is infinite if nobody was answered in half of them.
    double typicalP99() {
      return Range.of(rising()).median();
    }

    /// The p99 that three quarters of the intervals do not exceed: who is hit in more than a few of
    /// them is hit in this one.
    double upperP99() {
      double[] rising = rising();
      return rising.length == 0 ? Double.NaN : rising[rising.length * 3 / 4];
    }

    /// Of each interval. Nobody was answered in one: that is as bad as it gets, not nothing.
    private double[] rising() {
      return intervals.stream()
          .mapToDouble(Interval::p99)
          .map(p99 -> Double.isNaN(p99) ? Double.POSITIVE_INFINITY : p99)
          .sorted()
          .toArray();
    }

    private double unanswered() {
      return intervals.isEmpty() ? Double.NaN : Double.POSITIVE_INFINITY;
    }

    private Histogram all() {
      Histogram all = histogram();
      intervals.forEach(interval -> all.add(interval.nanos()));
      return all;
    }
  }
}
