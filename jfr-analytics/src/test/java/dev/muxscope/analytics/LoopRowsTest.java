package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.analytics.ThreadDumps.DumpedThread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopRowsTest {

  private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor.runWorker";
  private static final DumpedThread SELECTING =
      thread("pool-1-thread-1", "sun.nio.ch.SelectorImpl.lockAndDoSelect");
  private static final DumpedThread IDLE =
      thread("pool-1-thread-1", "java.util.concurrent.ThreadPoolExecutor.getTask");

  private final RecordingSummary recording = MadeUpRun.of("select").recording();

  private static DumpedThread thread(String name, String frame) {
    return new DumpedThread(name, 0, "RUNNABLE", List.of(frame, WORKER));
  }

  private void dump(List<DumpedThread> threads) {
    recording.collected(ThreadSnapshots.class).add(threads);
    recording.collected(ThreadDumps.class).add(threads);
  }

  private void time(long selects) {
    Series calls =
        recording.collected(MethodTimings.class).timing("select", MethodTimings.SELECTS).calls();
    calls.add(MadeUpRun.START, 0);
    calls.add(MadeUpRun.START + MadeUpRun.SECOND, selects);
  }

  @Test
  void countAThreadThatSelectsButNotOthersOfItsName() {
    List<DumpedThread> threads = new ArrayList<>(List.of(SELECTING));
    for (int i = 0; i < 20; i++) {
      threads.add(thread("pool-2-thread-" + i, "sun.nio.ch.NioSocketImpl.implRead"));
    }
    dump(threads);

    List<Object> row = LoopRows.selecting(recording).getFirst();
    assertEquals(List.of("pool-#-thread-#", 1L), row.subList(0, 2));
  }

  @Test
  void countThreadsOfOneMomentButNotThoseThatCameLater() {
    String select = "sun.nio.ch.SelectorImpl.lockAndDoSelect";
    dump(List.of(thread("HttpClient-1-SelectorManager", select)));
    dump(List.of(thread("HttpClient-2-SelectorManager", select)));

    List<Object> row = LoopRows.selecting(recording).getFirst();
    assertEquals(List.of("HttpClient-#-SelectorManager", 1L), row.subList(0, 2));
  }

  @Test
  void tellWhatAThreadUsedOfAsManyAsThereWereAtOnce() {
    recording.collected(Processors.class).acceptMachine(1);
    recording
        .collected(ActiveSettings.class)
        .add(recording.typeId(ThreadLoads.LOAD), "period", "11 s");
    for (int id = 1; id <= 2; id++) {
      String name = "HttpClient-" + id + "-SelectorManager";
      dump(List.of(thread(name, "sun.nio.ch.SelectorImpl.lockAndDoSelect")));
      recording.collected(ThreadLoads.class).add(0, id, name, "", 0.3);
    }

    assertEquals(0.2, (double) LoopRows.selecting(recording).getFirst().get(2), 1e-9);
  }

  @Test
  void countThreadsThatSelectedBeforeAndThoseOfOneName() {
    DumpedThread first = thread("loop-1", "sun.nio.ch.SelectorImpl.lockAndDoSelect");
    DumpedThread working = thread("loop-1", "app.Loop.serve");
    DumpedThread other = thread("loop-2", "sun.nio.ch.SelectorImpl.lockAndDoSelect");
    dump(List.of(first, first));
    dump(List.of(working, first, other));

    assertEquals(List.of("loop-#", 3L), LoopRows.selecting(recording).getFirst().subList(0, 2));
  }

  @Test
  void takeTimeOutsideForTheLoopsOnlyWhereTheyDoNotIdleInAPool() {
    time(100);
    dump(List.of(SELECTING));
    assertEquals(1.0, outside());

    dump(List.of(IDLE));
    assertEquals(Double.NaN, outside());
  }

  private Object outside() {
    return LoopRows.selecting(recording).getLast().get(4);
  }
}
