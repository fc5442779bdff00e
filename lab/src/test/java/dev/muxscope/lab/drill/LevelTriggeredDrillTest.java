package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LevelTriggeredDrillTest {

  private static List<Holding> holdings(double unread, double left, double cleared) {
    return LevelTriggeredDrill.conclusions(
            List.of(
                stretch(ReadinessProbe.Kind.UNREAD, unread),
                stretch(ReadinessProbe.Kind.LEFT_READY, left),
                stretch(ReadinessProbe.Kind.CLEARED, cleared)))
        .stream()
        .map(Conclusion::holding)
        .toList();
  }

  private static ReadinessProbe.Stretch stretch(ReadinessProbe.Kind kind, double perSecond) {
    return new ReadinessProbe.Stretch(
        1,
        new ReadinessProbe.Situation("a situation", kind),
        0,
        0.3,
        List.of(new ReadinessProbe.Count(0.1, perSecond)));
  }

  @Test
  void thousandsOfSelectsAreReadinessAndAHundredIsNone() {
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD), holdings(200_000, 300_000, 100));
  }

  @Test
  void aSelectorThatToldOnlyWhatIsNewWouldRefuteIt() {
    assertEquals(
        List.of(Holding.DID_NOT_HOLD, Holding.DID_NOT_HOLD, Holding.DID_NOT_HOLD),
        holdings(100, 100, 200_000));
  }

  @Test
  void inBetweenItIsUndecided() {
    assertEquals(
        List.of(Holding.UNDECIDED, Holding.UNDECIDED, Holding.UNDECIDED),
        holdings(1_000, 1_500, 500));
  }
}
