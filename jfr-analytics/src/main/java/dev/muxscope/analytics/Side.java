package dev.muxscope.analytics;

import java.util.Arrays;

/// One of the two recordings that are compared.
///
/// @param name `A` or `B`
/// @param recording all of it
/// @param steady which of its seconds are compared
/// @param seconds what these tell
record Side(String name, RecordingSummary recording, Steady steady, BySecond seconds) {

  static Side of(String name, RecordingSummary recording) {
    Steady steady = Steady.of(recording);
    return new Side(name, recording, steady, new BySecond(recording, steady.edges()));
  }

  /// Requests a second; `NaN` where they are not counted.
  double rate() {
    double[] requests = seconds.requests();
    return requests.length == 0 || recording.requests() == 0
        ? Double.NaN
        : Sampled.ratio(requests, seconds.seconds()).value();
  }

  double connections() {
    return mean(seconds.connections());
  }

  /// Share of the machine's processors that other processes used; `NaN` where not known.
  double foreignLoad() {
    return mean(seconds.foreignLoad());
  }

  double ownLoad() {
    return mean(seconds.ownLoad());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  String mode() {
    return recording.mode();
  }

  String fact(String name) {
    return recording.collected(RunFacts.class).fact(name);
  }
}
