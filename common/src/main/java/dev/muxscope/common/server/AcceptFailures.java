package dev.muxscope.common.server;

import dev.muxscope.common.event.FaultLog;
import java.time.Duration;

/// What an engine does when it cannot take a connection, most likely for want of file descriptors
/// or threads: it pauses, since the next try would fail as fast, and says so once a minute.
///
/// Belongs to the thread that accepts.
public final class AcceptFailures {

  /// How long to accept nothing after a failure, so that there are at most ten a second.
  public static final Duration PAUSE = Duration.ofMillis(100);

  private static final FaultLog LOG = new FaultLog(AcceptFailures.class);
  private static final long LOG_NANOS = Duration.ofMinutes(1).toNanos();

  private long failures;
  private long loggedNanos;

  /// None yet.
  public AcceptFailures() {}

  /// Notes a failure, and logs it unless one was within the last minute. Does not throw, even for
  /// want of memory.
  public void note(Throwable cause) {
    long now = System.nanoTime();
    if (failures == 0 || now - loggedNanos >= LOG_NANOS) {
      log(cause);
      loggedNanos = now;
      failures = 0;
    }
    failures++;
  }

  private void log(Throwable cause) {
    try {
      String before = failures == 0 ? "" : "; " + failures + " times since the last such line";
      LOG.warn(
          "cannot accept connections, pauses for 100 ms each time: " + cause.getMessage() + before);
    } catch (OutOfMemoryError _) {
      // Nobody is to suffer for what cannot be said.
    }
  }
}
