package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvenScheduleTest {

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
    Duration length = Duration.ofMillis(millis);
    var schedule = lasting(length, 7, rate, pipeline);
    Pace pace = Pace.of(rate).withPipeline(pipeline);
    assertFalse(isOver(length, pace, batches - 1));
    assertTrue(isOver(length, pace, batches));
    long end = 7 + millis * 1_000_000;
    assertTrue(schedule.dueNanos(batches - 1) < end);
    assertTrue(schedule.dueNanos(batches) >= end);
  }

  @Test
  void spreadsRequestsEvenlyWithoutDrift() {
    var schedule = lasting(Duration.ofHours(1), 1000, 3, 1);
    assertEquals(1000, schedule.dueNanos(0));
    assertEquals(1000 + 333_333_333L, schedule.dueNanos(1));
    assertEquals(1000 + 666_666_666L, schedule.dueNanos(2));
    assertEquals(1000 + 3_600_000_000_000L, schedule.dueNanos(3 * 3600));
  }

  @Test
  void spacesBatchesByTheirSize() {
    var schedule = lasting(Duration.ofSeconds(1), 0, 1000, 10);
    assertEquals(10_000_000, schedule.dueNanos(1));
  }

  @Test
  void isOverAfterItsLastBatch() {
    var schedule = lasting(Duration.ofMillis(20), 5, 100, 1);
    assertFalse(schedule.isOver());
    assertEquals(5, schedule.dueNanos());
    schedule.advance();
    assertEquals(10_000_005, schedule.dueNanos());
    schedule.advance();
    assertTrue(schedule.isOver());
    assertTrue(Schedule.none().isOver());
  }

  @Test
  void dealsBatchesOutToThreads() {
    var due = new ArrayList<Long>();
    for (int thread = 0; thread < 3; thread++) {
      var pace = Pace.of(1000);
      var schedule = EvenSchedule.lasting(Duration.ofMillis(10), 0, pace, thread, 3);
      for (; !schedule.isOver(); schedule.advance()) {
        due.add(schedule.dueNanos() / 1_000_000);
      }
    }
    assertEquals(List.of(0L, 3L, 6L, 9L, 1L, 4L, 7L, 2L, 5L, 8L), due);
  }

  /// Whether there is no such batch, by the fewest steps.
  private static boolean isOver(Duration length, Pace pace, long batch) {
    int threads = Integer.MAX_VALUE;
    var schedule = EvenSchedule.lasting(length, 7, pace, (int) (batch % threads), threads);
    for (long i = 0; i < batch / threads; i++) {
      schedule.advance();
    }
    return schedule.isOver();
  }

  private static EvenSchedule lasting(Duration length, long start, long rate, int pipeline) {
    return EvenSchedule.lasting(length, start, Pace.of(rate).withPipeline(pipeline), 0, 1);
  }
}
