package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  @ParameterizedTest
  @CsvSource({
    // millis, rate, pipeline, batches
    "1000, 100, 1, 100",
    "1500, 100, 1, 150",
    "10, 100, 1, 1",
    "11, 100, 1, 2",
    "1000, 100, 8, 13",
    "1000, 3, 1, 3",
    "86400000, 10000000, 1, 864000000000",
  })
  void holdsWhatIsDueBeforeTheEnd(long millis, long rate, int pipeline, long batches) {
    var schedule = Schedule.lasting(Duration.ofMillis(millis), 7, rate, pipeline);
    assertEquals(batches, schedule.batches());
    long end = 7 + millis * 1_000_000;
    assertTrue(schedule.dueNanos(batches - 1) < end);
    assertTrue(schedule.dueNanos(batches) >= end);
  }

  @Test
  void spreadsRequestsEvenlyWithoutDrift() {
    var schedule = Schedule.lasting(Duration.ofHours(1), 1000, 3, 1);
    assertEquals(1000, schedule.dueNanos(0));
    assertEquals(1000 + 333_333_333L, schedule.dueNanos(1));
    assertEquals(1000 + 666_666_666L, schedule.dueNanos(2));
    assertEquals(1000 + 3_600_000_000_000L, schedule.dueNanos(3 * 3600));
  }

  @Test
  void spacesBatchesByTheirSize() {
    var schedule = Schedule.lasting(Duration.ofSeconds(1), 0, 1000, 10);
    assertEquals(10_000_000, schedule.dueNanos(1));
  }

  @Test
  void knowsANeverDueSchedule() {
    assertEquals(0, Schedule.none(1).batches());
  }
}
