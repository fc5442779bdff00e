package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoissonScheduleTest {

  private static final Duration LENGTH = Duration.ofSeconds(10);

  @Test
  void isTheSameInEveryRunAndAnotherInEveryThread() {
    assertEquals(due(1000, 1, 0, 1), due(1000, 1, 0, 1));
    assertNotEquals(due(1000, 1, 0, 2), due(1000, 1, 1, 2));
  }

  @Test
  void keepsTheRateOfRequestsWhateverThePipelineAndTheThreads() {
    // Four standard deviations of a Poisson distribution: the seed is fixed, so it holds or not.
    assertEquals(10_000, due(1000, 1, 0, 1).size(), 4 * 100);
    assertEquals(1_000, due(1000, 10, 0, 1).size(), 4 * 32);
    assertEquals(5_000, due(1000, 1, 1, 2).size(), 4 * 71);
  }

  @Test
  void spreadsArrivalsExponentially() {
    List<Long> due = due(1000, 1, 0, 1);
    int longGaps = 0;
    for (int i = 1; i < due.size(); i++) {
      long gap = due.get(i) - due.get(i - 1);
      assertTrue(gap >= 0);
      longGaps += gap > 1_000_000 ? 1 : 0;
    }
    // Longer than the mean with a probability of 1/e.
    assertEquals(1 / Math.E, (double) longGaps / due.size(), 0.02);
  }

  @Test
  void endsBeforeTheLengthIsOver() {
    List<Long> due = due(100, 1, 0, 1);
    assertTrue(due.getFirst() >= 7);
    assertTrue(due.getLast() < 7 + LENGTH.toNanos());
  }

  private static List<Long> due(long rate, int pipeline, int thread, int threads) {
    var pace = Pace.of(rate).withArrival(Pace.Arrival.POISSON).withPipeline(pipeline);
    var schedule = new PoissonSchedule(LENGTH, 7, pace, thread, threads);
    var due = new ArrayList<Long>();
    for (; !schedule.isOver(); schedule.advance()) {
      due.add(schedule.dueNanos());
    }
    return due;
  }
}
