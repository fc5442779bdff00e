package dev.muxscope.client.load;

/// Those batches of a schedule that are due before a moment.
///
/// @param endNanos the moment, in [System#nanoTime()]
record CutSchedule(Schedule whole, long endNanos) implements Schedule {

  @Override
  public boolean isOver() {
    return whole.isOver() || whole.dueNanos() - endNanos >= 0;
  }

  @Override
  public long dueNanos() {
    return whole.dueNanos();
  }

  @Override
  public void advance() {
    whole.advance();
  }
}
