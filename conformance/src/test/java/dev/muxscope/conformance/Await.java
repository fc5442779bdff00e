package dev.muxscope.conformance;

import java.io.IOException;
import java.time.Duration;

/// Waits for what a server does by itself, sooner or later. Whoever waits then asserts it.
final class Await {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private Await() {}

  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Returns when `condition` holds, or [RawConnection#PATIENCE] is over.
  static void until(Condition condition) throws IOException, InterruptedException {
    until(RawConnection.PATIENCE, condition);
  }

  /// Returns when `condition` holds, or `most` is over.
  static void until(Duration most, Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.holds() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE);
    }
  }
}
