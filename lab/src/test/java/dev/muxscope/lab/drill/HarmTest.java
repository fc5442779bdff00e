package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarmTest {

  private static final Harm HARM = new Harm(20e6, 100e6);

  private static Holding holding(Timeline timeline, Harm.Expected expected) {
    return HARM.judge(timeline, expected).holding();
  }

  @Test
  void aHitIsAHitAndNotSpared() {
    Timeline hit = Samples.timeline("select", 1, 150);
    assertEquals(Holding.HELD, holding(hit, Harm.Expected.HIT));
    assertEquals(Holding.DID_NOT_HOLD, holding(hit, Harm.Expected.SPARED));
  }

  @Test
  void whoIsSparedIsNotHit() {
    Timeline spared = Samples.timeline("threads", 1, 15);
    assertEquals(Holding.HELD, holding(spared, Harm.Expected.SPARED));
    assertEquals(Holding.DID_NOT_HOLD, holding(spared, Harm.Expected.HIT));
  }

  @Test
  void aRiseBetweenTheTwoIsUndecided() {
    Timeline between = Samples.timeline("select", 1, 60);
    assertEquals(Holding.UNDECIDED, holding(between, Harm.Expected.HIT));
    assertEquals(Holding.UNDECIDED, holding(between, Harm.Expected.SPARED));
  }

  @Test
  void severalHiccupsAreUndecided() {
    Timeline hiccups = Samples.timeline("vthreads", 1, 2, 400, 2, 2);
    assertEquals(Holding.UNDECIDED, holding(hiccups, Harm.Expected.SPARED));
    assertEquals(Holding.UNDECIDED, holding(hiccups, Harm.Expected.HIT));
  }

  @Test
  void oneHiccupIsNone() {
    List<Timeline.Interval> intervals = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      intervals.add(Samples.interval(i / 2.0, i == 14 ? 400 : 1, 100));
    }
    Timeline hiccup = new Timeline("vthreads", intervals, 5, 10);
    assertEquals(Holding.HELD, holding(hiccup, Harm.Expected.SPARED));
    assertEquals(Holding.DID_NOT_HOLD, holding(hiccup, Harm.Expected.HIT));
  }

  @Test
  void bystandersThatWaitedBeforeProveNothing() {
    Timeline loud = Samples.timeline("select", 60, 200);
    assertEquals(Holding.UNDECIDED, holding(loud, Harm.Expected.HIT));
    assertEquals(Holding.UNDECIDED, holding(loud, Harm.Expected.SPARED));
  }

  @Test
  void fewResponsesBeforeProveNothing() {
    Timeline few =
        new Timeline(
            "select", List.of(Samples.interval(0, 1, 99), Samples.interval(1, 500, 200)), 1, 2);
    assertEquals(Holding.UNDECIDED, holding(few, Harm.Expected.HIT));
  }

  @Test
  void fewResponsesDoNotProveThatSomebodyWasSpared() {
    Timeline few =
        new Timeline(
            "select", List.of(Samples.interval(0, 1, 200), Samples.interval(1, 1, 99)), 1, 2);
    assertEquals(Holding.UNDECIDED, holding(few, Harm.Expected.SPARED));
  }

  /// Twelve intervals before the fault and twelve with it, of which some in the middle are empty;
  /// the first after them has the replies that were late.
  private static Timeline stalled(int empty) {
    List<Timeline.Interval> intervals = new ArrayList<>();
    int first = 14;
    for (int i = 0; i < 24; i++) {
      boolean silent = i >= first && i < first + empty;
      boolean late = i == first + empty;
      intervals.add(Samples.interval(i / 2.0, late ? 2_000 : 1, silent ? 0 : 100));
    }
    return new Timeline("threads", intervals, 6, 12);
  }

  @Test
  void silenceForTwoThirdsOfTheFaultIsAHit() {
    assertEquals(Holding.DID_NOT_HOLD, holding(stalled(7), Harm.Expected.SPARED));
    assertEquals(Holding.HELD, holding(stalled(7), Harm.Expected.HIT));
  }

  @Test
  void silenceForAThirdOfTheFaultIsUndecided() {
    Conclusion conclusion = HARM.judge(stalled(4), Harm.Expected.SPARED);
    assertEquals(Holding.UNDECIDED, conclusion.holding());
    assertTrue(
        conclusion.figures().contains("1.00 ms with it, but no answer in a quarter of the time;"),
        conclusion.figures());
  }

  @Test
  void anOutageIsTheWorstHit() {
    Timeline outage =
        new Timeline(
            "select", List.of(Samples.interval(0, 1, 200), Samples.interval(1, 1, 0)), 1, 2);
    Conclusion conclusion = HARM.judge(outage, Harm.Expected.SPARED);
    assertEquals(Holding.DID_NOT_HOLD, conclusion.holding());
    assertEquals(
        "1.00 ms without the fault, no answer with it; over the whole time 1.00 ms and no answer.",
        conclusion.figures());
    assertEquals(Holding.HELD, holding(outage, Harm.Expected.HIT));
  }

  @Test
  void saysWhatWasMeasured() {
    Conclusion conclusion = HARM.judge(Samples.timeline("select", 1, 150), Harm.Expected.SPARED);
    assertEquals(
        "select: in the typical interval the bystanders' p99 rises by 20.0 ms at most: did not"
            + " hold. 1.00 ms without the fault, 150 ms with it; over the whole time 1.00 ms and"
            + " 150 ms.",
        conclusion.toString());
  }
}
