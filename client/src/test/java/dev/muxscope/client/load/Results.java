package dev.muxscope.client.load;

import dev.muxscope.client.HostPort;
import java.time.Duration;
import java.util.List;

/// Results to judge and to print.
final class Results {

  static final LoadErrors NO_ERRORS = LoadErrors.NONE;
  static final long SECOND = 1_000_000_000L;

  private static final LoadOptions OPEN =
      LoadOptions.defaults(HostPort.defaults())
          .withPace(Pace.of(1000))
          .withDuration(Duration.ofSeconds(1))
          .withWarmUp(Duration.ZERO)
          .withContent(Content.of("SET k 'a b'"));

  private Results() {}

  static LoadResult open(double achieved, long lagP99, long busyNanos, LoadErrors errors) {
    return result(OPEN, achieved, (long) achieved, lagP99, busyNanos, errors);
  }

  /// The replies that came in the measured part were to requests of the warm-up.
  static LoadResult unanswered() {
    var errors = new LoadErrors(0, 0, 0, 0, 1000, "", "");
    return result(OPEN, 1000, 0, 0, SECOND / 2, errors);
  }

  static LoadResult closed(double achieved, long busyNanos) {
    var options = LoadOptions.defaults(HostPort.defaults());
    return result(options, achieved, (long) achieved, 0, busyNanos, NO_ERRORS);
  }

  private static LoadResult result(
      LoadOptions options,
      double achieved,
      long requests,
      long lagP99,
      long busyNanos,
      LoadErrors errors) {
    var times = new LoadResult.Times(89_400, 131_000, 929_000, 4_330_000, 8_750_000, 122_345.6);
    return new LoadResult(
        options,
        achieved,
        options.pace().openLoop() ? options.pace().rate() : (long) achieved,
        requests,
        (long) achieved,
        SECOND,
        5,
        SECOND + 5,
        times,
        times,
        new LoadResult.Lag(850, 900, lagP99, lagP99, 2 * lagP99),
        500_000_000,
        SECOND - busyNanos,
        new LoadResult.Sockets(50, 0, 1),
        errors,
        List.of());
  }
}
