package dev.muxscope.client.load;

/// When connections are closed and opened anew: at even distances, one after the other.
///
/// Owned by the loop's thread.
final class Churn {

  private static final long NEVER = 0;

  private final long stepNanos;
  private long dueNanos;
  private int turn;

  private Churn(long dueNanos, long stepNanos) {
    this.dueNanos = dueNanos;
    this.stepNanos = stepNanos;
  }

  static Churn none() {
    return new Churn(0, NEVER);
  }

  /// A thread's share.
  ///
  /// @param thread counted from 0
  /// @param startNanos when it begins, in [System#nanoTime()]
  static Churn of(ConnectionPlan plan, int thread, long startNanos) {
    if (plan.churnPerSecond() == 0) {
      return none();
    }
    long step = 1_000_000_000L / plan.churnPerSecond();
    return new Churn(startNanos + step * (thread + 1), step * plan.threads());
  }

  /// Whether a connection is to be closed now.
  boolean isDue() {
    return stepNanos != NEVER && System.nanoTime() - dueNanos >= 0;
  }

  /// The place of the connection to be closed now, of so many.
  int next(int connections) {
    dueNanos += stepNanos;
    turn = turn + 1 < connections ? turn + 1 : 0;
    return turn;
  }

  /// A moment, or the one at which the next connection is to be closed if that is earlier.
  long earlier(long moment) {
    return stepNanos != NEVER && dueNanos - moment < 0 ? dueNanos : moment;
  }
}
