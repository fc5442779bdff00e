package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PendingBatchesTest {

  @Test
  void keepsTheOrderWhileItGrowsAndWraps() {
    var pending = new PendingBatches();
    var expected = new ArrayDeque<Long>();
    var random = new Random(1);
    for (long i = 0; i < 10_000; i++) {
      // In turn rather more in than out, and the reverse.
      boolean filling = i / 500 % 2 == 0;
      if (expected.isEmpty() || random.nextInt(10) < (filling ? 7 : 3)) {
        pending.add(i, -i);
        expected.add(i);
      } else {
        long oldest = expected.remove();
        assertEquals(oldest, pending.oldestDue());
        assertEquals(-oldest, pending.oldestSent());
        pending.removeOldest();
      }
      assertEquals(expected.size(), pending.size());
    }
  }
}
