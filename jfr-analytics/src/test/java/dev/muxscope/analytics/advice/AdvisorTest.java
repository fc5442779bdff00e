package dev.muxscope.analytics.advice;

import static dev.muxscope.analytics.advice.Evidences.calm;
import static dev.muxscope.analytics.advice.Evidences.calmLoops;
import static dev.muxscope.analytics.advice.Evidences.own;
import static dev.muxscope.analytics.advice.Evidences.with;
import static dev.muxscope.analytics.advice.Evidences.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdvisorTest {

  private static final double MIB = 1024 * 1024;

  private final Advisor advisor = new Advisor(Forecast.of(Calibrations.exact()));

  private Verdict verdict(Evidence evidence) {
    return advisor.advise(evidence).verdict();
  }

  private static boolean says(Advice advice, String part) {
    return advice.reasons().stream().anyMatch(reason -> reason.text().contains(part));
  }

  @Test
  void changesNothingInACalmService() {
    assertEquals(Verdict.NEITHER, verdict(calm()));
    assertEquals(Verdict.NEITHER, verdict(calmLoops()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fact.class,
      names = {"LENGTH", "CORES", "DUMPS"})
  void knowsTooLittleWithout(Fact fact) {
    Advice advice = advisor.advise(without(calm(), fact));

    assertEquals(Verdict.NOT_ENOUGH, advice.verdict());
    assertFalse(advice.toRecord().isEmpty());
  }

  @Test
  void trustsASingleDumpOnlyWhereThereIsNoRoomForAPool() {
    Evidence once = with(calm(), Fact.DUMPS, 1);

    assertEquals(Verdict.NOT_ENOUGH, verdict(once));
    assertEquals(Verdict.NOT_ENOUGH, verdict(with(once, Fact.PLATFORM_THREADS, 20)));
    assertEquals(Verdict.NEITHER, verdict(with(once, Fact.PLATFORM_THREADS, 19)));
  }

  @Test
  void knowsTooLittleOfStartUp() {
    assertEquals(Verdict.NOT_ENOUGH, verdict(with(calm(), Fact.LENGTH, 4.9e9)));
    assertEquals(Verdict.NEITHER, verdict(with(calm(), Fact.LENGTH, 5e9)));
  }

  @Test
  void asksForCountsOfReadsIfItCannotBoundTheCpuTime() {
    Advice advice = advisor.advise(without(calm(), Fact.READS));

    assertEquals(Verdict.NOT_ENOUGH, advice.verdict());
    assertTrue(
        advice.toRecord().stream().anyMatch(line -> line.contains("muxscope probe")),
        advice.toRecord()::toString);
    assertTrue(
        advice.changes().stream().noneMatch(change -> change.what().contains("processors in")));
  }

  private static Evidence held(double share, double holds, double longest) {
    Evidence seen = with(calmLoops(), Fact.LOOP_HELD, share);
    return with(with(seen, Fact.LOOP_HOLDS, holds), Fact.LOOP_LONGEST, longest);
  }

  @Test
  void sendsBlockingCallsOfEventLoopsToVirtualThreads() {
    assertEquals(Verdict.VIRTUAL_THREADS, verdict(held(0.05, 3, 30e6)));
    assertEquals(Verdict.NEITHER, verdict(held(0.049, 3, 30e6)));
    assertEquals(Verdict.NEITHER, verdict(held(0.05, 2, 30e6)));
  }

  @Test
  void countsSeldomHoldsOnlyIfTheyAreAHabitThatPeopleNotice() {
    assertEquals(Verdict.VIRTUAL_THREADS, verdict(held(0.01, 10, 100e6)));
    assertEquals(Verdict.NEITHER, verdict(held(0.01, 10, 99e6)));
    assertEquals(Verdict.NEITHER, verdict(held(0.01, 9, 100e6)));
    assertEquals(Verdict.NEITHER, verdict(held(0.009, 10, 100e6)));
  }

  // The mean of eight: 0.75 may be six of them that are held all the time, 0.1 is less than one.
  @Test
  void doesNotCallLoopsEasyOfWhichOneMayBeHeld() {
    Evidence eight = with(calmLoops(), Fact.LOOPS, 8);

    assertEquals(Verdict.NOT_ENOUGH, verdict(with(eight, Fact.LOOP_OUTSIDE, 0.75)));
    assertEquals(Verdict.NOT_ENOUGH, verdict(with(eight, Fact.LOOP_OUTSIDE, 0.1)));
    assertEquals(Verdict.NEITHER, verdict(with(eight, Fact.LOOP_OUTSIDE, 0.09)));
    String missing = String.join("", advisor.advise(eight).toRecord());
    assertTrue(missing.contains("one of them may always be"), missing);
  }

  @Test
  void doesNotAskForTheProbeWhereSelectsWereCounted() {
    Evidence seen = with(without(calmLoops(), Fact.LOOP_OUTSIDE), Fact.SELECTS, 100);
    String missing = String.join("", advisor.advise(seen).toRecord());

    assertEquals(Verdict.NOT_ENOUGH, verdict(seen));
    assertTrue(missing.contains("other threads select as well"), missing);
    assertFalse(missing.contains("muxscope probe"), missing);
  }

  @Test
  void doesNotCallLoopsEasyOfWhichOnlyTheCpuTimeIsKnown() {
    Evidence seen = with(without(calmLoops(), Fact.LOOP_OUTSIDE), Fact.LOOP_BUSY, 0.1);

    assertEquals(Verdict.NOT_ENOUGH, verdict(seen));
    assertEquals(Verdict.NOT_ENOUGH, verdict(with(seen, Fact.CORES, 0.01)));
  }

  @Test
  void takesAPoolWhoseThreadsSelectInTurnsForNoLoops() {
    Evidence seen = with(without(calmLoops(), Fact.LOOPS), Fact.TURNS, 3);
    seen = with(seen, Fact.POOLED, 20);

    assertEquals(Waiting.MIXED, seen.waiting());
    assertFalse(says(advisor.advise(seen), "event loops have time left"));
    assertEquals(20, advisor.advise(seen).changes().getFirst().now().value());
  }

  @Test
  void spreadsASaturatedLoop() {
    Evidence seen = with(with(calmLoops(), Fact.LOOP_OUTSIDE, 0.95), Fact.CORES, 1);

    assertEquals(Verdict.MULTIPLEXING, verdict(with(seen, Fact.LOOP_BUSY, 0.8)));
    assertFalse(
        says(advisor.advise(with(seen, Fact.LOOP_BUSY, 0.79)), "An event loop is saturated"));
  }

  @Test
  void doesNotSpreadALoopWhereProcessorsAreBusy() {
    Evidence seen = with(with(calmLoops(), Fact.LOOP_BUSY, 0.9), Fact.CORES, 3.4);

    assertEquals(Verdict.NEITHER, verdict(seen));
  }

  @Test
  void doesNotSpreadALoopWhereOthersUseTheProcessors() {
    Evidence seen = with(with(calmLoops(), Fact.LOOP_BUSY, 0.95), Fact.CORES, 1);

    assertTrue(says(advisor.advise(with(seen, Fact.MACHINE, 0.84)), "An event loop is saturated"));
    assertFalse(says(advisor.advise(with(seen, Fact.MACHINE, 0.85)), "An event loop is saturated"));
  }

  @Test
  void saysThatProcessorsAreIdleOnlyWhereThatIsKnown() {
    Evidence full = with(calm(), Fact.FULL_POOL, 50);
    String idle = "while processors are idle";

    assertTrue(says(advisor.advise(with(full, Fact.MACHINE, 0.5)), idle));
    for (Evidence seen : List.of(full, without(full, Fact.CORES), with(full, Fact.MACHINE, 0.9))) {
      assertEquals(Verdict.VIRTUAL_THREADS, verdict(seen));
      assertFalse(says(advisor.advise(seen), idle));
    }
  }

  @Test
  void liftsTheBoundOfAFullPool() {
    assertEquals(Verdict.NEITHER, verdict(with(calm(), Fact.FULL_POOL, 7)));
    assertEquals(Verdict.VIRTUAL_THREADS, verdict(with(calm(), Fact.FULL_POOL, 8)));
  }

  @Test
  void doesNotTakeThreadsThatReadForAFullPool() {
    Evidence seen = with(calm(), Fact.READING_POOL, 8);

    assertEquals(Verdict.NEITHER, verdict(with(calm(), Fact.READING_POOL, 7)));
    assertEquals(Verdict.NOT_ENOUGH, verdict(seen));
    String missing = String.join("", advisor.advise(seen).toRecord());
    assertTrue(missing.contains("bounded to so many"), missing);
    assertEquals(Verdict.NEITHER, verdict(with(seen, Fact.CORES, 3.4)));
  }

  @Test
  void doesNotTakeThreadsThatWaitForAnotherPoolForAFullOne() {
    Evidence seen = with(calm(), Fact.ASKING_POOL, 8);

    assertEquals(Verdict.NEITHER, verdict(with(calm(), Fact.ASKING_POOL, 7)));
    assertEquals(Verdict.NOT_ENOUGH, verdict(seen));
    String missing = String.join("", advisor.advise(seen).toRecord());
    assertTrue(missing.contains("What bounds the pool somewhere"), missing);
    assertEquals(Verdict.NEITHER, verdict(with(seen, Fact.CORES, 3.4)));
  }

  @Test
  void leavesAFullPoolOfABusyMachine() {
    Evidence seen = with(calm(), Fact.FULL_POOL, 64);

    assertEquals(Verdict.VIRTUAL_THREADS, verdict(with(seen, Fact.CORES, 3.3)));
    assertEquals(Verdict.NEITHER, verdict(with(seen, Fact.CORES, 3.4)));
  }

  @Test
  void savesStacksIfTheyAreATenthOfTheMemory() {
    // 34 KiB less for each, at least.
    double threads = Math.ceil(20 * 1024 / 34.0);

    assertEquals(Verdict.VIRTUAL_THREADS, verdict(with(calm(), Fact.SOCKET_WAITERS, threads)));
    assertEquals(Verdict.NEITHER, verdict(with(calm(), Fact.SOCKET_WAITERS, threads - 1)));
  }

  @Test
  void savesNoStacksOfAFewMebibytes() {
    double threads = Math.ceil(16 * 1024 / 34.0);
    Evidence small = with(calm(), Fact.RESIDENT, 60 * MIB);

    assertEquals(Verdict.VIRTUAL_THREADS, verdict(with(small, Fact.SOCKET_WAITERS, threads)));
    assertEquals(Verdict.NEITHER, verdict(with(small, Fact.SOCKET_WAITERS, threads - 1)));
  }

  @Test
  void holdsStacksAgainstTheHeapWhereNoMoreIsKnown() {
    Evidence seen = with(without(calm(), Fact.RESIDENT), Fact.SOCKET_WAITERS, 500);
    Advice unknown = advisor.advise(seen);

    assertEquals(Verdict.NOT_ENOUGH, unknown.verdict());
    assertTrue(unknown.toRecord().getFirst().contains("500 threads' stacks"));
    assertEquals(Verdict.NEITHER, verdict(with(seen, Fact.COMMITTED, 8192 * MIB)));
    assertEquals(Verdict.VIRTUAL_THREADS, verdict(with(seen, Fact.COMMITTED, 160 * MIB)));
    assertEquals(Verdict.NEITHER, verdict(with(seen, Fact.SOCKET_WAITERS, 450)));
  }

  @Test
  void multiplexesWhereReadsAreMostOfTheWork() {
    // 2 µs less for each of 100,000 reads is 0.2 of a processor.
    Evidence busy = with(with(calm(), Fact.READS, 100_000), Fact.CORES, 1.5);
    Advice advice = advisor.advise(busy);

    assertEquals(Verdict.MULTIPLEXING, advice.verdict());
    assertTrue(says(advice, "By multiplexing the same requests would take 13.3 % to 13.3 % less"));
  }

  @Test
  void cannotTellWhatTheRangeLeavesOpen() {
    // 8 % less by multiplexing, but 16 % more by virtual threads: a change matters, yet not for the
    // better.
    Evidence busy = with(with(calm(), Fact.READS, 100_000), Fact.CORES, 2.5);

    assertEquals(Verdict.NEITHER, verdict(busy));
  }

  @Test
  void saysThatAnIdleServiceIsIdle() {
    Evidence idle = with(without(calm(), Fact.READS), Fact.CORES, 0.099);

    assertEquals(Verdict.NEITHER, verdict(idle));
    assertTrue(says(advisor.advise(idle), "idle"));
    assertEquals(Verdict.NOT_ENOUGH, verdict(with(idle, Fact.CORES, 0.1)));
  }

  @Test
  void leavesAServiceThatComputes() {
    Evidence seen = with(without(calm(), Fact.READS), Fact.SAMPLES, 150);

    assertEquals(Verdict.NEITHER, verdict(with(seen, Fact.WAITING_CODE, 0.049)));
    assertEquals(Verdict.NOT_ENOUGH, verdict(with(seen, Fact.WAITING_CODE, 0.05)));
    assertEquals(
        Verdict.NOT_ENOUGH, verdict(with(with(seen, Fact.WAITING_CODE, 0.01), Fact.SAMPLES, 149)));
  }

  @Test
  void doesNotTrustSamplesThatMissWhatTheSystemDoes() {
    Evidence seen = with(without(calm(), Fact.READS), Fact.SAMPLES, 3_000);
    seen = with(seen, Fact.WAITING_CODE, 0.04);

    assertEquals(Verdict.NEITHER, verdict(with(seen, Fact.SYSTEM_CODE, 0.099)));
    assertEquals(Verdict.NOT_ENOUGH, verdict(with(seen, Fact.SYSTEM_CODE, 0.1)));
  }

  @Test
  void namesStarvedAndPinnedCarriersWithoutBlamingTheWait() {
    Evidence seen =
        with(with(with(calm(), Fact.SOCKET_WAITERS, 0), Fact.VIRTUAL, 100), Fact.CARRIERS, 4);
    Advice starved = advisor.advise(with(seen, Fact.CARRIER_BUSY, 0.9));
    Advice pinned = advisor.advise(with(with(seen, Fact.PINNED, 0.05), Fact.PINS, 12));

    assertEquals(Verdict.NEITHER, starved.verdict());
    assertTrue(says(starved, "computing that starves them"));
    assertTrue(says(pinned, "pinned 12 times"));
    assertFalse(says(advisor.advise(with(seen, Fact.CARRIER_BUSY, 0.89)), "starves"));
    assertFalse(
        says(advisor.advise(with(with(seen, Fact.PINNED, 0.049), Fact.PINS, 12)), "pinned"));
  }

  // The JDK makes carriers when they are wanted, up to as many as there are processors.
  @Test
  void doesNotCallCarriersStarvedOfWhichThereMayBeMore() {
    Evidence seen =
        with(with(with(calm(), Fact.VIRTUAL, 100), Fact.CARRIERS, 3), Fact.CARRIER_BUSY, 1);
    Evidence spare = with(with(seen, Fact.PROCESSORS, 8), Fact.CORES, 3);

    assertFalse(says(advisor.advise(spare), "starves"));
    assertTrue(says(advisor.advise(with(spare, Fact.CORES, 7)), "starves"));
    assertTrue(says(advisor.advise(with(spare, Fact.CARRIERS, 8)), "starves"));
  }

  @Test
  void namesThePropertyThatAllowsNoMoreCarriers() {
    Evidence seen =
        with(with(with(calm(), Fact.VIRTUAL, 100), Fact.CARRIERS, 2), Fact.CARRIER_BUSY, 1);
    Evidence spare = with(with(seen, Fact.PROCESSORS, 8), Fact.CORES, 2);
    String property = "jdk.virtualThreadScheduler.parallelism=2 allows no more";

    assertTrue(says(advisor.advise(with(spare, Fact.PARALLELISM, 2)), property));
    assertFalse(says(advisor.advise(with(spare, Fact.PARALLELISM, 3)), "wait for a carrier"));
    assertFalse(says(advisor.advise(with(spare, Fact.PARALLELISM, 16)), "wait for a carrier"));
    Evidence busy = with(with(spare, Fact.PARALLELISM, 2), Fact.MACHINE, 0.85);
    assertTrue(says(advisor.advise(busy), "computing that starves"));
  }

  @Test
  void saysThatLocksAreNoWaitForSockets() {
    assertTrue(says(advisor.advise(with(calm(), Fact.LOCK_WAITERS, 8)), "contention"));
    assertFalse(says(advisor.advise(with(calm(), Fact.LOCK_WAITERS, 7)), "contention"));
  }

  @Test
  void foretellsTheOtherModesOfMuxscopesOwnServers() {
    Advice advice = advisor.advise(own("vthreads", 6_500, 0.5));

    assertEquals(Verdict.MULTIPLEXING, advice.verdict());
    var cpu =
        advice.changes().stream()
            .filter(change -> change.what().equals("CPU per request"))
            .findFirst()
            .orElseThrow();
    assertEquals(2_500, cpu.multiplexed().value(), 50);
    assertEquals(6_500, cpu.virtual().value(), 0);
  }

  @Test
  void leavesTheCheapestOfMuxscopesModes() {
    assertEquals(Verdict.NEITHER, verdict(own("select", 2_500, 0.5)));
  }

  @Test
  void restsEverySentenceOnFactsThatWereSeen() {
    Evidence seen = with(with(calm(), Fact.FULL_POOL, 64), Fact.LOCK_WAITERS, 64);
    List<Reason> reasons = advisor.advise(seen).reasons();

    assertFalse(reasons.isEmpty());
    for (Reason reason : reasons) {
      assertFalse(reason.facts().isEmpty(), reason.text());
      assertTrue(seen.seen().keySet().containsAll(reason.facts()), reason.text());
    }
  }
}
