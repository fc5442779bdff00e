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
  void collectsWhenFiveTimesAsMuchIsUsed() {
    heap.alive = 40 * MIB;
    heap.becomes(60, 31);
    assertCollections(0, 60, 1000);
    heap.becomes(60, 32);
    assertCollections(1, 60, 1000);
    heap.becomes(250, 199);
    assertCollections(1, 60, 1000);
    heap.becomes(250, 200);
    assertCollections(2, 60, 1000);
  }

  /// The memory of a server that keeps little is not to follow from what happens to be under way.
  @Test
  void givesEachSmallHeapAsMuch() {
    heap.alive = 9 * MIB;
    heap.becomes(60, 32);
    assertCollections(1, 60, 1000);
    heap.becomes(60, 32);
    assertCollections(2, 60, 1000);
  }

  /// As with `-Xms`.
  @Test
  void asksAHeapThatCannotShrinkOnce() {
    heap.least = 1000 * MIB;
    heap.becomes(1000, 40);
    assertCollections(2, 1, 1000);
    heap.becomes(1000, 40);
    assertCollections(3, 1, 1000);
    heap.becomes(1001, 40);
    assertCollections(5, 1, 1000);
  }

  @Test
  void shrinksOnlyTheHeapOfABurst() {
    heap.alive = 40 * MIB;
    heap.becomes(399, 200);
    assertCollections(1, 1, 1000);
    assertEquals(399 * MIB, heap.held());
    heap.becomes(400, 200);
    assertCollections(3, 1, 1000);
    assertEquals(40 * MIB, heap.held());
  }

  @Test
  void shrinksAHeapFurtherOnceLessIsAlive() {
    heap.alive = 100 * MIB;
    heap.becomes(1100, 500);
    assertCollections(2, 1, 1000);
    assertEquals(100 * MIB, heap.held());
    heap.alive = 5 * MIB;
    heap.becomes(100, 90);
    assertCollections(4, 60, 0);
    assertEquals(5 * MIB, heap.held());
  }

  /// What was alive amid the burst is not any more.
  @Test
  void looksAgainAtTheHeapOfABurstWhenTheServerRests() {
    heap.alive = 100 * MIB;
    heap.becomes(900, 500);
    assertCollections(1, 60, 1000);
    heap.alive = 40 * MIB;
    assertCollections(1, 60, 10);
    assertCollections(1, 9, 9);
    assertCollections(3, 60, 9);
    assertEquals(40 * MIB, heap.held());
  }

  @Test
  void collectsOnceWhatALoadHasLeftWhenTheServerRests() {
    afterARestThatLeft40Mib();
    heap.alive = 20 * MIB;
    heap.becomes(95, 79);
    assertCollections(2, 60, 1000);
    assertCollections(2, 60, 0);
    heap.becomes(95, 80);
    assertCollections(2, 60, 10);
    assertCollections(2, 9, 9);
    assertCollections(3, 60, 9);
  }

  @Test
  void collectsWhenHalfTheKeysHaveGone() {
    keys = 1000;
    afterARestThatLeft40Mib();
    heap.becomes(60, 50);
    keys = 500;
    assertCollections(2, 60, 0);
    keys = 499;
    assertCollections(3, 60, 0);
  }

  @Test
  void leavesASmallHeapAlone() {
    keys = 1000;
    afterARestThatLeft40Mib();
    heap.becomes(60, 31);
    assertCollections(2, 60, 1000);
    keys = 0;
    assertCollections(2, 60, 0);
  }

  private void afterARestThatLeft40Mib() {
    heap.alive = 40 * MIB;
    heap.becomes(90, 80);
    assertCollections(1, 1, 1000);
    assertCollections(2, 60, 0);
  }

  private void assertCollections(int expected, int looks, int requestsEach) {
    for (int i = 0; i < looks; i++) {
      requests += requestsEach;
      bound.look(requests, keys);
    }
    assertEquals(expected, heap.collections);
  }

  /// Shrinks to what is alive, unless it has to have more.
  private static final class FakeHeap implements HeapBound.Heap {

    long alive;
    long least;
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
    public void collect(boolean shrink) {
      collections++;
      held = shrink ? Math.max(alive, least) : held;
      used = alive;
    }
  }
}
