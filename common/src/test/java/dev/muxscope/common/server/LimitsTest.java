package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void changesOneAndLeavesTheOthers() {
    Limits changed = Limits.defaults().with(Limit.CONNECTIONS, 7);
    assertEquals(7, changed.get(Limit.CONNECTIONS));
    assertEquals(18_000, Limits.defaults().get(Limit.CONNECTIONS));
    assertEquals(Limit.BULK_BYTES.fallback(), changed.get(Limit.BULK_BYTES));
    assertTrue(changed.toString().startsWith("max-connections=7, max-request="));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Limits.defaults().with(Limit.CONNECTIONS, 0));
    assertEquals("max-connections must be between 1 and 4294967295, not 0", refused.getMessage());
  }

  @Test
  void aTimeOfZeroIsForEver() {
    Limits limits = Limits.defaults().with(Limit.IDLE_TIME, 0).with(Limit.UNREAD_TIME, 2);
    assertEquals(2_000_000, limits.nanos(Limit.UNREAD_TIME));
    assertTrue(limits.nanos(Limit.IDLE_TIME) > 100L * 365 * 24 * 3600 * 1_000_000_000);
  }

  @Test
  void buffersMayHoldHalfOfTheHeapUnlessSaid() {
    assertEquals(Runtime.getRuntime().maxMemory() / 2, Limits.defaults().bufferBytes());
    assertEquals(5, Limits.defaults().with(Limit.BUFFER_BYTES, 5).bufferBytes());
    long quarter = Limits.defaults().with(Limit.BUFFER_BYTES, -25).bufferBytes();
    assertEquals(Runtime.getRuntime().maxMemory() / 4.0, quarter, 100);
  }
}
