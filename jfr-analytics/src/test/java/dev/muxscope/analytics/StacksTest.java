package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.Stacks.Sum;
import dev.muxscope.report.FlameGraph;
import dev.muxscope.report.FlameGraph.Frame;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Flame graphs of work whose place is known: a virtual thread and a pool's thread that compute,
/// allocate, sleep and park.
class StacksTest {

  private static final EnumSet<FlameKind> ALL = EnumSet.allOf(FlameKind.class);

  @TempDir static Path directory;

  private static RecordingSummary timed;
  private static RecordingSummary sampled;
  private static RecordingSummary bare;

  @BeforeAll
  static void record() throws Exception {
    timed =
        record("timed.jfr", "jdk.CPUTimeSample#enabled=true", "jdk.CPUTimeSample#throttle=5 ms");
    sampled =
        record(
            "sampled.jfr", "jdk.ExecutionSample#period=5 ms", "jdk.ExecutionSample#enabled=true");
    bare = Servers.read(directory, "select", () -> {});
  }

  private static RecordingSummary record(String name, String... settings) throws Exception {
    Path file = directory.resolve(name);
    try (Recording recording = new Recording()) {
      for (Class<?> own : Events.class.getDeclaredClasses()) {
        recording.disable(own.asSubclass(jdk.jfr.Event.class));
      }
      for (String type : List.of("jdk.ThreadSleep", "jdk.ThreadPark")) {
        recording.enable(type).withThreshold(Duration.ZERO).withStackTrace();
      }
      recording.enable("jdk.ObjectAllocationSample").withStackTrace();
      for (String setting : settings) {
        String[] parts = setting.split("[#=]");
        Map<String, String> all = recording.getSettings();
        all.put(parts[0] + "#" + parts[1], parts[2]);
        all.put(parts[0] + "#stackTrace", "true");
        recording.setSettings(all);
      }
      recording.start();
      Thread pool = Thread.ofPlatform().name("http-nio-8080-exec-7").start(StacksTest::work);
      Thread virtual = Thread.ofVirtual().name("mine").start(() -> work());
      pool.join();
      virtual.join();
      recording.stop();
      recording.dump(file);
    }
    return RecordingReader.read(file);
  }

  private static void work() {
    long sum = 0;
    // Of a millisecond each, so that a pause, in which no sample is taken, costs one.
    for (int step = 0; step < 400; step++) {
      long end = System.nanoTime() + 1_000_000;
      while (System.nanoTime() < end) {
        sum += new byte[1_000].length + Long.toString(sum).hashCode();
      }
    }
    LockSupport.parkNanos(20_000_000 + sum % 2);
    try {
      Thread.sleep(10);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static long sum(
      RecordingSummary recording, ToLongFunction<RecordedEvent> weight, String... types)
      throws Exception {
    long sum = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(recording.file())) {
      if (List.of(types).contains(event.getEventType().getName())) {
        sum += weight.applyAsLong(event);
      }
    }
    return sum;
  }

  private static Frame child(Frame frame, String name) {
    return frame.children().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + frame.children()));
  }

  private static FlameGraph graph(Report report, String id) {
    return Reports.section(report, id).stream()
        .flatMap(section -> section.blocks().stream())
        .filter(FlameGraph.class::isInstance)
        .map(FlameGraph.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static boolean contains(Frame frame, String name) {
    return frame.name().equals(name)
        || frame.children().stream().anyMatch(child -> contains(child, name));
  }

  @Test
  void addsUpWhatTheEventsSay() throws Exception {
    Stacks stacks = timed.collected(Stacks.class);

    assertEquals(
        sum(timed, event -> event.getDuration("samplingPeriod").toNanos(), "jdk.CPUTimeSample"),
        stacks.total(Sum.CPU_TIME));
    assertEquals(
        sum(timed, event -> event.getLong("weight"), "jdk.ObjectAllocationSample"),
        stacks.total(Sum.ALLOCATION));
    assertEquals(
        sum(timed, event -> event.getDuration().toNanos(), "jdk.ThreadSleep", "jdk.ThreadPark"),
        stacks.total(Sum.BLOCKING));
    assertEquals(
        sum(sampled, _ -> 1, "jdk.ExecutionSample"),
        sampled.collected(Stacks.class).total(Sum.RUNNING));
  }

  @Test
  void graphsHaveTheSameTotals() {
    Report report = Analysis.flames(List.of(timed), ALL);
    Stacks stacks = timed.collected(Stacks.class);

    assertEquals(stacks.total(Sum.CPU_TIME), graph(report, "flame-cpu").root().value());
    assertEquals(stacks.total(Sum.ALLOCATION), graph(report, "flame-allocation").root().value());
    assertEquals(stacks.total(Sum.BLOCKING), graph(report, "flame-blocking").root().value());
  }

  @Test
  void tellsVirtualThreadsFromTheRest() {
    Frame all = graph(Analysis.flames(List.of(timed), ALL), "flame-cpu").root();
    String work = StacksTest.class.getName() + ".work";

    assertTrue(contains(child(all, "virtual threads"), work));
    assertTrue(contains(child(all, "http-nio-#-exec-#"), work));
    assertEquals("virtual threads", child(all, "virtual threads").group());
    assertTrue(
        all.children().stream()
            .noneMatch(role -> role.name().equals("carrier") && contains(role, work)));
  }

  @Test
  void namesLambdasAlike() {
    Frame all = graph(Analysis.flames(List.of(timed), ALL), "flame-cpu").root();

    assertTrue(
        contains(child(all, "virtual threads"), StacksTest.class.getName() + ".record(lambda)"));
  }

  @Test
  void parkingAndSleepingStandApart() {
    Frame all = graph(Analysis.flames(List.of(timed), ALL), "flame-blocking").root();

    // Two of 10 ms, which may seem a little shorter by the recording's clock.
    assertTrue(child(all, "sleeping").value() >= 19_800_000);
    assertTrue(
        contains(
            child(child(all, "parked"), "http-nio-#-exec-#"),
            "java.util.concurrent.locks.LockSupport.parkNanos"));
  }

  @Test
  void allocationsEndInTheType() {
    Frame all = graph(Analysis.flames(List.of(timed), ALL), "flame-allocation").root();

    assertTrue(contains(all, "byte[]"));
  }

  @Test
  void samplesStandInForTimesUnderTheirOwnName() {
    Report report = Analysis.flames(List.of(sampled), EnumSet.of(FlameKind.CPU));

    assertEquals(Table.Format.COUNT, graph(report, "flame-cpu-samples").format());
    assertTrue(Reports.section(report, "flame-cpu").isEmpty());
    assertTrue(
        Reports.paragraphs(report, "flame-cpu-samples", Paragraph.Kind.PLAIN)
            .getFirst()
            .contains("no times"));
  }

  @Test
  void saysWhatWouldRecordWhatIsMissing() {
    Report report = Analysis.flames(List.of(bare), ALL);

    assertEquals(3, Reports.missing(report).size());
    assertTrue(Reports.missing(report).getFirst().contains("jdk.CPUTimeSample#enabled=true"));
  }

  @Test
  void summariesShowWhatWasRecorded() {
    Report report = Analysis.summarize(timed);

    assertTrue(Reports.section(report, "flame-cpu").isPresent());
    assertTrue(Reports.section(report, "flame-blocking").isPresent());
    assertTrue(Reports.section(report, "flame-cpu-samples").isEmpty());
  }

  @Test
  void aRecordingDoesNotDifferFromItself() {
    Report report = Analysis.flames(List.of(timed, timed), EnumSet.of(FlameKind.CPU));
    FlameGraph graph = graph(report, "flame-cpu");

    assertTrue(graph.isDifferential());
    assertSame(graph.root());
    List<Table> tables =
        Reports.section(report, "flame-cpu").orElseThrow().blocks().stream()
            .filter(Table.class::isInstance)
            .map(Table.class::cast)
            .toList();
    assertEquals(List.of("changed"), tables.stream().map(Table::id).toList());
    for (List<Object> row : tables.getFirst().rows()) {
      assertEquals(1.0, row.getLast());
    }
  }

  private static void assertSame(Frame frame) {
    assertEquals(frame.value(), frame.before(), frame::name);
    frame.children().forEach(StacksTest::assertSame);
  }

  @Test
  void whatOneSideAloneHasIsNotCompared() {
    Report report = Analysis.flames(List.of(timed, sampled), ALL);

    assertEquals(
        List.of("No CPU"),
        Reports.missing(report).stream().map(line -> line.substring(0, 6)).toList());
    assertTrue(Reports.section(report, "flame-allocation").isPresent());
  }
}
