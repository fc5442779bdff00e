package dev.muxscope.lab.drill;

import static dev.muxscope.lab.drill.Holding.DID_NOT_HOLD;
import static dev.muxscope.lab.drill.Holding.HELD;
import static dev.muxscope.lab.drill.Holding.UNDECIDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingTest {

  @Test
  void oneThatDidNotHoldDecidesForAll() {
    assertEquals(DID_NOT_HOLD, Holding.all(List.of(HELD, UNDECIDED, DID_NOT_HOLD)));
    assertEquals(UNDECIDED, Holding.all(List.of(HELD, UNDECIDED)));
    assertEquals(HELD, Holding.all(List.of(HELD, HELD)));
  }

  @Test
  void nothingIsUndecided() {
    assertEquals(UNDECIDED, Holding.all(List.of()));
  }

  @Test
  void betweenYesAndNoNothingIsDecided() {
    assertEquals(HELD, Holding.atLeast(3, 3, 2));
    assertEquals(UNDECIDED, Holding.atLeast(2, 3, 2));
    assertEquals(DID_NOT_HOLD, Holding.atLeast(1.9, 3, 2));
    assertEquals(HELD, Holding.atMost(2, 2, 3));
    assertEquals(UNDECIDED, Holding.atMost(3, 2, 3));
    assertEquals(DID_NOT_HOLD, Holding.atMost(3.1, 2, 3));
  }

  @Test
  void whatIsNotKnownDecidesNothing() {
    assertEquals(UNDECIDED, Holding.atLeast(Double.NaN, 3, 2));
    assertEquals(UNDECIDED, Holding.atMost(Double.NaN, 2, 3));
  }
}
