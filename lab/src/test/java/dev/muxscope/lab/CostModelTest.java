package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CostModelTest {

  private static final List<Point> PLACES =
      Sweep.over(List.of(1, 16, 64, 256, 1024), 1000)
          .withActivities(List.of(1.0, 0.1, 0.01))
          .points();

  private static List<CostModel.Observation> seen(ToDoubleFunction<Point> cost) {
    List<CostModel.Observation> seen = new ArrayList<>();
    PLACES.forEach(at -> seen.add(new CostModel.Observation(at, cost.applyAsDouble(at))));
    return seen;
  }

  @Test
  void findsWhatTheCostFollowsFrom() {
    CostModel model = CostModel.fit(seen(at -> 10_000 + 2_000 * Math.log(at.active())));
    assertEquals(List.of(Feature.CONSTANT, Feature.ACTIVE), model.features());
    Point elsewhere = new Point(500, 100, 1000, 0, 1, Work.NONE);
    assertEquals(10_000 + 2_000 * Math.log(100), model.predict(elsewhere), 1);
    for (double error : model.errors()) {
      assertEquals(0, error, 1e-6);
    }
  }

  @Test
  void noiseIsNotTakenForALaw() {
    SplittableRandom random = new SplittableRandom(3);
    CostModel model = CostModel.fit(seen(_ -> 10_000 * (1 + 0.02 * random.nextGaussian())));
    assertTrue(model.features().size() <= 2, model.features()::toString);
    assertEquals(10_000, model.predict(PLACES.get(7)), 500);
  }

  @Test
  void aFeatureThatNeverVariesIsNotTaken() {
    CostModel model = CostModel.fit(seen(at -> 5_000 + at.connections()));
    assertFalse(model.features().contains(Feature.RATE));
    assertFalse(model.features().contains(Feature.PIPELINE));
  }

  @Test
  void tooFewPlacesAreTold() {
    assertEquals(
        "3 places were measured: a model takes 4",
        assertThrows(
                IllegalArgumentException.class, () -> CostModel.fit(seen(_ -> 1).subList(0, 3)))
            .getMessage());
  }
}
