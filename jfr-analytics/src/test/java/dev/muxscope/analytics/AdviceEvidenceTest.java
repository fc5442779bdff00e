package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.ThreadDumps.DumpedThread;
import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What evidence is made of a recording that holds but the dumps that a test puts into it.
class AdviceEvidenceTest {

  private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor.runWorker";

  private static final DumpedThread READING =
      thread("pool-1-thread-1", "sun.nio.ch.NioSocketImpl.implRead", "app.Echo.run", WORKER);
  private static final DumpedThread SELECTING =
      thread("loop-1", "sun.nio.ch.SelectorImpl.lockAndDoSelect", "app.Loop.run");
  private static final DumpedThread HTTP_CLIENT =
      thread(
          "HttpClient-1-SelectorManager",
          "sun.nio.ch.SelectorImpl.lockAndDoSelect",
          "jdk.internal.net.http.HttpClientImpl$SelectorManager.run");
  private static final DumpedThread ACCEPTING =
      thread("acceptor", "sun.nio.ch.NioSocketImpl.accept", "app.Server.run");

  @TempDir Path directory;

  private RecordingSummary recording;

  @BeforeEach
  void record() throws Exception {
    Path file = directory.resolve("empty.jfr");
    try (Recording empty = new Recording()) {
      empty.start();
      empty.stop();
      empty.dump(file);
    }
    recording = RecordingReader.read(file);
  }

  private static DumpedThread thread(String name, String... frames) {
    return new DumpedThread(name, 0, "RUNNABLE", List.of(frames));
  }

  /// Evidence of eight threads of a pool that read, beside others, in two dumps.
  private Evidence readingBeside(DumpedThread... others) {
    List<DumpedThread> threads = new ArrayList<>(Collections.nCopies(8, READING));
    Collections.addAll(threads, others);
    for (int i = 0; i < 2; i++) {
      recording.collected(ThreadSnapshots.class).add(threads);
    }
    return AdviceEvidence.of(recording);
  }

  private static void assertOnly(Fact fact, Evidence seen) {
    assertEquals(8, seen.of(fact));
    Fact other = fact == Fact.FULL_POOL ? Fact.READING_POOL : Fact.FULL_POOL;
    assertTrue(Double.isNaN(seen.of(other)));
  }

  @Test
  void takesReadersForConnectionsWhereNobodyHandsRequestsOver() {
    assertOnly(Fact.READING_POOL, readingBeside());
  }

  @Test
  void takesReadersForAFullPoolBesideASelector() {
    assertOnly(Fact.FULL_POOL, readingBeside(SELECTING));
  }

  @Test
  void takesNoHttpClientForASelectorThatHandsRequestsOver() {
    assertOnly(Fact.READING_POOL, readingBeside(HTTP_CLIENT));
  }

  @Test
  void takesReadersForConnectionsWhereAServerSocketAccepts() {
    assertOnly(Fact.READING_POOL, readingBeside(SELECTING, ACCEPTING));
  }
}
