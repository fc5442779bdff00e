package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.lab.stats.Interval;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private static final Place HERE = new Place(50, 1, Request.PING);
  private static final Place THERE = new Place(1, 1, Request.PING);

  private final Results results = new Results();

  private void add(String contender, Place place, int round, double micros) {
    results.add(new Measurement(contender, place, round, micros, 1e6 / micros, true));
  }

  @Test
  void takesTheMedianOfARatioWithinRounds() {
    double[] floor = {10, 20, 40};
    double[] select = {11, 24, 41};
    for (int round = 0; round < 3; round++) {
      add("floor", HERE, round, floor[round]);
      add("select", HERE, round, select[round]);
      add("select", THERE, round, 1);
    }
    Interval ratio = results.ratio("select", "floor", HERE).orElseThrow();
    assertEquals(1.1, ratio.value(), 1e-9, "not the ratio of medians, 1.2");
    assertEquals(1.025, ratio.low(), 1e-9);
    assertEquals(1.2, ratio.high(), 1e-9);
  }

  @Test
  void leavesOutRoundsThatOneOfThemLacks() {
    add("floor", HERE, 0, 10);
    add("floor", HERE, 1, 10);
    add("select", HERE, 1, 12);
    Interval ratio = results.ratio("select", "floor", HERE).orElseThrow();
    assertEquals(1.2, ratio.value(), 1e-9);
    assertEquals(1, results.rounds("select", "floor", HERE));
    assertEquals(Optional.empty(), results.ratio("redis", "floor", HERE));
  }

  @Test
  void takesMediansPlaceByPlace() {
    add("floor", HERE, 0, 10);
    add("floor", THERE, 0, 30);
    add("floor", HERE, 1, 14);
    assertEquals(
        Optional.of(new Interval(12, 10, 14)),
        results.median("floor", HERE, Measurement::cpuMicros));
    assertEquals(Optional.empty(), results.median("redis", HERE, Measurement::cpuMicros));
  }
}
