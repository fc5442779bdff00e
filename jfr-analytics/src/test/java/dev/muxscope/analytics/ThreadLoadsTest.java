package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreadLoadsTest {

  private static final String LOOP =
      """
      "loop-1" #12 [34] prio=5 os_prio=0 cpu=1.00ms elapsed=2.00s
         java.lang.Thread.State: RUNNABLE
      \tat java.base/sun.nio.ch.SelectorImpl.lockAndDoSelect(SelectorImpl.java:1)

      """;

  private static final String CARRIER =
      """
      "ForkJoinPool-1-worker-1" #22 [34] daemon prio=5 os_prio=0 cpu=1.00ms elapsed=2.00s
         Carrying virtual thread #315
      \tat java.base/java.lang.VirtualThread.runContinuation(VirtualThread.java:1)

      """;

  /// 100 seconds on 4 processors.
  private final RecordingSummary recording = MadeUpRun.of("select").withSeconds(99).recording();

  private final ThreadLoads loads = recording.collected(ThreadLoads.class);

  private void sampleEvery(String period) {
    recording.collected(Processors.class).acceptMachine(4);
    recording
        .collected(ActiveSettings.class)
        .add(recording.typeId(ThreadLoads.LOAD), "period", period);
  }

  @Test
  void areMeansOverAllTheTimeThoughIdleThreadsAreNotSampled() {
    sampleEvery("10 s");
    loads.add(0, 1, "loop-1", "loop-#", 0.25);
    loads.add(1, 1, "loop-1", "loop-#", 0.05);
    loads.add(1, 2, "loop-2", "loop-#", 0.05);

    ThreadLoads.Use use = ThreadLoads.ofThreads(recording, Set.of("loop-1", "loop-2"));
    assertEquals(2, use.threads());
    assertEquals((0.12 + 0.02) / 2, use.mean(), 1e-9);
    assertEquals(0.12, use.busiest(), 1e-9);
    assertEquals(1, use.most(), 1e-9);
    assertEquals(0.02, ThreadLoads.ofThreads(recording, Set.of("loop-2")).mean(), 1e-9);
  }

  @Test
  void areSharesOfTheProcessorsThatTheJvmMayUse() {
    sampleEvery("10 s");
    recording.collected(Processors.class).acceptContainer(2, -1, -1);
    recording.collected(Surroundings.class).acceptLoad(1, 0.25, 0.25);
    for (int i = 0; i < 10; i++) {
      loads.add(i, 1, "ForkJoinPool-1-worker-1", ThreadRoles.CARRIER, 0.3);
    }

    assertEquals(0.6, ThreadLoads.ofCarriers(recording).mean(), 1e-9);
    Evidence seen = AdviceEvidence.of(recording);
    assertEquals(2, seen.of(Fact.PROCESSORS));
    assertEquals(1, seen.of(Fact.CORES), 1e-9);
  }

  /// A loop that was busy all the time, and others, in a container with the time of 1.5 processors.
  @Test
  void areNoReasonForMoreLoopsWhereTheQuotaIsUsedUp() {
    recording.collected(Processors.class).acceptMachine(16);
    recording
        .collected(ActiveSettings.class)
        .add(recording.typeId(ThreadLoads.LOAD), "period", "10 s");
    recording.collected(Surroundings.class).acceptLoad(1, 1.5 / 16, 0.2);
    recording.collected(ThreadSnapshots.class).add(ThreadDumps.parse(LOOP));
    for (int i = 0; i < 10; i++) {
      loads.add(i, 1, "loop-1", "loop-#", 0.45);
    }
    recording.collected(Processors.class).acceptContainer(2, -1, 100_000);
    assertTrue(advice().contains("spread its connections over more loops"), advice());

    recording.collected(Processors.class).acceptContainer(2, 150_000, 100_000);
    assertEquals(1.5, AdviceEvidence.of(recording).of(Fact.PROCESSORS));
    assertEquals(0.9, AdviceEvidence.of(recording).of(Fact.LOOP_BUSY), 1e-9);
    assertFalse(advice().contains("more loops"), advice());
    assertFalse(advice().contains("1.5 threads"), advice());
  }

  private String advice() {
    return AdviceReports.advise(recording).toString();
  }

  /// A burst in every other period, of two new carriers each time.
  @Test
  void areOfAsManyCarriersAsThereWereAtOnce() {
    sampleEvery("10 s");
    for (int i = 0; i < 10; i += 2) {
      loads.add(i, 10 + i, "ForkJoinPool-1-worker-" + i, ThreadRoles.CARRIER, 0.2);
      loads.add(i, 11 + i, "ForkJoinPool-1-worker-" + (i + 1), ThreadRoles.CARRIER, 0.1);
    }

    ThreadLoads.Use use = ThreadLoads.ofCarriers(recording);
    assertEquals(2, use.threads());
    assertEquals(4 * 5 * (0.02 + 0.01) / 2, use.mean(), 1e-9);
    assertEquals(0.08, use.busiest(), 1e-9);
    assertEquals(0, ThreadLoads.ofCarriers(MadeUpRun.of("vthreads").recording()).threads());
  }

  @Test
  void leaveNothingToCarriersThatShareABusyProcessor() {
    sampleEvery("10 s");
    recording.collected(Processors.class).acceptSettings("cores=1");
    recording.collected(ThreadSnapshots.class).add(ThreadDumps.parse(CARRIER));
    for (int i = 0; i < 10; i++) {
      loads.add(i, 1, "ForkJoinPool-1-worker-1", ThreadRoles.CARRIER, 0.48);
      loads.add(i, 2, "ForkJoinPool-1-worker-2", ThreadRoles.CARRIER, 0.5);
    }

    assertEquals(0.98, AdviceEvidence.of(recording).of(Fact.CARRIER_BUSY), 1e-9);
  }

  @Test
  void areNotKnownWhereThePeriodIsNotOrWasChanged() {
    sampleEvery("10 s");
    sampleEvery("5 s");
    loads.add(0, 1, "loop-1", "loop-#", 0.25);

    ThreadLoads.Use use = ThreadLoads.ofThreads(recording, Set.of("loop-1"));
    assertTrue(Double.isNaN(use.mean()));
    assertEquals(1, use.most(), 1e-9);
    assertEquals(0, ThreadLoads.ofThreads(recording, Set.of("other")).threads());
  }

  @Test
  void areOfABoundedNumberOfThreadsAndSaySo() {
    for (int i = 0; i < Capped.MOST; i++) {
      loads.add(0, i, "request", "request", 0.01);
    }
    loads.add(1, 0, "request", "request", 0.01);
    assertEquals(List.of(), warningsOfThreads());

    loads.add(1, Capped.MOST, "request", "request", 0.01);
    assertEquals(Capped.MOST, ThreadLoads.ofThreads(recording, Set.of("request")).threads());
    assertEquals(1, warningsOfThreads().size());
  }

  private List<String> warningsOfThreads() {
    return Quality.of(recording).stream()
        .filter(warning -> warning.startsWith("More than 10,000 platform threads"))
        .toList();
  }
}
