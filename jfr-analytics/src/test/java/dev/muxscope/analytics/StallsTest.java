package dev.muxscope.analytics;

import static dev.muxscope.analytics.Reports.cell;
import static dev.muxscope.analytics.Reports.findings;
import static dev.muxscope.analytics.Reports.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A loop of one connection's commands: one that sleeps while another connection is slow elsewhere,
/// one that runs a collection.
class StallsTest {

  @TempDir static Path directory;

  private static Report report;

  @BeforeAll
  static void record() throws Exception {
    Path file = directory.resolve("stalls.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(Events.RunInfo.class);
      recording.enable(Events.LoopTick.class).withThreshold(Duration.ZERO);
      recording.enable(Events.Request.class).withThreshold(Duration.ZERO);
      recording.enable(Events.Stall.class).withThreshold(Duration.ZERO);
      recording.enable("jdk.GCPhasePause").withThreshold(Duration.ZERO);
      recording.enable("jdk.ExecuteVMOperation").withThreshold(Duration.ZERO);
      // So that none is due while the other stall lasts.
      System.gc();
      recording.start();
      Servers.emitRunInfo("select");
      Thread loop = Thread.ofPlatform().name("mux-loop-0").start(StallsTest::loop);
      loop.join();
      recording.stop();
      recording.dump(file);
    }
    report = Analysis.summarize(RecordingReader.read(file));
  }

  private static void loop() {
    turn(7, 2, 1, () -> sleep(200));
    turn(9, 1, 5, System::gc);
    tick(0, 3, System.nanoTime());
  }

  private static void turn(long connection, int command, int ready, Runnable work) {
    long start = System.nanoTime();
    var stall = new Events.Stall();
    var other = new Events.Request();
    stall.begin();
    other.begin();
    work.run();
    other.connection = 70 + connection;
    other.commit();
    stall.connection = connection;
    stall.command = command;
    stall.commit();
    tick(0, ready, start);
  }

  // As the server does: made when the turn is over, never begun.
  private static void tick(int loop, int ready, long start) {
    var tick = new Events.LoopTick();
    tick.loop = loop;
    tick.processTime = System.nanoTime() - start;
    tick.ready = ready;
    tick.commit();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Object of(String command, String column) {
    var found = table(report, "longest-stalls").orElseThrow();
    int commands = found.columns().stream().map(c -> c.label()).toList().indexOf("command");
    var row =
        found.rows().stream()
            .filter(r -> r.get(commands).equals(command))
            .findFirst()
            .orElseThrow();
    return row.get(found.columns().stream().map(c -> c.label()).toList().indexOf(column));
  }

  @Test
  void nameWhoHeldTheThread() {
    assertEquals("mux-loop-0", of("SET", "thread"));
    assertEquals(7L, of("SET", "connection"));
    // A sleep of 200 ms may seem a little shorter by the recording's clock.
    assertTrue((Long) of("SET", "held its thread") >= 198_000_000);
  }

  @Test
  void tellWhoWaited() {
    assertEquals(1, of("SET", "ready with it"));
    assertEquals(5, of("SET", "ready after it"));
    assertEquals(3, of("GET", "ready after it"));
    assertTrue(of("SET", "slow meanwhile").toString().startsWith("1: connection 77 ("));
    // A collection on a busy machine may take longer than the other stall.
    boolean set = (Long) of("SET", "held its thread") > (Long) of("GET", "held its thread");
    String waited = ", and waited: %d.".formatted(set ? 5 : 3);
    assertTrue(
        findings(report).stream().anyMatch(line -> line.endsWith(waited)),
        () -> findings(report).toString());
  }

  @Test
  void tellWhatCollectionFellInThem() {
    assertEquals(Double.NaN, of("SET", "GC in it"));
    assertTrue((Double) of("GET", "GC in it") > 0);
    assertTrue((Double) of("GET", "GC in it") <= (Long) of("GET", "held its thread"));
    assertTrue((Double) of("GET", "safepoints in it") > 0);
    assertEquals(1L, cell(report, "stall-causes", StallRows.GC, "stalls"));
    assertTrue(
        findings(report).stream()
            .anyMatch(line -> line.startsWith("Garbage collections fell into 1 of the longest")));
  }

  /// Of a long recording not all samples are kept.
  @Test
  void areSeenNowhereKnownAfterTheLastSampleKept() throws Exception {
    List<RecordedEvent> events = busyStall();
    Stalls stalls = new Stalls();
    events.stream().filter(event -> !isSample(event)).forEach(stalls::accept);
    RecordedEvent sample = events.stream().filter(StallsTest::isSample).findFirst().orElseThrow();
    for (int i = 0; i < 200_000; i++) {
      stalls.accept(sample);
    }
    assertTrue(stalls.seenIn(stalls.longest().getFirst()).startsWith("Computation.run"));

    stalls.accept(sample);
    assertEquals("not known", stalls.seenIn(stalls.longest().getFirst()));
  }

  private static boolean isSample(RecordedEvent event) {
    return event.getEventType().getName().equals("jdk.ExecutionSample");
  }

  private static boolean isStall(RecordedEvent event) {
    return event.getEventType().getName().equals(CommandTimes.STALL);
  }

  private static List<RecordedEvent> busyStall() throws Exception {
    Path file = directory.resolve("busy.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(Events.Stall.class).withThreshold(Duration.ZERO);
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10)).withStackTrace();
      recording.start();
      Thread busy = Thread.ofPlatform().start(() -> turn(7, 2, 1, Computation::run));
      busy.join();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> isSample(event) ? isBusy(event) : isStall(event))
        .toList();
  }

  private static boolean isBusy(RecordedEvent sample) {
    return Frames.application(sample.getStackTrace()).equals("Computation.run");
  }

  @Test
  void areSortedByLength() {
    List<List<Object>> rows = table(report, "longest-stalls").orElseThrow().rows();
    for (int i = 1; i < rows.size(); i++) {
      assertTrue((Long) rows.get(i - 1).get(1) >= (Long) rows.get(i).get(1));
    }
  }
}
