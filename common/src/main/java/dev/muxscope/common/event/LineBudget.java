package dev.muxscope.common.event;

import java.time.Duration;

/// At most [#LINES] lines in [#TIME], so that whoever can cause a fault cannot fill a disk with it.
///
/// Safe for all threads.
final class LineBudget {

  static final int LINES = 10;
  static final Duration TIME = Duration.ofSeconds(10);

  /// What [#take] says of a line that is to be left out.
  static final long LEFT_OUT = -1;

  private long beganNanos;
  private int taken;
  private long leftOut;

  /// Takes a line out of the budget, if there is one left.
  ///
  /// @param nowNanos as [System#nanoTime]
  /// @return how many lines were left out since the last one, 0 or more, or [#LEFT_OUT]
  synchronized long take(long nowNanos) {
    if (taken == 0 || nowNanos - beganNanos >= TIME.toNanos()) {
      beganNanos = nowNanos;
      taken = 0;
    }
    if (taken == LINES) {
      leftOut++;
      return LEFT_OUT;
    }
    taken++;
    long before = leftOut;
    leftOut = 0;
    return before;
  }
}
