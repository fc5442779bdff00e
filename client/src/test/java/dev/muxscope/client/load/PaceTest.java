package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.load.Pace.Arrival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest
  @CsvSource({
    "-1,FIXED,1,rate is -1: use a number between 0 and 10000000",
    "5,FIXED,0,pipeline is 0: use a number between 1 and 10000",
    "0,POISSON,1,poisson arrivals need a rate: a closed loop sends when replies come",
  })
  void tellsWhatIsOutOfRange(long rate, Arrival arrival, int pipeline, String message) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new Pace(rate, arrival, pipeline, false));
    assertEquals(message, e.getMessage());
  }

  @Test
  void isAnOpenLoopWhenItHasARate() {
    assertTrue(Pace.of(1).openLoop());
    assertFalse(Pace.closedLoop().openLoop());
  }
}
