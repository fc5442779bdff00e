package dev.muxscope.analytics;

/// How many there were, how much together, and the largest: of nanoseconds or bytes.
///
/// Owned by the thread that reads the recording; read-only afterwards.
final class Amount {

  private long count;
  private long sum;
  private long max;

  void add(long amount) {
    add(1, amount, amount);
  }

  void add(long count, long sum, long max) {
    this.count += count;
    this.sum += sum;
    this.max = Math.max(this.max, max);
  }

  void add(Amount other) {
    add(other.count, other.sum, other.max);
  }

  long count() {
    return count;
  }

  long sum() {
    return sum;
  }

  long max() {
    return max;
  }

  /// `NaN` of none.
  double mean() {
    return RecordingSummary.ratio(sum, count);
  }
}
