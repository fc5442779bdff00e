package dev.muxscope.common.server;

/// Has the garbage collector clean up when the heap has become twice as large as it was after the
/// last time.
///
/// Connections live long enough to be promoted, and die in the old generation. The serial collector
/// would rather grow that up to `-Xmx`, a quarter of the machine, than collect it, so that a server
/// with churn grows for days though it holds nothing. The pause follows from what is alive (some 10
/// ms where that are a few megabytes), and there are as many as doublings. `-XX:+DisableExplicitGC`
/// switches it off. Belongs to one thread.
final class HeapBound {

  private static final long LEAST_BYTES = 24 << 20;

  private final Runtime runtime = Runtime.getRuntime();
  private long bytesAfter = Math.max(LEAST_BYTES, runtime.totalMemory());

  /// Looks at the heap's size; to be called about once a second.
  void look() {
    if (runtime.totalMemory() >= 2 * bytesAfter) {
      System.gc();
      bytesAfter = Math.max(LEAST_BYTES, runtime.totalMemory());
    }
  }
}
