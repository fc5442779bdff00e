package dev.muxscope.client.load;

import java.nio.file.Path;
import java.time.Duration;

/// Where response times are logged interval by interval. Immutable.
///
/// @param file is replaced if it is there
/// @param interval the length of an interval, 10 ms to an hour
public record HdrLog(Path file, Duration interval) {

  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofHours(1);

  /// @throws IllegalArgumentException with one line for the user when the interval is out of range
  public HdrLog {
    if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "hdr-interval is " + interval.toMillis() + " ms: use 10ms to 1h");
    }
  }
}
