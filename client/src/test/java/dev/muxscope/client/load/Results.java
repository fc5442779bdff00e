package dev.muxscope.client.load;

import dev.muxscope.client.HostPort;
import java.time.Duration;
import java.util.List;

/// Results to judge and to print.
final class Results {

  static final LoadErrors NO_ERRORS = new LoadErrors(0, 0, 0, 0, 0, "", "");
  static final long SECOND = 1_000_000_000L;

  private Results() {}

  static LoadResult open(double achieved, long lagP99, long ownCpuNanos, LoadErrors errors) {
    var options =
        new LoadOptions(
            HostPort.defaults(), 50, 1000, Duration.ofSeconds(1), Duration.ZERO, 1, "SET k 'a b'");
    return result(options, achieved, lagP99, ownCpuNanos, errors);
  }

  static LoadResult closed(double achieved, long ownCpuNanos) {
    var options = LoadOptions.defaults(HostPort.defaults());
    return result(options, achieved, 0, ownCpuNanos, NO_ERRORS);
  }

  private static LoadResult result(
      LoadOptions options, double achieved, long lagP99, long ownCpuNanos, LoadErrors errors) {
    var times = new LoadResult.Times(89_400, 131_000, 929_000, 4_330_000, 8_750_000, 122_345.6);
    return new LoadResult(
        options,
        achieved,
        (long) achieved,
        (long) achieved,
        SECOND,
        5,
        SECOND + 5,
        times,
        times,
        new LoadResult.Lag(850, lagP99, 2 * lagP99),
        ownCpuNanos,
        errors,
        List.of());
  }
}
