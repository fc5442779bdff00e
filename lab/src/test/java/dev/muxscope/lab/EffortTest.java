package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {

  @Test
  void refusesWhatNothingCanBeLearntFrom() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Effort(
                "x",
                0,
                second,
                second,
                second,
                second,
                1,
                second,
                List.of(1, 2),
                Effort.QUICK.sweep()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Effort(
                "x",
                1,
                second,
                Duration.ofMillis(10),
                second,
                second,
                1,
                second,
                List.of(1, 2),
                Effort.QUICK.sweep()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Effort(
                "x",
                1,
                second,
                second,
                second,
                second,
                1,
                second,
                List.of(1),
                Effort.QUICK.sweep()));
  }
}
