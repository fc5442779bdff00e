package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunEndTest {

  private final RunEnd end = new RunEnd();

  @Test
  void comesAtTheBoundaryThatIsPlanned() {
    end.plan(2);
    assertTrue(end.enter(2));
    assertFalse(end.enter(3));
    assertFalse(end.isEarly());
  }

  @Test
  void comesEarlyWithThePartOfTheForemost() {
    end.plan(9);
    end.enter(3);
    end.enter(4);
    end.hasten();
    assertTrue(end.enter(4), "for those behind it");
    assertFalse(end.enter(5));
    assertTrue(end.isEarly());
  }

  @Test
  void cannotBeHastenedInTheLastPart() {
    end.plan(4);
    end.enter(4);
    end.hasten();
    assertFalse(end.isEarly());
  }

  @Test
  void mayBeHastenedBeforeItIsPlanned() {
    end.hasten();
    end.plan(4);
    assertTrue(end.enter(0));
    assertFalse(end.enter(1));
    assertTrue(end.isEarly());
  }
}
