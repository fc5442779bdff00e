package dev.muxscope.client.load;

import java.util.Arrays;

/// The batches of one connection that wait for replies, oldest first: when each was due and sent. A
/// ring that starts with room for one, all a closed loop needs, and doubles when it is full.
///
/// Owned by the loop's thread.
final class PendingBatches {

  /// Due and sent in turn.
  private long[] times = new long[2];

  private int head;
  private int size;

  void add(long dueNanos, long sentNanos) {
    if (2 * size == times.length) {
      grow();
    }
    int slot = (head + 2 * size) & (times.length - 1);
    times[slot] = dueNanos;
    times[slot + 1] = sentNanos;
    size++;
  }

  private void grow() {
    long[] grown = Arrays.copyOf(times, 2 * times.length);
    // What stood before the head came after the old end.
    System.arraycopy(times, 0, grown, times.length, head);
    times = grown;
  }

  long oldestDue() {
    return times[head];
  }

  long oldestSent() {
    return times[head + 1];
  }

  void removeOldest() {
    head = (head + 2) & (times.length - 1);
    size--;
  }

  int size() {
    return size;
  }
}
