package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputBufferLimitsTest {

  private static final Limits DEFAULTS = Limits.defaults();

  @Test
  void saysAllClassesInBytesAndSeconds() {
    assertEquals(
        "normal 1073741824 67108864 60 slave 268435456 67108864 60 pubsub 33554432 8388608 60",
        OutputBufferLimits.text(DEFAULTS));
  }

  @Test
  void changesOneClassOrSeveral() {
    Limits changed = OutputBufferLimits.parse(DEFAULTS, "pubsub 1MB 100kb 10");
    assertEquals(1 << 20, changed.get(Limit.PUSH_BYTES));
    assertEquals(100 << 10, changed.get(Limit.PUSH_SOFT_BYTES));
    assertEquals(10_000, changed.get(Limit.PUSH_SOFT_TIME));
    assertEquals(DEFAULTS.get(Limit.OUTPUT_BYTES), changed.get(Limit.OUTPUT_BYTES));
    String all = "normal 1 2 3 slave 7 8 9 pubsub 4 5 6";
    assertEquals(all, OutputBufferLimits.text(OutputBufferLimits.parse(DEFAULTS, all)));
    assertEquals(DEFAULTS.toString(), OutputBufferLimits.parse(DEFAULTS, "").toString());
  }

  @Test
  void keepsWhatIsSetForReplicasWhateverElseIsSet() {
    Limits changed = OutputBufferLimits.parse(DEFAULTS, "replica 3mb 4mb 70");
    changed = OutputBufferLimits.parse(changed.with(Limit.BULK_BYTES, 10), "normal 0 0 0");
    assertEquals(
        "normal 0 0 0 slave 3145728 4194304 70 pubsub 33554432 8388608 60",
        OutputBufferLimits.text(changed));
  }

  @Test
  void zeroBoundsNothing() {
    Limits changed = OutputBufferLimits.parse(DEFAULTS, "normal 0 0 0");
    assertEquals(Long.MAX_VALUE, changed.bytes(Limit.OUTPUT_BYTES));
    assertEquals(Long.MAX_VALUE, changed.bytes(Limit.OUTPUT_SOFT_BYTES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "normal x 1 1",
        "normal -1 1 1",
        "normal 1 1 -1",
        "normal 1 1 1s",
        "slave 1kbs 1 1",
        "replica 1 1 1s",
        "normal 9999gb 1 1",
        "pubsub 1 1 999999999"
      })
  void refusesValuesInRedisWords(String text) {
    assertRefused("Error in hard, soft or soft_seconds setting", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "normal 0 0", "normal  0 0 0", " normal 0 0 0 "})
  void refusesOtherCountsInRedisWords(String text) {
    assertRefused("Wrong number of arguments", text);
  }

  @Test
  void refusesOtherClassesInRedisWords() {
    assertRefused("Invalid client class specified", "master 0 0 0");
  }

  private static void assertRefused(String why, String text) {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> OutputBufferLimits.parse(DEFAULTS, text));
    assertTrue(thrown.getMessage().startsWith(why), thrown.getMessage());
  }
}
