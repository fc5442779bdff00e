package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.ThreadCounts.Count;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadCountsTest {

  private final ThreadCounts before =
      new ThreadCounts(
          0, Map.of("stays", new Count(10, 1, 100), "ends", new Count(1000, 1000, 1000)));

  private final ThreadCounts after =
      new ThreadCounts(
          1, Map.of("stays", new Count(15, 3, 150), "starts", new Count(100, 10, 1000)));

  @Test
  void threadsThatEndedCountNothingAndNewOnesAllTheyHave() {
    assertEquals(new Count(105, 12, 1050), after.since(before));
  }

  @Test
  void tellsHowManyThreadsHaveEnded() {
    assertEquals(1, after.endedSince(before));
    assertEquals(0, after.endedSince(after));
  }

  @Test
  void whereNothingIsCountedTheyAreNotKnown() {
    ThreadCounts none = new ThreadCounts(0, Map.of());
    assertTrue(Double.isNaN(none.since(none).voluntary()));
    assertTrue(Double.isNaN(after.since(none).queueNanos()));
  }

  @Test
  void aCountThatIsNotKnownLeavesTheOthers() {
    ThreadCounts noQueue = new ThreadCounts(2, Map.of("stays", new Count(20, 4, Double.NaN)));
    assertEquals(10, noQueue.since(before).voluntary());
    assertTrue(Double.isNaN(noQueue.since(before).queueNanos()));
  }
}
