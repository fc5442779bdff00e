package dev.muxscope.benchmarks.side;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C: the thread that measures is interrupted, and gets the time to say what it has measured.
/// The processes it has started are ended beside that, by their own hook.
///
/// Safe for all threads.
final class EarlyEnd {

  private static final long SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);

  private EarlyEnd() {}

  /// @param measuring the thread that is interrupted
  static EarlyEnd handle(Thread measuring) {
    EarlyEnd end = new EarlyEnd();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end.interrupt(measuring), "early-end"));
    return end;
  }

  /// It has said all.
  void done() {
    done.countDown();
  }

  private void interrupt(Thread measuring) {
    try {
      if (done.getCount() > 0) {
        measuring.interrupt();
        if (!done.await(SECONDS, TimeUnit.SECONDS)) {
          System.err.println("side-by-side: what was measured is lost");
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
