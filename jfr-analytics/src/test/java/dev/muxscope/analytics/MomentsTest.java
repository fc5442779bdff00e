package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void findTheLineThroughPointsOnIt() {
    Moments line = Moments.of(1, 5).plus(Moments.of(2, 7)).plus(Moments.of(10, 23));

    assertEquals(2, line.slope(), 1e-9);
    assertEquals(3, line.intercept(), 1e-9);
  }

  @Test
  void haveNoSlopeWhereNothingVaries() {
    assertTrue(Double.isNaN(Moments.of(4, 1).plus(Moments.of(4, 9)).slope()));
    assertTrue(Double.isNaN(Moments.NONE.slope()));
  }

  @Test
  void holdTheTruthInAboutNineteenOfTwentyIntervals() {
    Random random = new Random(7);
    int held = 0;
    for (int run = 0; run < 400; run++) {
      List<Moments> parts = new ArrayList<>();
      for (int part = 0; part < 20; part++) {
        parts.add(noisyLine(random));
      }
      double error = Math.abs(Moments.sum(parts).slope() - 2);
      held += error <= Moments.halfWidth(parts, Moments::slope) ? 1 : 0;
    }

    int inside = held;
    assertTrue(inside > 360 && inside < 395, () -> inside + " of 400");
  }

  private static Moments noisyLine(Random random) {
    Moments sum = Moments.NONE;
    for (int i = 1; i <= 20; i++) {
      sum = sum.plus(Moments.of(i, 3 + 2 * i + 5 * random.nextGaussian()));
    }
    return sum;
  }
}
