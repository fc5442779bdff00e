package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorReportTest {

  private static List<Holding> holdings(OperatorScene scene) {
    return OperatorReport.conclusions(List.of(scene)).stream().map(Conclusion::holding).toList();
  }

  private static OperatorScene scene(
      String mode, double waitedMillis, boolean answered, double unreadOfB, int right, long reads) {
    return new OperatorScene(
        Samples.timeline(mode, 1, waitedMillis),
        3e9,
        List.of(
            new OperatorScene.Buffered("A", 4, 152, 114),
            new OperatorScene.Buffered("B", 4, 152, unreadOfB),
            new OperatorScene.Buffered("C", 4, 152, unreadOfB)),
        answered,
        12,
        right,
        reads);
  }

  @Test
  void everybodyWaitsForTheLoop() {
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD),
        holdings(scene("select", 2990, false, 152, 12, 4)));
  }

  @Test
  void nobodyElseWaitsForAThread() {
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD),
        holdings(scene("threads", 5, true, 114, 12, 6)));
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD),
        holdings(scene("select+vthreads", 5, true, 114, 12, 6)));
  }

  @Test
  void saysSoWhenItIsTheOtherWayRound() {
    List<Holding> no = List.of(Holding.DID_NOT_HOLD, Holding.DID_NOT_HOLD, Holding.DID_NOT_HOLD);
    assertEquals(no, holdings(scene("select", 5, true, 114, 12, 12)));
    assertEquals(no, holdings(scene("vthreads", 2990, false, 152, 11, 6)));
  }

  @Test
  void withoutTheKernelsTablesTheBuffersAreUndecided() {
    assertEquals(
        List.of(Holding.HELD, Holding.UNDECIDED, Holding.HELD),
        holdings(scene("select", 2990, false, Double.NaN, 12, 4)));
  }
}
