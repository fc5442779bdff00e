package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the drills with a fault conclude from made-up figures.
class FaultDrillsTest {

  private static final List<Holding> YES = List.of(Holding.HELD, Holding.HELD);
  private static final List<Holding> NO = List.of(Holding.DID_NOT_HOLD, Holding.DID_NOT_HOLD);

  private static List<Holding> holdings(Seen seen) {
    return holdings(seen.conclusions());
  }

  private static List<Holding> holdings(List<Conclusion> conclusions) {
    return conclusions.stream().map(Conclusion::holding).toList();
  }

  private static Blast blast(Timeline timeline, double cpuMillis, double mebibytes) {
    return new Blast(
        timeline,
        Samples.footprint(0, 0, 50),
        Samples.footprint(2, 100, 50),
        Samples.footprint(2, 100, 50),
        Samples.footprint(4, 100 + cpuMillis, 50 + mebibytes),
        Samples.footprint(4, 100 + cpuMillis, 50),
        Samples.footprint(6, 200 + cpuMillis, 50));
  }

  @Test
  void aBlockingHandlerHitsTheLoopOnly() {
    Timeline hit = Samples.timeline("select", 1, 199);
    Timeline spared = Samples.timeline("vthreads", 1, 2);
    assertEquals(YES, holdings(BlockingHandlerDrill.conclusions(List.of(hit, spared))));
    assertEquals(
        NO,
        holdings(
            BlockingHandlerDrill.conclusions(
                List.of(Samples.timeline("select", 1, 2), Samples.timeline("threads", 1, 199)))));
  }

  @Test
  void aBlockingHandlerDoesNotHitALoopThatHandsOver() {
    Timeline hit = Samples.timeline("select", 1, 199);
    Timeline spared = Samples.timeline("select+vthreads", 1, 2);
    assertEquals(YES, holdings(BlockingHandlerDrill.conclusions(List.of(hit, spared))));
  }

  @Test
  void aHogHitsALoopThatHandsOverToItsCarriers() {
    Timeline hit = Samples.timeline("select+vthreads", 1, 99);
    Timeline spared = Samples.timeline("threads", 1, 8);
    assertEquals(YES, holdings(CpuHogDrill.conclusions(List.of(hit, spared))));
  }

  @Test
  void aHogHitsTheLoopAndTheCarriers() {
    Timeline hit = Samples.timeline("vthreads", 1, 99);
    Timeline spared = Samples.timeline("threads", 1, 8);
    assertEquals(YES, holdings(CpuHogDrill.conclusions(List.of(hit, spared))));
    assertEquals(
        NO,
        holdings(
            CpuHogDrill.conclusions(
                List.of(Samples.timeline("select", 1, 8), Samples.timeline("threads", 1, 99)))));
  }

  @Test
  void theLoopKeepsRepliesAndThreadsDoNot() {
    Timeline select = Samples.timeline("select", 1, 2);
    Timeline threads = Samples.timeline("threads", 1, 2);
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD, Holding.HELD),
        holdings(
            SlowReaderDrill.conclusions(List.of(blast(select, 1, 130), blast(threads, 1, 40)))));
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.DID_NOT_HOLD, Holding.DID_NOT_HOLD),
        holdings(
            SlowReaderDrill.conclusions(List.of(blast(select, 1, 10), blast(threads, 1, 10)))));
    assertEquals(
        List.of(Holding.HELD),
        holdings(SlowReaderDrill.conclusions(List.of(blast(threads, 1, 10)))));
  }

  /// Neither half as much nor three times as much of nothing is anything.
  @Test
  void nothingIsComparedWithMemoryThatHasNotGrown() {
    Timeline select = Samples.timeline("select", 1, 2);
    Timeline threads = Samples.timeline("threads", 1, 2);
    assertEquals(
        Holding.UNDECIDED,
        SlowReaderDrill.conclusions(List.of(blast(select, 1, -2), blast(threads, 1, 10)))
            .getLast()
            .holding());
    assertEquals(
        Holding.UNDECIDED,
        IdleMassDrill.seen(List.of(massed("select", 100, -2), massed("threads", 100, 100)))
            .conclusions()
            .getLast()
            .holding());
  }

  @Test
  void aLoopThatHandsOverKeepsRepliesToo() {
    Timeline select = Samples.timeline("select", 1, 2);
    Timeline handing = Samples.timeline("select+vthreads", 1, 2);
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD, Holding.HELD),
        holdings(
            SlowReaderDrill.conclusions(List.of(blast(select, 1, 130), blast(handing, 1, 130)))));
  }

  @Test
  void aStormIsJudgedByWaitsAndByCostsBeyondTheBystanders() {
    Timeline select = Samples.timeline("select", 1, 2);
    Timeline threads = Samples.timeline("threads", 1, 2);
    ConnectStormDrill.Stormed cheap = stormed(blast(select, 400, 0), 3_000);
    ConnectStormDrill.Stormed dear = stormed(blast(threads, 700, 0), 3_000);
    assertEquals(100e3, cheap.cpuNanosPerConnect(), 1);
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD),
        holdings(ConnectStormDrill.seen(List.of(cheap, dear))));
    ConnectStormDrill.Stormed same = stormed(blast(threads, 390, 0), 3_000);
    assertEquals(
        Holding.DID_NOT_HOLD,
        ConnectStormDrill.seen(List.of(cheap, same)).conclusions().getLast().holding());
  }

  @Test
  void withoutAStormNothingIsConcludedOfIt() {
    Timeline select = Samples.timeline("select", 1, 2);
    Timeline threads = Samples.timeline("threads", 1, 2);
    ConnectStormDrill.Stormed few = stormed(blast(select, 400, 0), 2_000);
    ConnectStormDrill.Stormed enough = stormed(blast(threads, 700, 0), 3_000);
    assertEquals(
        List.of(Holding.UNDECIDED, Holding.HELD, Holding.UNDECIDED),
        holdings(ConnectStormDrill.seen(List.of(few, enough))));
    ConnectStormDrill.Stormed none = stormed(blast(threads, 700, 0), 0);
    assertEquals(
        List.of(Holding.UNDECIDED, Holding.UNDECIDED, Holding.UNDECIDED),
        holdings(ConnectStormDrill.seen(List.of(few, none))));
  }

  /// Of a late server fewer are answered, which is no reason to spare it.
  @Test
  void whoAnswersAStormTooLateIsJudgedByIt() {
    Timeline select = Samples.timeline("select", 1, 700);
    Timeline threads = Samples.timeline("threads", 1, 2);
    ConnectStormDrill.Stormed late = stormed(blast(select, 400, 0), 4_500, 2_000);
    ConnectStormDrill.Stormed inTime = stormed(blast(threads, 700, 0), 4_500);
    assertEquals(
        List.of(Holding.DID_NOT_HOLD, Holding.HELD, Holding.UNDECIDED),
        holdings(ConnectStormDrill.seen(List.of(late, inTime))));
  }

  /// What those cost that were not answered would be laid to the others.
  @Test
  void aConnectionHasNoPriceWhereManyAreNotAnswered() {
    assertPrice(true, 4_500, 4_050);
    assertPrice(false, 4_500, 3_600);
    assertPrice(false, 2_000, 2_000);
  }

  private static void assertPrice(boolean known, long begun, long answered) {
    ConnectStormDrill.Stormed storm =
        stormed(blast(Samples.timeline("threads", 1, 2), 400, 0), begun, answered);
    assertEquals(known, !Double.isNaN(storm.cpuNanosPerConnect()));
  }

  private static ConnectStormDrill.Stormed stormed(Blast blast, long begun) {
    return stormed(blast, begun, begun);
  }

  private static ConnectStormDrill.Stormed stormed(Blast blast, long begun, long answered) {
    return new ConnectStormDrill.Stormed(blast, new ConnectStorm.Count(begun, answered, 0));
  }

  @Test
  void anIdleMassIsJudgedByWaitsCpuAndMemory() {
    IdleMassDrill.Massed select = massed("select", 100, 10);
    IdleMassDrill.Massed threads = massed("threads", 100, 100);
    assertEquals(
        List.of(Holding.HELD, Holding.HELD, Holding.HELD, Holding.HELD, Holding.HELD),
        holdings(IdleMassDrill.seen(List.of(select, threads))));
    assertEquals(
        List.of(
            Holding.HELD, Holding.DID_NOT_HOLD, Holding.HELD, Holding.HELD, Holding.DID_NOT_HOLD),
        holdings(
            IdleMassDrill.seen(List.of(massed("select", 300, 10), massed("threads", 100, 11)))));
  }

  @Test
  void withoutIdleConnectionsNothingIsConcludedOfThem() {
    IdleMassDrill.Massed none = massed("select", 0, 100, 10);
    IdleMassDrill.Massed few = massed("threads", 999, 100, 100);
    assertTrue(Double.isNaN(none.bytesEach()));
    assertEquals(
        Collections.nCopies(5, Holding.UNDECIDED),
        holdings(IdleMassDrill.seen(List.of(none, few))));
    List<Conclusion> oneLacks =
        IdleMassDrill.seen(List.of(massed("select", 999, 100, 10), massed("threads", 100, 100)))
            .conclusions();
    assertEquals(Holding.HELD, oneLacks.get(2).holding());
    assertEquals(Holding.UNDECIDED, oneLacks.getLast().holding());
  }

  private static IdleMassDrill.Massed massed(String mode, double cpuMillis, double mebibytes) {
    return massed(mode, 1_000, cpuMillis, mebibytes);
  }

  private static IdleMassDrill.Massed massed(
      String mode, int connections, double cpuMillis, double mebibytes) {
    return new IdleMassDrill.Massed(
        blast(Samples.timeline(mode, 1, 2), cpuMillis, mebibytes),
        new IdleMass.Mass(connections, ""));
  }
}
