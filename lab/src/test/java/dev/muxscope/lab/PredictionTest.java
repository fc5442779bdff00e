package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.stats.Interval;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {

  private static final Sweep SWEEP =
      Sweep.over(List.of(1, 16, 64, 256, 1024), 1000).withActivities(List.of(1.0, 0.1));

  private final Results results =
      new MadeUpLab(SWEEP)
          .mode("select", _ -> 20)
          .mode("threads", at -> 10 + 5 * Math.log(at.active()))
          .results();

  private static String text(Prediction prediction, Point at) throws IOException {
    StringBuilder text = new StringBuilder();
    TextRenderer.render(prediction.at(at), text, 100);
    return text.toString();
  }

  @Test
  void foretellsPlacesThatWereNotMeasured() throws Exception {
    Prediction prediction = new Prediction(results, false);
    Point at = new Point(500, 100, 1000, 0, 1, Work.NONE);
    assertEquals(20_000, prediction.cost("select", at).value(), 200);
    double threads = 1000 * (10 + 5 * Math.log(100));
    assertEquals(threads, prediction.cost("threads", at).value(), threads / 50);
    assertTrue(prediction.ratio("select", "threads", at).contains(20_000 / threads));
    assertTrue(text(prediction, at).contains("select would be the cheapest"));
  }

  @Test
  void whereModesBreakEvenNothingIsForetold() throws Exception {
    Point at = new Point(7, 7, 1000, 0, 1, Work.NONE);
    Prediction prediction =
        new Prediction(
            new MadeUpLab(SWEEP)
                .mode("a", _ -> 20)
                .mode("b", at2 -> at2.active() == 16 ? 21 : 20)
                .results(),
            false);
    Interval ratio = prediction.ratio("a", "b", at);
    assertTrue(ratio.contains(1), ratio::toString);
    assertTrue(text(prediction, at).contains("No difference can be foretold"));
  }

  /// Though the next one is clearly dearer.
  @Test
  void oneThatCannotBeForetoldKeepsTheOthersFromBeingTheCheapest() throws Exception {
    Prediction prediction =
        new Prediction(
            new MadeUpLab(SWEEP)
                .mode("a", _ -> 20)
                .mode("b", _ -> 30)
                .mode("c", at -> at.connections() == 64 ? 200 : 45)
                .results(),
            false);
    Point at = new Point(500, 500, 1000, 0, 1, Work.NONE);
    assertTrue(prediction.ratio("a", "b", at).high() < 1);
    String text = text(prediction, at);
    assertTrue(text.contains("No difference can be foretold between a and c"), text);
  }

  /// Its line falls below nothing, far outside of what was measured.
  @Test
  void amongModesOfWhichOneCannotBeForetoldNoneIsTheCheapest() throws Exception {
    Prediction prediction =
        new Prediction(
            new MadeUpLab(SWEEP)
                .mode("a", _ -> 20)
                .mode("b", _ -> 30)
                .mode("c", at -> 50 - 5 * Math.log(at.active()))
                .results(),
            false);
    Point at = Samples.at(60_000);
    assertTrue(Double.isNaN(prediction.cost("c", at).value()));
    String text = text(prediction, at);
    assertTrue(text.contains("What c would cost here cannot be foretold."), text);
    assertTrue(text.contains("Of the others a would be the cheapest, at"), text);
  }

  @Test
  void saysWhatItsIntervalsAre() throws Exception {
    String text = text(new Prediction(results, false), Samples.at(100));
    assertTrue(text.contains("In brackets: as far off as the worst of the 9 places were"), text);
  }

  @Test
  void saysWhenItExtrapolates() throws Exception {
    Prediction prediction = new Prediction(results, false);
    assertEquals(List.of(), prediction.extrapolations(new Point(64, 32, 1000, 0, 1, Work.NONE)));
    assertEquals(
        List.of(
            "connections 5,000 is outside of 1 to 1,024, which were measured",
            "pipeline 8 is outside of 1 to 1, which were measured",
            "work sleep:5ms was not measured, nor what encloses it"),
        prediction.extrapolations(new Point(5000, 5000, 1000, 0, 8, Work.parse("sleep:5ms"))));
    assertTrue(
        text(prediction, new Point(5000, 5000, 1000, 0, 1, Work.NONE))
            .contains("This extrapolates"));
  }

  /// A closed loop is as fast as the mode is: it has no rate of 0.
  @Test
  void closedLoopsAndRatesTellNothingOfEachOther() throws Exception {
    Sweep both =
        new Sweep(
            List.of(1, 16, 64, 256, 1024),
            List.of(1.0),
            List.of(0, 1000),
            List.of(0),
            List.of(1),
            List.of(Work.NONE));
    Results results =
        new MadeUpLab(both)
            .mode("select", at -> at.rate() == 0 ? 5 : 20)
            .mode("threads", at -> at.rate() == 0 ? 8 : 40)
            .results();
    Prediction open = new Prediction(results, false);
    Prediction closed = new Prediction(results, true);
    assertEquals(20_000, open.cost("select", Samples.at(100)).value(), 200);
    assertEquals(5_000, closed.cost("select", Samples.at(100).closedLoop(100)).value(), 50);
    assertEquals(List.of(), closed.extrapolations(Samples.at(100).closedLoop(100)));
    Results onlyClosed =
        new MadeUpLab(Sweep.over(List.of(1, 2, 3, 4), 0))
            .mode("a", _ -> 1)
            .mode("b", _ -> 1)
            .results();
    assertEquals(
        "0 places at a rate were measured in every mode: a model takes 4, so sweep over more",
        assertThrows(LabException.class, () -> new Prediction(onlyClosed, false)).getMessage());
  }

  @Test
  void inAClosedLoopEveryConnectionHasARequestThatSleeps() {
    Point asleep = new Point(100, 50, 0, 0, 1, Work.parse("sleep:5ms"));
    assertEquals(Math.log1p(50), Feature.ASLEEP.of(asleep), 1e-12);
  }

  @Test
  void tooFewPlacesAreTold() {
    Results few =
        new MadeUpLab(Sweep.over(List.of(1, 2, 3), 1))
            .mode("a", _ -> 1)
            .mode("b", _ -> 1)
            .results();
    assertEquals(
        "3 places at a rate were measured in every mode: a model takes 4, so sweep over more",
        assertThrows(LabException.class, () -> new Prediction(few, false)).getMessage());
  }
}
