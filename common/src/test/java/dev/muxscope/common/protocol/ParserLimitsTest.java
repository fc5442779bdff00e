package dev.muxscope.common.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ParserLimitsTest {

  @Test
  void refusesLimitsThatLeaveNoRoom() {
    assertEquals(
        "maxBulkBytes must be at least 1, not 0",
        assertThrows(IllegalArgumentException.class, () -> new ParserLimits(0, 1 << 16, false))
            .getMessage());
    assertEquals(
        "maxRequestBytes must be at least 65536, not 65535",
        assertThrows(IllegalArgumentException.class, () -> new ParserLimits(1, 65_535, false))
            .getMessage());
  }

  /// However long the lines may be that others send.
  @Test
  void letStrangersSendLinesOfTheUsualLength() {
    int usual = ParserLimits.MAX_LINE_BYTES;
    assertEquals(usual, inlineOfStrangers(16 * usual));
    assertEquals(usual, inlineOfStrangers(usual));
    assertEquals(100, inlineOfStrangers(100));
  }

  private static int inlineOfStrangers(int ofOthers) {
    return new ParserLimits(1, 1 << 16, 1, ofOthers, false, false).forStrangers().maxInlineBytes();
  }
}
