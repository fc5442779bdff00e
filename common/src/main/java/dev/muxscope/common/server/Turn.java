package dev.muxscope.common.server;

import dev.muxscope.common.server.RequestProcessor.HandOver;

/// How long a connection may work before others have their turn, and which requests the thread that
/// works for it leaves to other threads. Belongs to that thread, and serves its connections one
/// after the other.
public final class Turn {

  /// How long it is, in nanoseconds, from the end of its first request.
  public static final long NANOS = 4_000_000;

  /// So many requests of a pipeline are executed between two looks at the clock: few enough for
  /// costly ones, and enough that cheap ones do not pay for it.
  private static final int REQUESTS_PER_LOOK = 16;

  private final HandOver handOver;

  /// When the clock was first looked at, 0 if it was not: who sends one request at a time pays for
  /// no clock.
  private long start;

  private int untilLook;

  /// @param handOver which requests are left to other threads
  public Turn(HandOver handOver) {
    this.handOver = handOver;
    begin();
  }

  /// Begins anew.
  public void begin() {
    start = 0;
    untilLook = 1;
  }

  /// Which requests are left to other threads.
  HandOver handOver() {
    return handOver;
  }

  /// Whether it is over.
  public boolean isOver() {
    long now = System.nanoTime();
    start = start == 0 ? now : start;
    return now - start >= NANOS;
  }

  /// Whether it is over, asked after each request: looks at the clock after the first and then
  /// every 16.
  boolean isOverAfterRequest() {
    untilLook--;
    if (untilLook > 0) {
      return false;
    }
    untilLook = REQUESTS_PER_LOOK;
    return isOver();
  }
}
