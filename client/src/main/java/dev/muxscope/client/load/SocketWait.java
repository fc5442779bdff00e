package dev.muxscope.client.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Waits for sockets until a given moment, finer than [Selector#select(long)], whose unit is the
/// millisecond.
///
/// Far from the moment it sleeps in the selector. Close to it, it looks at the sockets and parks in
/// turn: for the whole gap when no reply can come, else for [#LOOK_NANOS] at most, so that a reply
/// is seen at most that much late, and what a park takes longer than asked: where parks end 15 to
/// 35 µs late, what a server takes is told in steps of 25 to 45 µs. So a low rate costs little.
/// With a processor to itself it can look without a pause while replies are due (busy polling).
///
/// What it looks in vain for counts as waiting, though it costs CPU time: a thread that does so has
/// time to spare.
///
/// Measured on a virtual machine of two cores, whose parks end about 35 µs late: at 10,000
/// requests/s on 50 connections half of the requests leave at most 25 µs late, for 40 to 70 % of a
/// core; at 100 requests/s it is 3 %.
///
/// Owned by the loop's thread.
final class SocketWait {

  /// From here on the selector sleeps; below, a millisecond is too coarse.
  private static final long COARSE_NANOS = 1_100_000;

  /// A select that ends this much early leaves the rest to a park.
  private static final long MARGIN_NANOS = 100_000;

  private static final long LOOK_NANOS = 10_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final boolean busyPoll;
  private final Consumer<SelectionKey> onReady;
  private final Consumer<SelectionKey> endsWaiting = this::endWaiting;
  private boolean waiting;
  private long waitingSince;
  private long waitedNanos;

  /// @param busyPoll whether to look without a pause while replies are due
  SocketWait(Selector selector, boolean busyPoll, Consumer<SelectionKey> onReady) {
    this.selector = selector;
    this.busyPoll = busyPoll;
    this.onReady = onReady;
  }

  /// How long it has waited so far.
  long waitedNanos() {
    return waitedNanos;
  }

  /// Handles the sockets that are ready, and waits when none is, at most until `moment`.
  ///
  /// @param moment in [System#nanoTime()]; may have passed
  /// @param repliesExpected whether any socket is likely to become ready
  void until(long moment, boolean repliesExpected) throws IOException {
    waitingSince = System.nanoTime();
    long gap = moment - waitingSince;
    waiting = gap > 0;
    if (gap >= COARSE_NANOS) {
      selector.select(endsWaiting, (gap - MARGIN_NANOS) / NANOS_PER_MILLI);
    } else if (selector.selectNow(endsWaiting) == 0 && gap > 0) {
      pause(gap, repliesExpected);
    }
    endWaiting();
  }

  private void pause(long gap, boolean repliesExpected) {
    if (!repliesExpected) {
      LockSupport.parkNanos(gap);
    } else if (busyPoll) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(Math.min(gap, LOOK_NANOS));
    }
  }

  private void endWaiting(SelectionKey ready) {
    endWaiting();
    onReady.accept(ready);
  }

  private void endWaiting() {
    if (waiting) {
      waiting = false;
      waitedNanos += System.nanoTime() - waitingSince;
    }
  }

  /// Asks Linux to end the calling thread's sleeps within 1 µs, where the default lets each last 50
  /// µs longer. Where that cannot be asked, sleeps stay longer; the send lag shows it.
  static void shortenTimerSlack() {
    try {
      Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
      Files.writeString(
          Path.of("/proc/" + thread + "/timerslack_ns"), "1000", StandardOpenOption.WRITE);
    } catch (IOException | UnsupportedOperationException _) {
      // Not Linux, or not allowed.
    }
  }
}
