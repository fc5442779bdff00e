package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Estimate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SaturationTest {

  // Each turn costs 6 µs and each of its requests 4; a select that need not wait costs 2.
  private static LoopWork.Loop loop(int seconds, int largest, double noise) {
    Random random = new Random(3);
    LoopWork.Loop loop = new LoopWork.Loop();
    for (int second = 0; second < seconds; second++) {
      for (int tick = 0; tick < 1_000; tick++) {
        int requests = 1 + random.nextInt(largest);
        double factor = 1 + noise * Math.abs(random.nextGaussian());
        long select = tick == 0 ? 2_000 : 100_000;
        loop.add(second, select, Math.round((6_000 + 4_000 * requests) * factor), requests);
      }
    }
    return loop;
  }

  @Test
  void isWhereEveryConnectionIsReady() {
    Saturation saturation = Saturation.of(loop(20, 4, 0.01), 16);
    Estimate rate = assertInstanceOf(Estimate.class, saturation.rate());

    // 4 µs, and a sixteenth of 8.
    assertEquals(1e9 / 4_500, rate.value(), 0.02 * 1e9 / 4_500);
    assertTrue(rate.low() < rate.value() && rate.value() < rate.high(), rate::toString);
    assertEquals("turns of up to all connections", saturation.evidence());
  }

  @Test
  void isALowerBoundWhereAllTurnsAreAlike() {
    Saturation saturation = Saturation.of(loop(20, 1, 0), 16);
    Estimate rate = assertInstanceOf(Estimate.class, saturation.rate());

    assertEquals(1e9 / 12_000, rate.value(), 1);
    assertEquals(Double.POSITIVE_INFINITY, rate.high());
  }

  @Test
  void isNotForecastFromTooLittle() {
    assertEquals(Double.NaN, Saturation.of(loop(3, 4, 0), 16).rate());
    assertEquals(Double.NaN, Saturation.of(new LoopWork.Loop(), 16).rate());
  }

  @Test
  void isNotForecastOfAnIdleLoop() {
    LoopWork.Loop idle = loop(20, 4, 0);
    idle.add(20, 1_000_000_000_000L, 10_000, 1);

    assertEquals("too idle: record it at a higher rate", Saturation.of(idle, 16).evidence());
  }
}
