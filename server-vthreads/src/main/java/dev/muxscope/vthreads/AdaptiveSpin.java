package dev.muxscope.vthreads;

import dev.muxscope.common.transport.Transport;
import java.io.IOException;

/// Whether looking for bytes again and again, before a virtual thread parks, has paid lately.
///
/// To park and to be woken takes two other threads and some six system calls, which is more time
/// than a near client needs for its next request. So a connection of a server with few of them
/// looks on for up to [#MOST_NANOS]. Each time that finds nothing, about twice as many reads go
/// without it, up to [#MOST_SKIPPED]: in vain it costs at most 1 % of that time a request.
///
/// Belongs to the connection's thread.
final class AdaptiveSpin {

  /// How long to look, in nanoseconds: a little more than a request takes to come back on loopback.
  static final long MOST_NANOS = 50_000;

  static final int MOST_SKIPPED = 127;

  private int toSkip;
  private int left;

  /// Looks for bytes, if that is due, until there are some or it has looked for long enough.
  void look(Transport transport) throws IOException {
    if (!skip()) {
      ended(arrivesSoon(transport));
    }
  }

  private static boolean arrivesSoon(Transport transport) throws IOException {
    long start = System.nanoTime();
    do {
      if (transport.hasArrived()) {
        return true;
      }
      // A yield would go through the scheduler, which allocates a task each time.
      Thread.onSpinWait();
    } while (System.nanoTime() - start < MOST_NANOS);
    return false;
  }

  /// Lets one read go without a look; false if none is left to go without.
  boolean skip() {
    boolean skips = left > 0;
    if (skips) {
      left--;
    }
    return skips;
  }

  /// Notes how a look ended.
  void ended(boolean found) {
    toSkip = found ? 0 : Math.min(2 * toSkip + 1, MOST_SKIPPED);
    left = toSkip;
  }
}
