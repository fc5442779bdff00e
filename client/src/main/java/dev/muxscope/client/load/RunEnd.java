package dev.muxscope.client.load;

/// When a run of the load generator ends: as planned, or early, at the next of its boundaries,
/// which are a second apart or less.
///
/// Its threads enter each part of the run here before they begin it. So when the run is to end
/// early, none is further than in the part that the foremost has entered, and all end with that.
///
/// Of one run; guarded by its monitor.
public final class RunEnd {

  private int planned = Integer.MAX_VALUE;
  private int last = Integer.MAX_VALUE;
  private int entered;

  /// Has the run end at its next boundary; from any thread.
  public synchronized void hasten() {
    last = Math.min(last, entered);
  }

  /// Whether the run ended, or is going to, before all was measured that was asked for.
  public synchronized boolean isEarly() {
    return last < planned;
  }

  /// Plans the boundary at which the run ends; before any part is entered.
  synchronized void plan(int boundary) {
    planned = boundary;
    last = Math.min(last, boundary);
  }

  /// Begins the part that ends at a boundary.
  ///
  /// @return false if the run ends before
  synchronized boolean enter(int boundary) {
    if (boundary > last) {
      return false;
    }
    entered = Math.max(entered, boundary);
    return true;
  }
}
