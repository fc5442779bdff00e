package dev.muxscope.conformance;

import java.time.Duration;

/// Waits for what a server does by itself, sooner or later. Whoever waits then asserts it.
final class Await {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private Await() {}

  @FunctionalInterface
  interface Condition<E extends Exception> {
    boolean holds() throws E, InterruptedException;
  }

  /// Returns when `condition` holds, or [RawConnection#PATIENCE] is over.
  static <E extends Exception> void until(Condition<E> condition) throws E, InterruptedException {
    until(RawConnection.PATIENCE, condition);
  }

  /// Returns when `condition` holds, or `most` is over.
  static <E extends Exception> void until(Duration most, Condition<E> condition)
      throws E, InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.holds() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE);
    }
  }
}
