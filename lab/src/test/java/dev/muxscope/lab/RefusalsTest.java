package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void anAccountOfAnotherTimeIsAReason() {
    assertEquals(
        List.of(
            "the CPU time was read 21.0 s away from the measured part's ends: the machine is too"
                + " busy"),
        Refusals.of(LOAD, account(21e9, 0)));
  }
}
