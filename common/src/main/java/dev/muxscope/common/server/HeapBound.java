package dev.muxscope.common.server;

/// Has the garbage collector clean up what the serial collector would keep: connections and values
/// live long enough to be promoted, and die in the old generation, which it would rather grow up to
/// `-Xmx`, a quarter of the machine, than collect. Without this a server with churn grows for days
/// though it holds nothing, and one that had a burst keeps the burst's heap.
///
/// It asks for a collection of all
///
/// - when the heap has become twice as large as it was after the last one: the pauses are as many
///   as doublings, and follow from what is alive (some 10 ms where that are a few megabytes);
/// - when the server rests, so that the pause delays hardly anybody, and much of what is used seems
///   to be garbage: at least twice as much is used as after the last one, or half the keys have
///   gone.
///
/// `-XX:+DisableExplicitGC` switches it off. Belongs to one thread.
final class HeapBound {

  /// The heap, to be replaced in tests.
  interface Heap {
    /// What it has of the system, in bytes.
    long held();

    /// What lies in it, garbage included, in bytes.
    long used();

    /// Collects all garbage.
    void collect();
  }

  private static final long LEAST_BYTES = 24 << 20;
  private static final int RESTING_LOOKS = 10;
  private static final int RESTING_REQUESTS = 10;

  private final Heap heap;
  private long heldAfter;
  private long usedAfter;
  private int keysAfter;
  private long requestsBefore;
  private int restingLooks;

  HeapBound() {
    this(new JavaHeap());
  }

  HeapBound(Heap heap) {
    this.heap = heap;
    remember(0);
  }

  /// Looks at the heap; to be called about once a second.
  ///
  /// @param requests how many the server has had so far
  /// @param keys how many it holds
  void look(long requests, int keys) {
    restingLooks = requests - requestsBefore < RESTING_REQUESTS ? restingLooks + 1 : 0;
    requestsBefore = requests;
    boolean rests = restingLooks >= RESTING_LOOKS;
    if (heap.held() >= 2 * heldAfter || (rests && hasMuchGarbage(keys))) {
      heap.collect();
      remember(keys);
    }
  }

  private boolean hasMuchGarbage(int keys) {
    return heap.used() >= 2 * (keys < keysAfter / 2 ? LEAST_BYTES : usedAfter);
  }

  private void remember(int keys) {
    heldAfter = Math.max(LEAST_BYTES, heap.held());
    usedAfter = Math.max(LEAST_BYTES, heap.used());
    keysAfter = keys;
  }

  private static final class JavaHeap implements Heap {

    private final Runtime runtime = Runtime.getRuntime();

    @Override
    public long held() {
      return runtime.totalMemory();
    }

    @Override
    public long used() {
      return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void collect() {
      System.gc();
    }
  }
}
