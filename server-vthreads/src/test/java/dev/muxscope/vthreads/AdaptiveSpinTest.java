package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdaptiveSpinTest {

  private final AdaptiveSpin spin = new AdaptiveSpin();

  /// How many reads go without a look until the next is due.
  private int skipped() {
    int skipped = 0;
    while (spin.skip()) {
      skipped++;
    }
    return skipped;
  }

  @Test
  void looksEachTimeWhileThatFindsSomething() {
    for (int i = 0; i < 10; i++) {
      assertFalse(spin.skip());
      spin.ended(true);
    }
  }

  @Test
  void looksEverMoreSeldomWhileThatFindsNothing() {
    int[] expected = {1, 3, 7, 15, 31, 63, 127, 127};
    for (int each : expected) {
      spin.ended(false);
      assertEquals(each, skipped());
    }
  }

  @Test
  void looksAgainEachTimeOnceThatFoundSomething() {
    spin.ended(false);
    spin.ended(false);
    assertTrue(spin.skip());
    spin.ended(true);
    assertFalse(spin.skip());
  }
}
