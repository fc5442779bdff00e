package dev.muxscope.common.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Store.Entry;
import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StoreTest {

  private static final byte[] VALUE = {1, 2, 3};

  private final Store store = new Store();

  @Test
  void givesBackWhatWasPut() {
    store.put(key("k"), VALUE);
    assertSame(VALUE, store.value(key("k")));
    assertSame(VALUE, store.get(key("k")).value());
    assertEquals(Store.NEVER, store.get(key("k")).expiresAt());
    assertNull(store.value(key("other")));
    assertSame(Store.ABSENT, store.get(key("other")));
    assertFalse(Store.ABSENT.exists());
    assertEquals(1, store.size());
  }

  @Test
  void removesOnce() {
    store.put(key("k"), VALUE);
    assertTrue(store.remove(key("k")));
    assertFalse(store.remove(key("k")));
    store.put(key("k"), VALUE);
    store.clear();
    assertEquals(0, store.size());
  }

  @Test
  void updatesFromAbsentAndBack() {
    Entry made = new Entry(VALUE, Store.NEVER);
    assertSame(
        made,
        store.update(
            key("k"),
            old -> {
              assertFalse(old.exists());
              return made;
            }));
    assertSame(Store.ABSENT, store.update(key("k"), _ -> Store.ABSENT));
    assertEquals(0, store.size());
  }

  @Test
  void changesNothingWhenAnUpdateThrows() {
    store.put(key("k"), VALUE);
    assertThrows(
        CommandException.class,
        () ->
            store.update(
                key("k"),
                _ -> {
                  throw new CommandException("ERR no");
                }));
    assertArrayEquals(VALUE, store.get(key("k")).value());
  }

  @Test
  void asksOnceForAnUpdateThatChangesNothing() {
    Entry later = new Entry(VALUE, System.currentTimeMillis() + 60_000);
    for (Entry entry : List.of(Store.ABSENT, later, new Entry(VALUE, Store.NEVER))) {
      store.update(key("k"), _ -> entry);
      int[] calls = {0};
      store.update(
          key("k"),
          old -> {
            calls[0]++;
            if (calls[0] == 1) {
              // As another thread may.
              store.put(key("k"), new byte[9]);
            }
            return old;
          });
      assertEquals(1, calls[0]);
    }
  }

  @Test
  void forgetsAnExpiredValueThatAnUpdateLeavesAbsent() {
    expire("k");
    store.update(key("k"), old -> old);
    assertEquals(0, store.size());
  }

  @Test
  void forgetsWhatHasExpiredWhenAsked() {
    expire("k");
    assertEquals(1, store.size());
    assertFalse(store.get(key("k")).exists());
    assertEquals(0, store.size());
  }

  @Test
  void givesTheBytesOfAValueUntilItExpires() {
    Entry later = new Entry(VALUE, System.currentTimeMillis() + 60_000);
    store.update(key("k"), _ -> later);
    assertSame(VALUE, store.value(key("k")));
    assertSame(later, store.get(key("k")));
    expire("k");
    assertNull(store.value(key("k")));
    assertEquals(0, store.size());
  }

  @Test
  void countsNoExpiredKeyAsRemoved() {
    expire("k");
    assertFalse(store.remove(key("k")));
  }

  @Test
  void updatesAnExpiredValueAsAbsent() {
    expire("k");
    store.update(
        key("k"),
        old -> {
          assertFalse(old.exists());
          return new Entry(VALUE, Store.NEVER);
        });
    assertTrue(store.get(key("k")).exists());
  }

  @Test
  void sweepsWhatHasExpiredAndNothingElse() {
    store.put(key("stays"), VALUE);
    store.update(key("later"), _ -> new Entry(VALUE, System.currentTimeMillis() + 60_000));
    assertEquals(0, store.sweep());
    expire("a");
    expire("b");
    assertEquals(3, store.expiringKeys());
    assertEquals(2, store.sweep());
    assertEquals(0, store.sweep());
    assertEquals(2, store.size());
    assertEquals(1, store.expiringKeys());
  }

  @Test
  void sweepsAgainAfterASweepThatFoundNothingLeft() {
    expire("a");
    assertEquals(1, store.sweep());
    assertEquals(0, store.sweep());
    expire("b");
    assertEquals(1, store.sweep());
  }

  @Test
  void countsWhatHasAnExpiry() {
    Entry later = new Entry(VALUE, System.currentTimeMillis() + 60_000);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      store.update(key(name), _ -> later);
      store.update(key(name), _ -> later);
    }
    assertEquals(5, store.expiringKeys());
    store.put(key("a"), VALUE);
    assertEquals(4, store.expiringKeys());
    store.update(key("b"), old -> new Entry(old.value(), Store.NEVER));
    assertEquals(3, store.expiringKeys());
    store.update(key("c"), _ -> Store.ABSENT);
    assertEquals(2, store.expiringKeys());
    store.remove(key("d"));
    assertEquals(1, store.expiringKeys());
    store.clear();
    assertEquals(0, store.expiringKeys());
    expire("f");
    store.get(key("f"));
    assertEquals(0, store.expiringKeys());
  }

  @Test
  void sweepsAPartOfManyKeysAtATime() {
    for (int i = 0; i < 2 * Store.SWEPT_AT_ONCE; i++) {
      store.put(key("k" + i), VALUE);
    }
    for (int i = 0; i < 100; i++) {
      expire("expired" + i);
    }
    int first = store.sweep();
    assertTrue(first < 100, first + " of 100");
    assertEquals(100, first + store.sweep() + store.sweep());
  }

  @Test
  void sweepsAllWhereManyHaveExpired() {
    int many = 2 * Store.SWEPT_AT_ONCE;
    for (int i = 0; i < many; i++) {
      expire("k" + i);
    }
    assertEquals(many, store.sweep());
  }

  @Test
  void losesNoUpdateUnderContention() throws InterruptedException, ExecutionException {
    int threads = 8;
    int updates = 1000;
    try (var executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(() -> {
              for (int n = 0; n < updates; n++) {
                store.update(
                    key("k"), old -> new Entry(new byte[old.value().length + 1], Store.NEVER));
              }
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    assertEquals(threads * updates, store.get(key("k")).value().length);
  }

  @Test
  void countsWhatHasAnExpiryUnderContention() throws InterruptedException, ExecutionException {
    Entry later = new Entry(VALUE, System.currentTimeMillis() + 60_000);
    try (var executor = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(
            executor.submit(() -> {
              for (int n = 0; n < 5000; n++) {
                store.update(key("k"), _ -> later);
                store.put(key("k"), VALUE);
                store.update(key("k"), _ -> later);
                store.remove(key("k"));
              }
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    assertEquals(0, store.size());
    assertEquals(0, store.expiringKeys());
  }

  private void expire(String key) {
    store.update(key(key), _ -> new Entry(VALUE, System.currentTimeMillis() - 1));
  }

  private static Key key(String text) {
    return Samples.request(text).key(0);
  }
}
