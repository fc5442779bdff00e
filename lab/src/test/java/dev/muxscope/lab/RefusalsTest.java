package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.load.LoadErrors;
import dev.muxscope.client.load.LoadResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final LoadResult LOAD = Samples.load(1000);

  private static TimedRun.Account account(double lateNanos, double foreignShare) {
    return account(lateNanos, foreignShare, 0);
  }

  private static TimedRun.Account account(
      double lateNanos, double foreignShare, double throttledShare) {
    return new TimedRun.Account(
        1e6, 0, lateNanos, foreignShare, throttledShare, new Ledger(Map.of()));
  }

  @Test
  void aRunThatWentWellIsNotRefused() {
    assertEquals(List.of(), Refusals.of(LOAD, account(1e9, 0.2, 0.02)));
  }

  @Test
  void whatIsNotKnownIsNoReason() {
    assertEquals(List.of(), Refusals.of(LOAD, account(0, Double.NaN, Double.NaN)));
  }

  @Test
  void reasonsOfTheLoadAreReasons() {
    assertEquals(
        List.of("it was late"), Refusals.of(Samples.load(1, "it was late"), account(0, 0)));
  }

  @Test
  void foreignLoadIsAReason() {
    assertEquals(
        List.of("other processes used 30.0 % of the server's processor time"),
        Refusals.of(LOAD, account(0, 0.3)));
  }

  @Test
  void aUsedUpQuotaIsAReason() {
    assertEquals(
        List.of(
            "the container's CPU quota was used up in 10.0 % of its periods: processes waited for"
                + " the next one"),
        Refusals.of(LOAD, account(0, 0, 0.1)));
  }

  @Test
  void whatMadeOthersWaitComesFirst() {
    List<String> reasons = Refusals.of(Samples.load(1, "it was late"), account(0, 0.3));
    assertEquals("it was late", reasons.getLast());
    assertEquals(2, reasons.size());
  }

  @Test
  void anAccountOfAnotherTimeIsAReason() {
    assertEquals(
        List.of(
            "the CPU time was read 21.0 s away from the measured part's ends: the machine is too"
                + " busy"),
        Refusals.of(LOAD, account(21e9, 0)));
  }

  @Test
  void aRateWasMissedIfNothingElseExplainsIt() {
    Point open = Samples.at(1);
    TimedRun.Account calm = account(0, 0);
    LoadResult late = Samples.load(1, "it was late");
    assertTrue(Refusals.ofRate(run(open, late, calm)));
    assertFalse(Refusals.ofRate(run(open.closedLoop(1), late, calm)), "there was none");
    assertFalse(Refusals.ofRate(run(open, late, account(0, 0, 0.1))), "the quota held it up");
    assertFalse(Refusals.ofRate(run(open, LOAD, account(0, 0.3))), "the load kept it");
    LoadErrors noPorts = new LoadErrors(0, 9, 0, 0, 0, "", "no ports");
    assertFalse(Refusals.ofRate(run(open, Samples.load(1, noPorts, "no ports"), calm)));
  }

  private static TimedRun run(Point at, LoadResult load, TimedRun.Account account) {
    return new TimedRun(
        new Cell("select", at),
        1,
        1,
        1,
        Samples.outcome(load),
        account,
        Refusals.of(load, account));
  }
}
