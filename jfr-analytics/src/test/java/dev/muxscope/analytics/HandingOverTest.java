package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings of event loops that hand requests over to other threads.
class HandingOverTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "select+vthreads, vthreads, true, true",
    "select, vthreads, true, true",
    "select, auto, true, true",
    "select, pool:4, true, false",
    "select, inline, false, false"
  })
  void isToldByModeAndSettings(String mode, String dispatch, boolean handsOver, boolean virtual)
      throws Exception {
    RecordingSummary recording = Servers.handingOver(directory, mode, dispatch);
    RunFacts run = recording.collected(RunFacts.class);
    assertTrue(run.isOf("select"));
    assertFalse(run.isOf("vthreads"));
    assertEquals(handsOver, run.handsOver());
    assertEquals(virtual, run.hasVirtualThreads());
    assertTrue(ServerViews.LOOP_TIME.source().applies().test(recording));
    assertTrue(LoopViews.LOOPS.source().applies().test(recording));
    assertEquals(virtual, ThreadViews.CARRIERS.source().applies().test(recording));
  }

  @Test
  void isNotToldOfOlderServersAndOtherModes() throws Exception {
    assertFalse(Servers.select(directory).collected(RunFacts.class).handsOver());
    RunFacts threads = Servers.vthreads(directory).collected(RunFacts.class);
    assertFalse(threads.handsOver());
    assertTrue(threads.hasVirtualThreads());
  }

  @Test
  void takesNoWaitForTheLoopFromTurnsThatARequestMeetsTwice() throws Exception {
    RecordingSummary recording = Servers.handingOver(directory, "select+vthreads", "vthreads");
    List<String> parts =
        RequestTimeRows.split(recording).stream().map(row -> (String) row.getFirst()).toList();
    assertTrue(parts.contains("on the loop: together"), parts::toString);
    assertFalse(parts.contains(RequestTimeRows.BEHIND), parts::toString);
    assertFalse(parts.contains("on the loop: commands, the rest"), parts::toString);
  }

  @Test
  void isAdvisedLikeAnyOtherApplication() throws Exception {
    Evidence seen =
        AdviceEvidence.of(Servers.handingOver(directory, "select+vthreads", "vthreads"));
    assertEquals("", seen.mode());
    assertEquals(1, seen.of(Fact.LOOPS));
    assertEquals(0.25, seen.of(Fact.LOOP_OUTSIDE), 1e-9);
    assertTrue(Double.isNaN(seen.of(Fact.LOOP_HELD)), "a stall held a worker, not the loop");
    assertEquals("select", AdviceEvidence.of(Servers.select(directory)).mode());
  }
}
