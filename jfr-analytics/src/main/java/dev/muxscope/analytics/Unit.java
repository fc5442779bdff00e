package dev.muxscope.analytics;

import java.util.List;

/// What costs are divided by.
enum Unit {
  REQUEST("request"),
  SECOND("second"),
  /// Reads of sockets by timed methods: what comes nearest to requests in applications that count
  /// none.
  READ("socket read");

  private final String label;

  Unit(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// How many there were in each second; none where they were not recorded.
  double[] in(BySecond seconds) {
    return switch (this) {
      case REQUEST -> seconds.requests();
      case SECOND -> seconds.seconds();
      case READ -> seconds.calls(List.of(MethodTimings.READS));
    };
  }
}
