package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLimitsTest {

  private static final Limits DEFAULTS = Limits.defaults();

  @Test
  void showsEachClassWithSizesInBytesAndTimesInSeconds() {
    assertEquals(
        "normal 1073741824 67108864 60 slave 0 0 0 pubsub 33554432 8388608 60",
        OutputLimits.text(DEFAULTS));
  }

  @Test
  void changesOnlyTheClassesThatAreNamed() {
    Limits changed = OutputLimits.with(DEFAULTS, "pubsub 2mb 1MB 30");
    assertEquals(2 << 20, changed.get(Limit.PUSH_BYTES));
    assertEquals(1 << 20, changed.get(Limit.PUSH_SOFT_BYTES));
    assertEquals(30_000, changed.get(Limit.PUSH_SOFT_TIME));
    assertEquals(DEFAULTS.get(Limit.OUTPUT_BYTES), changed.get(Limit.OUTPUT_BYTES));
    Limits both = OutputLimits.with(changed, "pubsub 0 0 0 Normal 10 20 3 replica 0 0 0");
    assertEquals("normal 10 20 3 slave 0 0 0 pubsub 0 0 0", OutputLimits.text(both));
    assertEquals(OutputLimits.text(DEFAULTS), OutputLimits.text(OutputLimits.with(DEFAULTS, "")));
  }

  @Test
  void nothingIsUnboundedWhereItIsASize() {
    Limits off = OutputLimits.with(DEFAULTS, "normal 0 0 0");
    assertEquals(Long.MAX_VALUE, off.bytes(Limit.OUTPUT_BYTES));
    assertEquals(Long.MAX_VALUE, off.bytes(Limit.OUTPUT_SOFT_BYTES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "normal",
        "normal 1 2",
        "wrong 1 2 3",
        "master 0 0 0",
        "normal 1xx 2 3",
        "normal 1 2 -1",
        "normal 1 2 3s",
        "normal 1 -2 3",
        "normal 99999gb 0 0",
        "slave 1 0 0"
      })
  void refusesAllElse(String text) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> OutputLimits.with(DEFAULTS, text));
    assertTrue(refused.getMessage().length() > 10);
  }
}
