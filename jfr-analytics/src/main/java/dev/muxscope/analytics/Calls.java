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

  /// The calls of what [MethodTimings] calls `name`; none if they were not timed.
  static Calls of(RecordingSummary recording, String name) {
    return of(
        recording, recording.collected(MethodTimings.class).byName().getOrDefault(name, List.of()));
  }

  static Calls of(RecordingSummary recording, List<Timing> timings) {
    List<Series> counters = new ArrayList<>();
    double count = 0;
    double perRequest = 0;
    double nanos = 0;
    long longest = 0;
    for (Timing timing : timings) {
      Series calls = recording.collected(MethodTimings.class).calls(timing, recording.coverage());
      double own = calls.first() == calls.last() ? Double.NaN : calls.total();
      counters.add(calls);
      count += own;
      perRequest += recording.perRequest(calls);
      nanos += own * timing.average();
      longest = Math.max(longest, timing.longest());
    }
    // Usual seconds of several counters may be different ones: theirs do not add up.
    double perSecond = count == 0 ? 0 : Series.sum(counters).medianRate() * 1e9;
    return new Calls(count, perRequest, perSecond, nanos, longest);
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
