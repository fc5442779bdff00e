package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeapBoundTest {

  private static final long MIB = 1 << 20;

  private final FakeHeap heap = new FakeHeap();
  private final HeapBound bound = new HeapBound(heap);
  private long requests;
  private int keys;

  @Test
  void collectsWhenTheHeapHasDoubled() {
    heap.alive = 40 * MIB;
    heap.becomes(47, 46);
    assertCollections(0, 60, 1000);
    heap.becomes(48, 46);
    assertCollections(1, 60, 1000);
    heap.becomes(159, 158);
    assertCollections(1, 60, 1000);
    heap.becomes(160, 158);
    assertCollections(2, 60, 1000);
  }

  @Test
  void collectsOnceWhatALoadHasLeftWhenTheServerRests() {
    afterACollectionThatLeft100Mib();
    heap.alive = 2 * MIB;
    heap.becomes(399, 199);
    assertCollections(1, 60, 1000);
    assertCollections(1, 60, 0);
    heap.becomes(399, 200);
    assertCollections(1, 60, 10);
    assertCollections(1, 9, 9);
    assertCollections(2, 60, 9);
  }

  @Test
  void collectsWhenHalfTheKeysHaveGone() {
    keys = 1000;
    afterACollectionThatLeft100Mib();
    keys = 500;
    assertCollections(1, 60, 0);
    keys = 499;
    assertCollections(2, 60, 0);
  }

  @Test
  void leavesASmallHeapAlone() {
    keys = 1000;
    heap.alive = 20 * MIB;
    heap.becomes(48, 40);
    assertCollections(1, 60, 1000);
    keys = 0;
    heap.becomes(47, 47);
    assertCollections(1, 60, 0);
  }

  private void afterACollectionThatLeft100Mib() {
    heap.alive = 100 * MIB;
    heap.becomes(200, 190);
    assertCollections(1, 1, 1000);
  }

  private void assertCollections(int expected, int looks, int requestsEach) {
    for (int i = 0; i < looks; i++) {
      requests += requestsEach;
      bound.look(requests, keys);
    }
    assertEquals(expected, heap.collections);
  }

  /// Shrinks to twice what is alive when it is collected.
  private static final class FakeHeap implements HeapBound.Heap {

    long alive;
    int collections;
    private long held;
    private long used;

    void becomes(long heldMib, long usedMib) {
      held = heldMib * MIB;
      used = usedMib * MIB;
    }

    @Override
    public long held() {
      return held;
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public void collect() {
      collections++;
      held = 2 * alive;
      used = alive;
    }
  }
}
