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
}
