package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {

  @Test
  void defaultsKeepTheirPromise() {
    LabOptions full = LabOptions.defaults();
    LabOptions quick = Samples.options(full.modes(), full.connections(), Effort.QUICK);
    assertTrue(Plan.of(quick).expected().compareTo(Duration.ofSeconds(150)) < 0);
    assertTrue(Plan.of(full).expected().compareTo(Duration.ofMinutes(8)) < 0);
  }

  @Test
  void refusesWhatNothingCanBeLearntFrom() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Effort(0, second, second, second, second, List.of(1, 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Effort(1, second, Duration.ofMillis(10), second, second, List.of(1, 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Effort(1, second, second, second, second, List.of(1)));
  }
}
