package dev.muxscope.analytics;

import static dev.muxscope.analytics.Reports.findings;
import static dev.muxscope.analytics.Reports.missing;
import static dev.muxscope.analytics.Reports.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.advice.Fact;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings of applications that know nothing of Muxscope.
class ForeignRecordingTest {

  @TempDir static Path directory;

  private static RecordingSummary usual;
  private static RecordingSummary bare;

  @BeforeAll
  static void record() throws Exception {
    Map<String, String> settings =
        new HashMap<>(Configuration.getConfiguration("profile").getSettings());
    // Other tests made this JVM know the event, and unless told otherwise it is on.
    settings.put("muxscope.LoopTick#enabled", "false");
    usual = record("usual.jfr", settings, ForeignRecordingTest::work);
    bare = record("bare.jfr", Map.of(), () -> {});
  }

  private static RecordingSummary record(String name, Map<String, String> settings, Runnable work)
      throws Exception {
    Path file = directory.resolve(name);
    try (Recording recording = new Recording()) {
      recording.setSettings(settings);
      recording.start();
      Thread worker = Thread.ofPlatform().name("http-nio-8080-exec-7").start(work);
      worker.join();
      recording.stop();
      recording.dump(file);
    }
    return RecordingReader.read(file);
  }

  private static void work() {
    Computation.run();
    System.gc();
  }

  @Test
  void isSummarisedWithoutRequests() {
    Report report = Analysis.summarize(usual);

    assertEquals("", usual.mode());
    assertEquals(0, usual.requests());
    assertTrue(Double.isNaN(usual.requestsPerSecond()));
    assertTrue(table(report, "gc").isPresent());
    assertTrue(table(report, "allocation").isPresent());
    assertTrue(
        findings(report).stream().noneMatch(line -> line.contains("request")),
        () -> findings(report).toString());
  }

  @Test
  void sharesSamplesAmongThreadsByName() {
    var samples = table(Analysis.summarize(usual), "java-samples").orElseThrow();

    // Which thread has most of so few is chance.
    assertTrue(samples.rows().stream().anyMatch(row -> row.contains("http-nio-#-exec-#")));
    assertTrue(samples.columns().stream().noneMatch(column -> column.label().contains("CPU")));
  }

  @Test
  void namesTheServersEventsAsMissing() {
    List<String> missing = missing(Analysis.summarize(usual));

    assertTrue(missing.stream().anyMatch(line -> line.contains("muxscope.LoopTick")));
    assertTrue(missing.stream().noneMatch(line -> line.contains("Garbage")), missing::toString);
  }

  @Test
  void mayHoldNothingAtAll() {
    Report report = Analysis.summarize(bare);

    assertEquals(List.of(), findings(report));
    assertFalse(missing(report).isEmpty());
    assertFalse(Analysis.compare(bare, usual).sections().isEmpty());
  }

  /// The JDK's own settings have the event on, and a filter that names no method.
  @Test
  void wasNotTimedWhereNoMethodIsNamed() throws Exception {
    assertFalse(usual.recorded("jdk.MethodTiming"));
    List<String> missing = missing(Analysis.summarize(usual));
    assertTrue(
        missing.stream().anyMatch(line -> line.contains("not recorded. It needs jdk.MethodTiming")),
        missing::toString);

    Map<String, String> settings =
        new HashMap<>(Configuration.getConfiguration("profile").getSettings());
    settings.put("jdk.MethodTiming#filter", "java.lang.System::gc");
    RecordingSummary timed = record("timed.jfr", settings, System::gc);
    assertTrue(timed.recorded("jdk.MethodTiming"));
    List<String> warnings = Reports.warnings(Analysis.compare(usual, timed));
    assertTrue(
        warnings.stream().anyMatch(line -> line.contains("of the two recorded jdk.MethodTiming")),
        warnings::toString);
  }

  @Test
  void doesNotSayThatWhatIsUnderAThresholdDidNotHappen() {
    List<String> missing = missing(Analysis.summarize(usual));

    assertEquals(
        2,
        missing.stream()
            .filter(line -> line.contains("held its carrier for longer than the threshold"))
            .count(),
        missing::toString);
  }

  @Test
  void tellsTheSizeOfTheHeapWhereItWasCollected() {
    assertTrue(AdviceEvidence.of(usual).of(Fact.COMMITTED) > 0);
    assertTrue(Double.isNaN(AdviceEvidence.of(bare).of(Fact.COMMITTED)));
  }

  @Test
  void isNotComparedByWhatSettingsHidInOne() throws Exception {
    RecordingSummary all = record("all.jfr", operations("0 ms"), System::gc);
    RecordingSummary some = record("some.jfr", operations("1 us"), System::gc);
    Report report = Analysis.compare(all, some);

    assertTrue(
        Reports.warnings(report).stream()
            .anyMatch(
                line -> line.endsWith(": jdk.ExecuteVMOperation (none in A, under 1 us in B).")),
        () -> Reports.warnings(report).toString());
    Object ratio = Reports.cell(report, "safepoints", SafepointRows.ALL, "B to A");
    assertTrue(Double.isNaN((Double) ratio));
    Reports.assertCell(1, Analysis.compare(all, all), "safepoints", SafepointRows.ALL, "B to A");
  }

  @Test
  void isNotComparedByNumbersOfEventsThatSettingsHidInOne() throws Exception {
    RecordingSummary more = record("more.jfr", operations("1 us"), System::gc);
    RecordingSummary fewer = record("fewer.jfr", operations("2 us"), System::gc);

    String type = Safepoints.OPERATION;
    Object ratio = Reports.cell(Analysis.compare(more, fewer), "hidden-events", type, "B to A");
    assertTrue(Double.isNaN((Double) ratio));
    Reports.assertCell(1, Analysis.compare(more, more), "hidden-events", type, "B to A");
  }

  // A rate of this one is a rate to sample by, and not a limit.
  @Test
  void hidesNoSamplesOfProcessorTime() throws Exception {
    Map<String, String> settings =
        Map.of(
            "jdk.ActiveSetting#enabled", "true",
            "jdk.CPUTimeSample#enabled", "true",
            "jdk.CPUTimeSample#throttle", "500/s");

    assertEquals(List.of(), HiddenRows.all(record("sampled.jfr", settings, () -> {})));
  }

  private static Map<String, String> operations(String threshold) {
    return Map.of(
        "jdk.ActiveSetting#enabled", "true",
        "jdk.ExecuteVMOperation#enabled", "true",
        "jdk.ExecuteVMOperation#threshold", threshold);
  }

  @Test
  void isComparedByShares() {
    Report report = Analysis.compare(usual, usual);

    assertTrue(
        Reports.warnings(report).stream()
            .anyMatch(line -> line.startsWith("Requests are counted in neither")));
    Reports.assertCell(1, report, "allocation", "all", "B to A");
    assertTrue(
        Reports.paragraphs(report, "findings", Paragraph.Kind.PLAIN)
            .getFirst()
            .contains("no noise floor"));
  }
}
