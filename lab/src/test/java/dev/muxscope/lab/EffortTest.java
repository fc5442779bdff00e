package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void refusesWhatNothingCanBeLearntFrom() {
    assertThrows(IllegalArgumentException.class, () -> effort(0, SECOND, List.of(1, 2)));
    assertThrows(
        IllegalArgumentException.class, () -> effort(1, Duration.ofMillis(10), List.of(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> effort(1, SECOND, List.of(1)));
  }

  private static Effort effort(int rounds, Duration warmUp, List<Integer> memorySteps) {
    return new Effort(
        "x", rounds, SECOND, warmUp, SECOND, SECOND, 1, SECOND, memorySteps, Effort.QUICK.sweep());
  }
}
