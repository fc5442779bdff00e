package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void tellsBeforeDuringAndAfterApart() {
    Timeline timeline = Samples.timeline("select", 1, 50);
    assertEquals(400, timeline.without().count());
    assertEquals(400, timeline.with().count());
    assertEquals(300, timeline.afterwards().count(), "the interval after the fault is nobody's");
    assertEquals(1e6, timeline.without().p99(), 1e4);
    assertEquals(50e6, timeline.with().longest(), 1e5);
  }

  @Test
  void whatItsEndBringsIsNotLaidToTheFault() {
    List<Timeline.Interval> intervals =
        List.of(
            Samples.interval(0, 1, 200),
            Samples.interval(1, 3, 200),
            Samples.interval(1.5, 3, 200),
            Samples.interval(2, 900, 200));
    Timeline timeline = new Timeline("select", intervals, 1, 1, 2.1, 2.5);
    assertEquals(3e6, timeline.with().p99(), 1e5);
  }

  @Test
  void whileItBeginsTheFaultIsNeitherThereNorNot() {
    Timeline usual = Samples.timeline("select", 1, 50);
    Timeline slow = new Timeline("select", usual.intervals(), 1, 2, 4, 4);
    assertEquals(200, slow.without().count());
    assertEquals(400, slow.with().count());
  }

  @Test
  void oneIntervalDoesNotMoveTheTypicalOne() {
    assertEquals(2e6, Samples.timeline("select", 1, 2, 400, 2, 2).with().typicalP99(), 1e4);
  }

  @Test
  void countsWhatWasAnsweredInASecond() {
    assertEquals(200, Samples.timeline("select", 1, 50).with().perSecond());
  }

  @Test
  void aQuarterOfTheIntervalsMovesTheUpperOne() {
    assertEquals(400e6, Samples.timeline("select", 1, 2, 400, 2, 2).with().upperP99(), 1e6);
  }

  @Test
  void theTypicalIntervalIsTheMedianOfAnEvenNumber() {
    assertEquals(5e6, Samples.timeline("select", 1, 2, 2, 8, 8).with().typicalP99(), 1e4);
  }

  @Test
  void whoIsNotAnsweredWaitsWithoutAnEnd() {
    Timeline.Part nobody = new Timeline.Part(List.of(Samples.interval(0, 1, 0)));
    assertEquals(Double.POSITIVE_INFINITY, nobody.p99());
    assertEquals(Double.POSITIVE_INFINITY, nobody.longest());
    assertEquals(Double.POSITIVE_INFINITY, nobody.typicalP99());
    assertEquals(Double.POSITIVE_INFINITY, nobody.upperP99());
  }

  @Test
  void silenceInHalfOfTheIntervalsIsTypical() {
    List<Timeline.Interval> intervals =
        List.of(
            Samples.interval(0, 1, 100),
            Samples.interval(1, 1, 0),
            Samples.interval(2, 1, 0),
            Samples.interval(3, 1, 100));
    assertEquals(Double.POSITIVE_INFINITY, new Timeline.Part(intervals).typicalP99());
  }

  @Test
  void ofNoTimeNothingIsKnown() {
    Timeline.Part none = new Timeline.Part(List.of());
    assertTrue(Double.isNaN(none.p99()));
    assertTrue(Double.isNaN(none.longest()));
    assertTrue(Double.isNaN(none.typicalP99()));
    assertTrue(Double.isNaN(none.upperP99()));
  }

  @Test
  void aFaultThatEndsBeforeItBeginsCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new Timeline("select", List.of(), 2, 1));
  }
}
