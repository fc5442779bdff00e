package dev.muxscope.analytics;

import static dev.muxscope.analytics.MadeUpRun.SECOND;
import static dev.muxscope.analytics.MadeUpRun.START;
import static dev.muxscope.analytics.Reports.assertCell;
import static dev.muxscope.analytics.Reports.cell;
import static dev.muxscope.analytics.Reports.findings;
import static dev.muxscope.analytics.Reports.section;
import static dev.muxscope.analytics.Reports.table;
import static dev.muxscope.analytics.Reports.warnings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Chart;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final String TIME = "compared-time";
  private static final String COUNT = "compared-count";
  private static final String CPU = "CPU per request";

  private static final String SLEEP = "jdk.ThreadSleep";

  @TempDir Path directory;

  private final MadeUpRun run = MadeUpRun.of("select");

  @Test
  void findsNoDifferenceInARunAgainstItself() {
    Report report = Analysis.compare(run.recording(), run.recording());

    for (Table table : tables(report)) {
      for (List<Object> row : table.rows()) {
        assertEquals("no difference", row.getLast(), row::toString);
        assertEquals(1, ((Estimate) row.get(3)).value(), 1e-9, row::toString);
      }
    }
    assertEquals(List.of(), warnings(report));
  }

  @Test
  void findsNoDifferenceInRunsThatDifferByChance() {
    Report report = Analysis.compare(run.recording(), run.withSeed(2).recording());

    assertEquals("no difference", cell(report, TIME, CPU, "verdict"));
    assertTrue(
        findings(report).stream()
            .anyMatch(line -> line.matches("No difference in \\d+ of \\d+ measures: .*")),
        findings(report)::toString);
  }

  @Test
  void findsTwiceTheCost() {
    Report report =
        Analysis.compare(
            run.recording(), run.withMode("vthreads").withSeed(2).withCpu(40_000).recording());

    Estimate ratio = (Estimate) cell(report, TIME, CPU, "B to A");
    assertTrue(ratio.low() > 1.9 && ratio.low() < 2 && 2 < ratio.high(), ratio::toString);
    assertEquals("more in B", cell(report, TIME, CPU, "verdict"));
    assertEquals("more in B", cell(report, TIME, "wait for a processor per request", "verdict"));
    assertTrue(
        findings(report).stream()
            .anyMatch(line ->
                line.matches(
                    "CPU per request: 20\\.\\d µs in A, (39|40)\\.\\d µs in B \\((1|2)\\.\\d\\dx"
                        + " \\[1\\.9\\d, 2\\.0\\d]\\): more in B\\.")),
        findings(report)::toString);
  }

  @Test
  void givesNoVerdictOnRunsOfOtherRates() {
    Report report =
        Analysis.compare(run.recording(), run.withRate(1_030).withCpu(40_000).recording());

    assertEquals("does not compare", cell(report, TIME, CPU, "verdict"));
    Estimate ratio = (Estimate) cell(report, TIME, CPU, "B to A");
    assertEquals(2, ratio.value(), 0.1);
    assertTrue(Double.isNaN(ratio.low()), ratio::toString);
    assertTrue(
        warnings(report).getFirst().startsWith("The request rates differ by more than 2 %: 1,000"));
  }

  @Test
  void comparesRatesThatDifferLittle() {
    Report report = Analysis.compare(run.recording(), run.withRate(1_010).recording());

    assertEquals("no difference", cell(report, TIME, CPU, "verdict"));
  }

  @Test
  void hasNotEnoughEvidenceInShortRuns() {
    Report report =
        Analysis.compare(run.recording(), run.withSeconds(7).withCpu(40_000).recording());

    assertEquals("not enough evidence", cell(report, TIME, CPU, "verdict"));
    assertTrue(
        warnings(report).getFirst().startsWith("There are 30 steady seconds in A and 7 in B"),
        warnings(report)::toString);
  }

  @Test
  void saysWhatOnlyOneHas() {
    RecordingSummary carriers = run.recording();
    RoleTimes.Role carrier = carriers.collected(RoleTimes.class).role("carrier");
    for (int i = 0; i <= 32; i++) {
      carrier.cpu().add(carriers.startNanos() + i * MadeUpRun.SECOND, i * 5_000_000L);
    }
    Report report = Analysis.compare(run.recording(), carriers);

    assertEquals("only in B", cell(report, TIME, "CPU per request, in carrier", "verdict"));
    assertEquals("more in B", cell(report, TIME, CPU, "verdict"));
  }

  @Test
  void doesNotTakeNoSampleForNothing() {
    RecordingSummary one = run.recording();
    RecordingSummary other = run.recording();
    one.collected(Allocations.class).bytes().add(one.startNanos(), 1_000);
    for (int i = 0; i <= 32; i++) {
      long time = other.startNanos() + i * MadeUpRun.SECOND;
      other.collected(Allocations.class).bytes().add(time, 1_000_000);
    }
    Report report = Analysis.compare(one, other);

    assertEquals(
        "not enough evidence",
        cell(report, "compared-size", "allocation per request, sampled", "verdict"));
  }

  @Test
  void doesNotJudgeEventsThatWereLost() {
    RecordingSummary lossy = run.recording();
    lossy.collected(RunFacts.class).lose(1_000);
    Report report = Analysis.compare(run.recording(), lossy);

    assertEquals("does not compare", cell(report, TIME, "GC pause per request", "verdict"));
    assertEquals("no difference", cell(report, TIME, CPU, "verdict"));
    assertTrue(warnings(report).getFirst().startsWith("Events were lost in B"));
  }

  @Test
  void givesNoRatiosOfSumsOfEventsThatWereLost() {
    RecordingSummary whole = run.recording();
    RecordingSummary lossy = run.recording();
    addPins(whole, 10);
    addPins(lossy, 10);
    assertCell(1, Analysis.compare(whole, lossy), "pins", "a", "B to A");

    lossy.collected(RunFacts.class).lose(1_000);
    Report report = Analysis.compare(whole, lossy);
    assertTrue(Double.isNaN((Double) cell(report, "pins", "a", "B to A")));
    assertCell(1, report, "server-calls", "reads", "B to A");
  }

  @Test
  void doesNotJudgeSampledTimesOfWhichOneLostMore() {
    Report report = Analysis.compare(sampled(0), sampled(10));
    assertEquals("no difference", cell(report, TIME, "CPU per second, sampled", "verdict"));
    assertCell(1, report, "cpu-samples", "main", "B to A");

    report = Analysis.compare(sampled(400), sampled(0));
    assertEquals("does not compare", cell(report, TIME, "CPU per second, sampled", "verdict"));
    assertTrue(
        warnings(report).stream()
            .anyMatch(line ->
                line.startsWith("Samples of CPU time were lost: 28.8 % in A and 0.0 % in B")),
        warnings(report)::toString);
  }

  @Test
  void givesNoRatiosOfSharesOfTimeToSharesOfSamples() {
    RecordingSummary timed = run.recording();
    addTop(timed.collected(ThreadSamples.class).cpuTime(), 10_000_000);
    RecordingSummary counted = run.recording();
    addTop(counted.collected(ThreadSamples.class).execution(), 0);

    assertCell(1, Analysis.compare(timed, timed), "hot-methods", "a", "B to A");
    assertCell(1, Analysis.compare(counted, counted), "hot-methods", "a", "B to A");
    Object ratio = cell(Analysis.compare(timed, counted), "hot-methods", "a", "B to A");
    assertTrue(Double.isNaN((Double) ratio), ratio::toString);
  }

  private static void addTop(ThreadSamples.Tally samples, long nanos) {
    samples.byMethod().computeIfAbsent("a", _ -> new Amount()).add(nanos);
    samples.all().add(nanos);
  }

  /// One sample each 33 ms, beside those that were lost.
  private RecordingSummary sampled(int lost) {
    RecordingSummary recording = run.withRate(0).recording();
    ThreadSamples.Tally samples = recording.collected(ThreadSamples.class).cpuTime();
    TimedSum times = samples.timesByRole().computeIfAbsent("main", _ -> new TimedSum());
    Amount main = samples.byRole().computeIfAbsent("main", _ -> new Amount());
    for (int i = 0; i < 33 * 30; i++) {
      times.add(START + i * SECOND / 30, 10_000_000);
      main.add(10_000_000);
      samples.all().add(10_000_000);
    }
    recording.collected(RunFacts.class).loseSamples(lost);
    return recording;
  }

  @Test
  void givesNoRatiosOfEventsThatOneThrottleCutOffInOneAlone() throws Exception {
    Object ratio =
        cell(Analysis.compare(throttled(30), throttled(40)), "hidden-events", SLEEP, "B to A");
    assertEquals(4 / 3.0, (Double) ratio, 1e-9);

    Report report = Analysis.compare(throttled(30), throttled(100));
    assertTrue(Double.isNaN((Double) cell(report, "hidden-events", SLEEP, "B to A")));
    assertTrue(
        warnings(report).stream()
            .anyMatch(line -> line.endsWith(SLEEP + " (over 100/s in A, over 100/s in B).")),
        warnings(report)::toString);
  }

  @Test
  void givesNoRatiosOfWaitsByCallPathThatOneThrottleCutOff() throws Exception {
    String waits = "flame-blocking";
    assertTrue(hasRatios(Analysis.compare(throttled(30), throttled(40)), waits));

    assertFalse(hasRatios(Analysis.compare(throttled(30), throttled(100)), waits));
  }

  @Test
  void givesNoRatiosOfCallPathsWhoseEventsWereLost() throws Exception {
    RecordingSummary lossy = throttled(40);
    lossy.collected(RunFacts.class).lose(1_000);

    assertFalse(hasRatios(Analysis.compare(throttled(30), lossy), "flame-blocking"));
  }

  @Test
  void saysBesideGraphsAloneWhatLimitsThem() {
    RecordingSummary lossy = run.recording();
    lossy.collected(RunFacts.class).lose(1_000);
    List<FlameKind> kinds = List.of(FlameKind.BLOCKING);

    String one = problems(Analysis.flames(List.of(lossy), kinds)).getFirst();
    assertTrue(one.startsWith("The recorder lost"), one);
    List<String> two = problems(Analysis.flames(List.of(run.recording(), lossy), kinds));
    assertTrue(two.getFirst().startsWith("Events were lost in B"), two::toString);
    assertTrue(two.getLast().startsWith("B: The recorder lost"), two::toString);
  }

  private static List<String> problems(Report report) {
    return Reports.paragraphs(report, "problems", Paragraph.Kind.WARNING);
  }

  private static boolean hasRatios(Report report, String table) {
    return table(report, table).orElseThrow().rows().stream()
        .anyMatch(row -> Double.isFinite((Double) row.getLast()));
  }

  @Test
  void tellsOfAThrottleThatWasReachedInABurst() throws Exception {
    Object missing = HiddenRows.all(throttled(30)).getFirst().getLast();
    assertEquals("little, unless they came in bursts", missing);

    RecordingSummary burst = throttled(60);
    assertEquals("all beyond the limit", HiddenRows.all(burst).getFirst().getLast());
    assertEquals(SLEEP, HiddenRows.trust(burst).getFirst().getFirst());
  }

  /// A run with so many sleeps in one of its seconds, of which at most 100 were recorded.
  private RecordingSummary throttled(int sleeps) throws Exception {
    Path file = directory.resolve("sleep.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(SLEEP).withThreshold(Duration.ZERO);
      recording.start();
      Thread.sleep(1);
      recording.stop();
      recording.dump(file);
    }
    RecordedEvent sleep = RecordingFile.readAllEvents(file).getFirst();
    Intake intake = new Intake();
    intake.begin(List.of(sleep.getEventType()));
    for (int i = 0; i < sleeps; i++) {
      intake.accept(sleep);
    }
    RecordingSummary recording = run.recording(intake);
    recording.collected(ActiveSettings.class).add(recording.typeId(SLEEP), "throttle", "100/s");
    return recording;
  }

  @Test
  void doesNotJudgeTimesUnderForeignLoad() {
    RecordingSummary disturbed = run.recording();
    RecordingSummary quiet = run.recording();
    for (int i = 0; i <= 32; i++) {
      long time = quiet.startNanos() + i * MadeUpRun.SECOND;
      quiet.collected(Surroundings.class).acceptLoad(time, 0.2, 0.3);
      disturbed.collected(Surroundings.class).acceptLoad(time, 0.2, 0.5);
    }
    Report report = Analysis.compare(quiet, disturbed);

    assertEquals("does not compare", cell(report, TIME, CPU, "verdict"));
    assertEquals("no difference", cell(report, COUNT, "reads per request", "verdict"));
    assertTrue(warnings(report).getFirst().contains("10.0 % of the machine's processors in A"));
    assertEquals(List.of(), warnings(Analysis.compare(quiet, quiet)));
  }

  @Test
  void warnsOfOtherSettingsButNotOfThePort() {
    RecordingSummary other = run.recording();
    other.collected(RunFacts.class).facts().put("settings", "port=7001, loops=2");
    other.collected(RunFacts.class).facts().put("hardware threads", "4");

    assertEquals(
        List.of(
            "A and B differ in more than their mode: hardware threads 2 against 4.",
            "A and B differ in more than their mode: loops 1 against 2."),
        warnings(Analysis.compare(run.recording(), other)));
  }

  @Test
  void readsLatenciesNoFinerThanTheirBuckets() {
    RecordingSummary slower = run.recording();
    Levels p99 = slower.collected(Latencies.class).p99();
    for (int i = 0; i <= 32; i++) {
      long time = slower.startNanos() + i * MadeUpRun.SECOND;
      p99.add(time, 124_000);
    }
    Report report = Analysis.compare(run.recording(), slower);

    assertEquals(
        "not enough evidence", cell(report, TIME, "p99 in the server, median second", "verdict"));
  }

  @Test
  void comparesPerConnection() {
    Report report = Analysis.compare(run.recording(), run.withCpu(40_000).recording());

    assertEquals(
        1_000 * 20_000 / 64.0,
        (Double) cell(report, TIME, "CPU per open connection-second", "A"),
        20_000);
    assertEquals(
        1_000 / 64.0,
        (Double) cell(report, COUNT, "requests per open connection-second", "A"),
        1e-6);
  }

  @Test
  void drawsBothOverTheSameSeconds() {
    Report report = Analysis.compare(run.recording(), run.withSeconds(20).recording());
    Chart cpu = chart(report, "time-cpu");

    assertEquals(2, cpu.series().size());
    assertEquals(32, cpu.series().getFirst().points().size());
    // Two seconds of warm-up come before 0.
    assertEquals(-1.5, cpu.series().getFirst().points().getFirst().x());
    assertEquals(-1.5, cpu.series().getLast().points().getFirst().x());
    assertEquals(List.of(new Chart.Span(0, 18, "steady in both")), cpu.spans());
  }

  private static Chart chart(Report report, String id) {
    return section(report, "over-time").orElseThrow().blocks().stream()
        .filter(block -> block instanceof Chart chart && chart.id().equals(id))
        .map(Chart.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void drawsEachSecondOfAShortLoadInALongRecording() {
    RecordingSummary idle = run.recording();
    for (int i = 33; i <= 1_000; i++) {
      idle.collected(IoCounters.class).of("requests").add(START + i * SECOND, 32_000);
    }
    List<Chart.Point> points =
        chart(Analysis.compare(run.recording(), idle), "time-requests").series().getLast().points();

    assertEquals(-1.5, points.getFirst().x());
    assertEquals(42, points.size());
  }

  @Test
  void drawsWhatIsLeftOfALongRecordingInItsMiddle() {
    RecordingSummary longer = run.withSeconds(1_000).recording();
    List<Chart.Point> points =
        chart(Analysis.compare(longer, longer), "time-requests").series().getFirst().points();

    // Three seconds a point, but the last: 996 and 997.
    assertEquals(1.5, points.getFirst().x());
    assertEquals(997, points.getLast().x());
  }

  /// As of two recordings of one JVM, ten seconds apart: in between it paused for long, and served
  /// requests at other costs.
  @Test
  void leavesOutWhatLiesBetweenTwoFiles() {
    Report whole = Analysis.compare(run.recording(), run.recording());
    RecordingSummary gap =
        run.recording(new Coverage.Gap(START + 10 * SECOND, START + 20 * SECOND));
    gap.collected(Pauses.class).times().add(START + 15 * SECOND, 60 * SECOND);
    gap.collected(RoleTimes.class).role("GC").cpu().add(START + 10 * SECOND, 0);
    gap.collected(RoleTimes.class).role("GC").cpu().add(START + 20 * SECOND, 60 * SECOND);
    Report report = Analysis.compare(gap, run.recording());

    assertEquals(
        (Double) cell(whole, TIME, "GC pause per request", "A"),
        (Double) cell(report, TIME, "GC pause per request", "A"),
        1);
    assertEquals("no difference", cell(report, TIME, CPU, "verdict"));
    assertTrue(paragraphs(report).contains("A 20 after the first 2 of 22"), paragraphs(report));
  }

  private static String paragraphs(Report report) {
    return section(report, "over-time").orElseThrow().blocks().toString();
  }

  @Test
  void saysWhereForeignLoadIsNotKnown() {
    RecordingSummary missed = run.recording();
    RecordingSummary known = run.recording();
    for (int i = 0; i <= 32; i++) {
      long time = known.startNanos() + i * MadeUpRun.SECOND;
      missed.collected(Surroundings.class).acceptLoad(time, 0.2, 0.2);
      known.collected(Surroundings.class).acceptLoad(time, 0.2, 0.5);
    }
    Report report = Analysis.compare(missed, known);

    assertTrue(
        warnings(report).getFirst().startsWith("In A, what other processes used is not known"));
    assertEquals("no difference", cell(report, TIME, CPU, "verdict"));
  }

  @Test
  void saysWhereTheRateWasNotSteady() {
    RecordingSummary rising = run.withRate(0).recording();
    for (int i = 0; i <= 32; i++) {
      long time = rising.startNanos() + i * MadeUpRun.SECOND;
      rising.collected(IoCounters.class).of("requests").add(time, 30 * i * i);
    }

    String said = String.join("\n", warnings(Analysis.compare(run.recording(), rising)));
    assertTrue(said.contains("In B, the request rate was not steady"), said);
  }

  @Test
  void saysThatAShareIsUnknownBesideOneThatIsFull() {
    RecordingSummary full = run.recording();
    RecordingSummary missed = run.recording();
    for (int i = 0; i <= 32; i++) {
      long time = full.startNanos() + i * MadeUpRun.SECOND;
      full.collected(Surroundings.class).acceptLoad(time, 0.4, 0.95);
      missed.collected(Surroundings.class).acceptLoad(time, 0.2, 0.2);
    }

    String warning = warnings(Analysis.compare(full, missed)).getFirst();
    assertTrue(
        warning.contains("55.0 % of the machine's processors in A and an unknown share in B"),
        warning);
  }

  @Test
  void comparesNothingPerRequestWhereNoneAreCounted() {
    RecordingSummary foreign = run.withRate(0).recording();
    for (int i = 0; i <= 32; i++) {
      long time = foreign.startNanos() + i * MadeUpRun.SECOND;
      foreign.collected(Surroundings.class).acceptLoad(time, 0.25, 0.4);
    }
    Report report = Analysis.compare(foreign, foreign);

    assertEquals(0.5e9, (Double) cell(report, TIME, "CPU per second, by jdk.CPULoad", "A"), 1e-3);
    assertTrue(
        tables(report).stream()
            .flatMap(table -> table.rows().stream())
            .noneMatch(row -> row.getFirst().toString().contains("per request")));
    assertFalse(warnings(report).isEmpty());
  }

  /// One of a minute and one of ten, with as many events a second.
  @Test
  void comparesNumbersOfEventsPerSecond() {
    RecordingSummary one = run.withSeconds(59).recording();
    RecordingSummary longer = run.withSeconds(599).recording();
    addPins(one, 120);
    addPins(longer, 1_200);
    Report report = Analysis.compare(one, longer);

    for (String view : List.of("pins", "pin-sites", "stalls")) {
      String row = table(report, view).orElseThrow().rows().getFirst().getFirst().toString();
      assertCell(2, report, view, row, "A");
      assertCell(1, report, view, row, "B to A");
    }
  }

  private static void addPins(RecordingSummary recording, int count) {
    Amount pins =
        recording.collected(Pins.class).byReason().computeIfAbsent("a", _ -> new Amount());
    Amount site = recording.collected(Pins.class).bySite().computeIfAbsent("b", _ -> new Amount());
    Amount stalls =
        recording.collected(CommandTimes.class).stalls().computeIfAbsent(0L, _ -> new Amount());
    for (int i = 0; i < count; i++) {
      List.of(pins, site, stalls).forEach(amount -> amount.add(1));
    }
  }

  @Test
  void beginsWithTheMeasures() {
    Report report = Analysis.compare(run.recording(), run.recording());

    assertEquals("findings", report.sections().getFirst().id());
    assertEquals(tables(report).getFirst(), report.sections().getFirst().blocks().getFirst());
  }

  private static List<Table> tables(Report report) {
    return report.sections().getFirst().blocks().stream()
        .filter(Table.class::isInstance)
        .map(Table.class::cast)
        .toList();
  }
}
