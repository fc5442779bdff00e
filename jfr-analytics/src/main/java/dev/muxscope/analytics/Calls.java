package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.MethodTimings.Timing;
import java.util.ArrayList;
import java.util.List;

/// Timed calls of one or several methods.
///
/// @param count how many; `NaN` where a single count does not tell how many of them were here
/// @param perRequest how many a request; `NaN` where none were counted
/// @param perSecond how many a second, start and end of the recording not watering it down
/// @param nanos nanoseconds in all of them, the time they were blocked included
/// @param longest nanoseconds of the longest
record Calls(double count, double perRequest, double perSecond, double nanos, double longest) {

  static final Calls NONE = new Calls(0, 0, 0, 0, 0);

  /// The calls of what [MethodTimings] calls `name`; [#NONE] if they were not timed.
  static Calls of(RecordingSummary recording, String name) {
    return of(
        recording, recording.collected(MethodTimings.class).byName().getOrDefault(name, List.of()));
  }

  static Calls of(RecordingSummary recording, List<Timing> timings) {
    Calls sum = NONE;
    List<Series> counters = new ArrayList<>();
    for (Timing timing : timings) {
      Series calls = recording.collected(MethodTimings.class).calls(timing, recording.coverage());
      counters.add(calls);
      sum = sum.plus(of(recording, timing, calls));
    }
    return sum.count == 0 ? sum : sum.withRate(Series.sum(counters).medianRate() * 1e9);
  }

  private static Calls of(RecordingSummary recording, Timing timing, Series calls) {
    double count = calls.first() == calls.last() ? Double.NaN : calls.total();
    double perRequest = recording.perRequest(calls);
    return new Calls(count, perRequest, 0, count * timing.average(), timing.longest());
  }

  private Calls plus(Calls more) {
    return new Calls(
        count + more.count,
        perRequest + more.perRequest,
        0,
        nanos + more.nanos,
        Math.max(longest, more.longest));
  }

  // Usual seconds of several counters may be different ones: theirs do not add up.
  private Calls withRate(double rate) {
    return new Calls(count, perRequest, rate, nanos, longest);
  }

  // A wait and a write have no mean worth telling.
  Calls withoutTimes() {
    return new Calls(count, perRequest, perSecond, Double.NaN, Double.NaN);
  }

  /// Mean nanoseconds of a call; `NaN` without one.
  double mean() {
    return ratio(nanos, count);
  }

  /// Nanoseconds of all calls a request makes; `NaN` if there were none.
  double nanosPerRequest() {
    return perRequest * mean();
  }

  /// How many threads were in such a call at a time, on average; those of virtual threads count
  /// whether they are mounted or not.
  double inside(RecordingSummary recording) {
    return ratio(nanos, (double) recording.nanos());
  }

  /// The row of a table; per second only where nothing counts requests.
  List<Object> row(RecordingSummary recording, String name) {
    double rate = recording.requests() > 0 ? Double.NaN : perSecond;
    return List.of(name, Math.round(count), perRequest, rate, inside(recording), mean(), longest);
  }
}
