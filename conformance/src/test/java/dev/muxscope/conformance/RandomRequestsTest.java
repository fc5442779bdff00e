package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomRequestsTest {

  @Test
  void theSameSeedGivesTheSamePipelines() {
    RandomRequests one = new RandomRequests(7);
    RandomRequests other = new RandomRequests(7);
    for (int i = 0; i < 50; i++) {
      assertArrayEquals(one.next().bytes(), other.next().bytes());
    }
  }

  @Test
  void anotherSeedGivesOthers() {
    assertFalse(
        Arrays.equals(new RandomRequests(7).next().bytes(), new RandomRequests(8).next().bytes()));
  }

  @Test
  void everyEndingOccurs() {
    RandomRequests requests = new RandomRequests(7);
    Set<RandomRequests.Ending> endings = EnumSet.noneOf(RandomRequests.Ending.class);
    for (int i = 0; i < 100; i++) {
      endings.add(requests.next().ending());
    }
    assertEquals(EnumSet.allOf(RandomRequests.Ending.class), endings);
  }
}
