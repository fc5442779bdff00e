package dev.muxscope.client.load;

import java.time.Duration;

/// Which connections there are. Immutable.
///
/// @param open how many are open, 1 to 60,000
/// @param active how many of them send, 1 to all; the others are greeted and then only kept open
/// @param ramp the time over which they are opened evenly, up to a day; zero to open them at once
/// @param churnPerSecond how many are closed and opened anew each second, 0 to 10,000
/// @param threads how many threads drive them, 1 to 64 and at most one for each active connection
public record ConnectionPlan(int open, int active, Duration ramp, int churnPerSecond, int threads) {

  private static final int MAX_OPEN = 60_000;
  private static final int MAX_CHURN = 10_000;
  private static final int MAX_THREADS = 64;

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range
  public ConnectionPlan {
    Ranges.require("connections", open, 1, MAX_OPEN);
    Ranges.require("active connections", active, 1, open);
    Ranges.requireAtMostADay("ramp", ramp);
    Ranges.require("churn", churnPerSecond, 0, MAX_CHURN);
    Ranges.require("threads", threads, 1, Math.min(MAX_THREADS, active));
  }

  /// Connections that all send, opened at once and kept, driven by one thread.
  public static ConnectionPlan of(int open) {
    return new ConnectionPlan(open, open, Duration.ZERO, 0, 1);
  }

  public ConnectionPlan withActive(int active) {
    return new ConnectionPlan(open, active, ramp, churnPerSecond, threads);
  }

  public ConnectionPlan withRamp(Duration ramp) {
    return new ConnectionPlan(open, active, ramp, churnPerSecond, threads);
  }

  public ConnectionPlan withChurnPerSecond(int churnPerSecond) {
    return new ConnectionPlan(open, active, ramp, churnPerSecond, threads);
  }

  public ConnectionPlan withThreads(int threads) {
    return new ConnectionPlan(open, active, ramp, churnPerSecond, threads);
  }

  /// A number's share of one thread: the shares of all threads are as even as can be and add up.
  ///
  /// @param thread counted from 0
  int share(int number, int thread) {
    return number / threads + (thread < number % threads ? 1 : 0);
  }
}
