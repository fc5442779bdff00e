package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.ThreadDumps.DumpedThread;
import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What evidence is made of a recording that holds but the dumps that a test puts into it.
class AdviceEvidenceTest {

  private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor.runWorker";

  private static final DumpedThread READING =
      thread("pool-1-thread-1", "sun.nio.ch.NioSocketImpl.implRead", "app.Echo.run", WORKER);
  private static final DumpedThread BORROWING =
      new DumpedThread(
          "pool-1-thread-1",
          0,
          "WAITING",
          List.of(
              "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await",
              "org.apache.http.pool.AbstractConnPool.getPoolEntryBlocking",
              WORKER));
  private static final DumpedThread QUEUEING =
      new DumpedThread(
          "pool-1-thread-1",
          0,
          "TIMED_WAITING",
          List.of(
              "java.util.concurrent.SynchronousQueue.poll",
              "com.zaxxer.hikari.util.ConcurrentBag.borrow",
              WORKER));
  private static final DumpedThread SELECTING =
      thread("loop-1", "sun.nio.ch.SelectorImpl.lockAndDoSelect", "app.Loop.run");
  private static final DumpedThread HTTP_CLIENT =
      thread(
          "HttpClient-1-SelectorManager",
          "sun.nio.ch.SelectorImpl.lockAndDoSelect",
          "jdk.internal.net.http.HttpClientImpl$SelectorManager.run");
  private static final DumpedThread ACCEPTING =
      thread("acceptor", "sun.nio.ch.NioSocketImpl.accept", "app.Server.run");

  private static final DumpedThread POLLING =
      thread("MasterPoller", "sun.nio.ch.EPollPoller.poll", "sun.nio.ch.Poller.pollLoop");
  private static final DumpedThread SHADED =
      thread("grpc-1", "io.grpc.netty.shaded.io.netty.channel.epoll.Native.epollWait");

  private static final DumpedThread URING =
      thread("uring-1", "io.netty.channel.uring.Native.ioUringEnter");

  private static final DumpedThread EPOLL =
      thread("epoll-1", "io.netty.channel.epoll.Native.epollWait", "app.Loop.run");

  @TempDir Path directory;

  private RecordingSummary recording;

  /// Of an application whose socket reads were to be counted, and of which no class was loaded.
  @BeforeEach
  void record() throws Exception {
    record("io.netty.channel.unix.Socket::recv");
  }

  private void record(String filter) throws Exception {
    record(empty -> empty.enable("jdk.MethodTiming").with("filter", filter), () -> {});
  }

  private void record(Consumer<Recording> settings, Runnable work) throws Exception {
    Path file = directory.resolve("made-up.jfr");
    try (Recording madeUp = new Recording()) {
      settings.accept(madeUp);
      madeUp.enable("jdk.ActiveSetting");
      madeUp.start();
      work.run();
      madeUp.stop();
      madeUp.dump(file);
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

  private Evidence beside(DumpedThread... threads) {
    recording.collected(ThreadSnapshots.class).add(List.of(threads));
    return AdviceEvidence.of(recording);
  }

  @Test
  void namesWhatMostOfAPoolWaitsForThatMayBeAnotherPool() {
    assertAsking(8, "AbstractConnPool.getPoolEntryBlocking", poolOf(7, BORROWING));
  }

  @Test
  void takesWhoQueuesForAConnectionForWhoWaitsForAnotherPool() {
    Evidence seen = poolOf(92, QUEUEING);

    assertAsking(93, "ConcurrentBag.borrow", seen);
    assertEquals("93 of 93, in 2 of 2 dumps", seen.seen().get(Fact.ASKING_POOL).surety());
  }

  /// Evidence of a pool of which one thread reads, and many do something else, in two dumps.
  private Evidence poolOf(int many, DumpedThread others) {
    List<DumpedThread> threads = new ArrayList<>(Collections.nCopies(many, others));
    threads.add(READING);
    for (int i = 0; i < 2; i++) {
      recording.collected(ThreadSnapshots.class).add(threads);
    }
    return AdviceEvidence.of(recording);
  }

  private static void assertAsking(int threads, String frame, Evidence seen) {
    assertTrue(Double.isNaN(seen.of(Fact.FULL_POOL)));
    assertEquals(threads, seen.of(Fact.ASKING_POOL));
    assertEquals(
        "pool-1-thread-#, for one in " + frame, seen.seen().get(Fact.ASKING_POOL).detail());
  }

  @Test
  void countsNoReadsOfAnApplicationWithoutSockets() {
    assertEquals(0, beside(ACCEPTING).of(Fact.READS));
  }

  @Test
  void knowsNoCountWhereSocketsAreSeenButNotTimed() {
    assertTrue(Double.isNaN(beside(READING).of(Fact.READS)));
  }

  @Test
  void knowsNoCountWhereAVirtualThreadIsSeenButNothingTimed() {
    assertTrue(Double.isNaN(beside(POLLING).of(Fact.READS)));
  }

  @Test
  void trustsNoCountBesideATransportThatIsNotTimed() throws Exception {
    Class.forName("sun.nio.ch.SocketDispatcher");
    record("sun.nio.ch.SocketDispatcher::read");
    assertFalse(Double.isNaN(beside(SELECTING).of(Fact.READS)));

    Evidence seen = beside(SHADED);
    assertTrue(Double.isNaN(seen.of(Fact.READS)));
    assertEquals("grpc-#, loop-#", seen.seen().get(Fact.LOOPS).detail());
  }

  @Test
  void trustsNoCountBesideNettysEpollIfThatIsNotTimed() throws Exception {
    Class.forName("sun.nio.ch.SocketDispatcher");
    record("sun.nio.ch.SocketDispatcher::read");
    assertTrue(Double.isNaN(beside(SELECTING, EPOLL).of(Fact.READS)));

    String selects =
        "sun.nio.ch.SocketDispatcher::read;io.netty.channel.epoll.EpollIoHandler::epollWait";
    record(selects);
    assertTrue(Double.isNaN(beside(SELECTING, EPOLL).of(Fact.READS)));

    record(selects + ";io.netty.channel.unix.Socket::recv");
    assertFalse(Double.isNaN(beside(SELECTING, EPOLL).of(Fact.READS)));
  }

  @Test
  void trustsNoCountBesideIoUring() throws Exception {
    Class.forName("sun.nio.ch.SocketDispatcher");
    record("sun.nio.ch.SocketDispatcher::read");
    assertTrue(Double.isNaN(beside(SELECTING, URING).of(Fact.READS)));
  }

  @Test
  void countsTheLoopsThatWereThereAtOnce() {
    recording.collected(ThreadSnapshots.class).add(List.of(SELECTING, HTTP_CLIENT));
    String next = HTTP_CLIENT.name().replace("1", "2");
    Evidence seen =
        beside(SELECTING, new DumpedThread(next, 0, HTTP_CLIENT.state(), HTTP_CLIENT.frames()));

    assertEquals(2, seen.of(Fact.LOOPS));
  }

  @Test
  void tellsOfTheCallsOfOneLoop() {
    BlockingCalls calls = recording.collected(BlockingCalls.class);
    for (int i = 0; i < 30; i++) {
      calls.of("loop-1").add(10_000_000, "jdk.FileRead in app.Loop.run");
    }
    calls.of("loop-2").add(200_000_000, "jdk.FileForce in app.Loop.run");
    Evidence seen = beside(SELECTING, thread("loop-2", "sun.nio.ch.SelectorImpl.lockAndDoSelect"));

    assertEquals("jdk.FileRead in app.Loop.run", seen.seen().get(Fact.LOOP_HELD).detail());
    assertEquals(30, seen.of(Fact.LOOP_HOLDS));
    assertEquals(10e6, seen.of(Fact.LOOP_LONGEST));
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

  @ParameterizedTest
  @CsvSource({
    "1000, 0, 1000",
    "2000, 1000, 1000",
    "2000, 1500, 1000",
    "2000, 400, 1600",
    "0, 9, 0"
  })
  void leavesOutReadsAfterWhichAThreadParked(double reads, double registrations, double found) {
    assertEquals(found, AdviceEvidence.found(reads, registrations));
  }

  @ParameterizedTest
  @CsvSource({"jdk.ExecutionSample, 0.25", "jdk.CPUTimeSample, NaN"})
  void tellsOfTheSystemsTimeWhereSamplesMissIt(String samples, double system) throws Exception {
    record(
        settings -> settings.enable(samples).with("period", "10 ms").with("throttle", "10 ms"),
        Computation::run);
    Surroundings surroundings = recording.collected(Surroundings.class);
    surroundings.acceptLoad(0, 0.4, 0.5);
    surroundings.acceptSystem(0.1);
    Evidence seen = AdviceEvidence.of(recording);

    assertTrue(seen.of(Fact.SAMPLES) > 0);
    assertEquals(system, seen.of(Fact.SYSTEM_CODE), 1e-9);
    assertEquals(0.5, seen.of(Fact.MACHINE), 1e-9);
  }

  @Test
  void boundsNothingBySamplesThatMissTheSystemsTimeWhereThatIsNotKnown() throws Exception {
    record(
        settings -> settings.enable("jdk.ExecutionSample").with("period", "10 ms"),
        Computation::run);
    Evidence seen = AdviceEvidence.of(recording);

    assertTrue(seen.of(Fact.SAMPLES) > 0);
    assertTrue(Double.isNaN(seen.of(Fact.WAITING_CODE)));
  }
}
