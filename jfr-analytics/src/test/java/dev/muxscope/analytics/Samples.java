package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Counts what Flight Recorder's periodic thread has taken, for a test that waits for more of it.
final class Samples {

  private static final int PATIENCE_SECONDS = 60;

  private final Semaphore fresh = new Semaphore(0);

  /// To be called when one was taken.
  void taken() {
    fresh.release();
  }

  /// Waits for so many more than there are now. The first of them may have begun before.
  void awaitMore(int count) throws InterruptedException {
    fresh.drainPermits();
    assertTrue(fresh.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS), "no more samples");
  }
}
