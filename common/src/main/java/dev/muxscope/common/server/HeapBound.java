package dev.muxscope.common.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// Has the garbage collector clean up what the serial collector would keep: connections and values
/// live long enough to be promoted, and die in the old generation, which it would rather grow up to
/// `-Xmx`, a quarter of the machine, than collect. Without this a server with churn grows for days
/// though it holds nothing, and one that had a burst keeps the burst's heap.
///
/// It asks for a collection of all
///
/// - when five times as much is used as was left after the last one, or 32 MB where that was
///   little: the pauses are as many as that, and follow from what is alive (some 10 ms where that
///   are a few megabytes);
/// - when the server rests, so that the pause delays hardly anybody, and the last one came while
///   requests were under way, or much of what is used seems to be garbage: 32 MB are used, and
///   twice as much as after the last one or half the keys have gone.
///
/// The heap shrinks only if it has twice as much as it may use until the next collection, as after
/// a burst. Memory that is given back must be had again, and on a virtual machine whose host takes
/// unused memory back that took 4.5 ms for each 2 MiB, amid collections and requests.
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
    ///
    /// @param shrink whether to give back what is empty then
    void collect(boolean shrink);
  }

  /// What may be used in any case: a server that churns gets there within minutes, and its memory
  /// is level from then on.
  private static final long LEAST_BYTES = 32 << 20;

  /// Who has less left after a collection keeps little: most of it is the server's own and what was
  /// under way, by which the memory is not to go up and down.
  private static final long LITTLE_BYTES = 10 << 20;

  /// How much may be used by a server that works, to what was left after the last collection.
  private static final int MOST_GROWTH = 5;

  private static final int RESTING_LOOKS = 10;
  private static final int RESTING_REQUESTS = 10;

  private final Heap heap;
  private long usedAfter;

  /// What it had of the system when it was last to shrink and did not, as with `-Xms` or a
  /// collector that gives back later: then it is not to be asked again. 0 if it did.
  private long heldInVain;

  private int keysAfter;

  /// Whether the server rested at the last collection; if not, what was under way counted as alive.
  private boolean rested = true;

  private long requestsBefore;
  private int restingLooks;

  /// Has the JDK load what collections need: later, with all descriptors in use, it could not open
  /// a library for it, and all collections, and `INFO`, would fail for ever.
  HeapBound() {
    this(new JavaHeap());
  }

  HeapBound(Heap heap) {
    this.heap = heap;
  }

  /// Looks at the heap; to be called about once a second.
  ///
  /// @param requests how many the server has had so far
  /// @param keys how many it holds
  void look(long requests, int keys) {
    restingLooks = requests - requestsBefore < RESTING_REQUESTS ? restingLooks + 1 : 0;
    requestsBefore = requests;
    boolean rests = restingLooks >= RESTING_LOOKS;
    if (heap.used() >= mostUsed() || (rests && (!rested || hasMuchGarbage(keys)))) {
      rested = rests;
      collect(keys);
    }
  }

  private long mostUsed() {
    return usedAfter < LITTLE_BYTES ? LEAST_BYTES : MOST_GROWTH * usedAfter;
  }

  private boolean hasMuchGarbage(int keys) {
    long left = keys < keysAfter / 2 ? 0 : usedAfter;
    return heap.used() >= Math.max(LEAST_BYTES, 2 * left);
  }

  private void collect(int keys) {
    heap.collect(false);
    usedAfter = heap.used();
    keysAfter = keys;
    long held = heap.held();
    if (held >= 2 * mostUsed() && held > heldInVain) {
      heap.collect(true);
      heldInVain = heap.held() < held ? 0 : held;
    }
  }

  private static final class JavaHeap implements Heap {

    /// How much of the old generation may be empty, in percent, before a collection shrinks it.
    private static final String MOST_EMPTY = "MaxHeapFreeRatio";

    private final Runtime runtime = Runtime.getRuntime();
    private final HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    @Override
    public long held() {
      return runtime.totalMemory();
    }

    @Override
    public long used() {
      return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void collect(boolean shrink) {
      if (shrink) {
        System.gc();
        return;
      }
      String before = options.getVMOption(MOST_EMPTY).getValue();
      options.setVMOption(MOST_EMPTY, "100");
      try {
        System.gc();
      } finally {
        options.setVMOption(MOST_EMPTY, before);
      }
    }
  }
}
