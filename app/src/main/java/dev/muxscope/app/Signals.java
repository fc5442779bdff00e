package dev.muxscope.app;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/// Ctrl-C and SIGTERM as something to wait for. A shutdown hook would not do: Flight Recorder's own
/// hook would run beside it and end the recording before the last requests are answered, and the exit
/// code would not be ours.
final class Signals {

  /// What a shell reports of a process ended by Ctrl-C.
  private static final int EXIT_INTERRUPTED = 130;

  private final CountDownLatch stop = new CountDownLatch(1);

  /// From now on the first signal ends the wait, and the second one the process.
  @SuppressWarnings("sunapi")
  static Signals handle() {
    Signals signals = new Signals();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(new Signal(name), _ -> signals.received());
    }
    return signals;
  }

  /// Ends the wait without a signal.
  void release() {
    stop.countDown();
  }

  /// Waits for the first signal.
  void await() throws InterruptedException {
    stop.await();
  }

  private void received() {
    if (stop.getCount() == 0) {
      Runtime.getRuntime().halt(EXIT_INTERRUPTED);
    }
    stop.countDown();
  }
}
