package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.Switches.Count;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchesTest {

  @Test
  void threadsThatEndedCountNothingAndNewOnesAllTheyHave() {
    Switches before =
        new Switches(0, Map.of("stays", new Count(10, 1), "ends", new Count(1000, 1000)));
    Switches after =
        new Switches(1, Map.of("stays", new Count(15, 3), "starts", new Count(100, 10)));
    assertEquals(new Count(105, 12), after.since(before));
    assertEquals(117, after.since(before).all());
  }

  @Test
  void whereNothingIsCountedTheyAreNotKnown() {
    Switches none = new Switches(0, Map.of());
    assertTrue(Double.isNaN(none.since(none).all()));
  }
}
