package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SurroundingsTest {

  private static Surroundings of(double own, double... machine) {
    Surroundings surroundings = new Surroundings();
    for (int i = 0; i < machine.length; i++) {
      surroundings.acceptLoad(i, own, machine[i]);
    }
    return surroundings;
  }

  @Test
  void tellsWhatOthersUsed() {
    Surroundings loaded = of(0.2, 0.5, 0.4, 0.6, 0.5, 0.5);
    assertFalse(loaded.ticksMiss());
    assertEquals(0.3, loaded.foreignLoad(), 1e-9);
    assertEquals(0.4, loaded.mostForeignLoad(), 1e-9);
    assertEquals(0.2, loaded.ownLoad(), 1e-9);
  }

  @Test
  void tellsHowMuchOfItsTimeTheSystemTook() {
    Surroundings loaded = of(0.2, 0.5, 0.4);
    loaded.acceptSystem(0.1);
    loaded.acceptSystem(0.06);
    assertEquals(0.4, loaded.systemShare(), 1e-9);
    assertTrue(Double.isNaN(new Surroundings().systemShare()));
  }

  @Test
  void takesAZeroBeforeAllElseForNoSample() {
    Surroundings surroundings = new Surroundings();
    surroundings.acceptLoad(0, 0, 0);
    assertTrue(Double.isNaN(surroundings.ownLoad()));
    assertTrue(surroundings.ownLevels().isEmpty());

    surroundings.acceptLoad(1, 0.2, 0.5);
    surroundings.acceptLoad(2, 0, 0);
    assertEquals(0.1, surroundings.ownLoad(), 1e-9);
    assertEquals(0.25, surroundings.machineLoad(), 1e-9);
  }

  @Test
  void doesNotBelieveAMachineThatDoesNoMoreThanOneProcess() {
    Surroundings raised = of(0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2);
    assertTrue(raised.ticksMiss());
    assertTrue(Double.isNaN(raised.foreignLoad()));
    assertEquals(0.2, raised.machineLoad(), 1e-9);
  }

  @Test
  void doesNotBelieveTheRestOfCountsThatAreOftenTooLow() {
    assertTrue(of(0.1, 0.1, 0.11, 0.1, 0.23, 0.1, 0.11).ticksMiss());
  }

  @Test
  void believesAQuietMachineWhoseCountIsSeldomTooLow() {
    Surroundings quiet = of(0.2, 0.2, 0.21, 0.21, 0.22, 0.21, 0.21);
    assertFalse(quiet.ticksMiss());
    assertEquals(0.06 / 6, quiet.foreignLoad(), 1e-9);
  }

  @Test
  void doesNotJudgeAnIdleProcessOrFewSamples() {
    assertFalse(of(0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001).ticksMiss());
    assertFalse(of(0.2, 0.2, 0.2).ticksMiss());
  }
}
