package dev.muxscope.analytics;

import static dev.muxscope.analytics.Reports.assertCell;
import static dev.muxscope.analytics.Reports.cell;
import static dev.muxscope.analytics.Reports.findings;
import static dev.muxscope.analytics.Reports.missing;
import static dev.muxscope.analytics.Reports.section;
import static dev.muxscope.analytics.Reports.table;
import static dev.muxscope.analytics.Reports.warnings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisTest {

  @TempDir static Path directory;

  private static RecordingSummary select;
  private static RecordingSummary vthreads;

  @BeforeAll
  static void record() throws Exception {
    select = Servers.select(directory);
    vthreads = Servers.vthreads(directory);
  }

  @Test
  void tellsWhatRan() {
    Report report = Analysis.summarize(select);

    assertEquals("select", cell(report, "run", "mode", "value"));
    assertEquals("port=0, loops=1", cell(report, "run", "settings", "value"));
    assertEquals("1,000", cell(report, "run", "requests", "value"));
    assertEquals("14 B", cell(report, "run", "bytes read per request", "value"));
    assertEquals("4", cell(report, "run", "most connections open", "value"));
  }

  @Test
  void countsCumulativeCountersFromTheRecordingsFirstSample() {
    Report report = Analysis.summarize(select);

    assertEquals(1_000, select.requests());
    assertEquals(250L, cell(report, "server-calls", "selects", "calls"));
    assertCell(1, report, "server-calls", "reads", "per request");
    assertCell(2, report, "server-calls", "reads, writes and selects", "per request");
    assertTrue(
        findings(report)
            .contains("The server's code made 2.00 reads, writes and selects for each request."));
  }

  @Test
  void sharesCpuTimeAmongRoles() {
    Report report = Analysis.summarize(select);

    assertCell(3_000, report, "cpu", "event loop", "CPU per request");
    assertCell(0.75, report, "cpu", "event loop", "share");
    assertCell(4_000, report, "cpu", "all roles", "CPU per request");
    assertCell(3, report, "cpu", "event loop", "switches per request");
    assertFinding(report, "Each request cost 4\\.00 µs of CPU in all threads of the server\\.");
  }

  @Test
  void measuresTheEventLoop() {
    Report report = Analysis.summarize(select);

    assertCell(0.75, report, "loop-time", "select", "share");
    assertCell(10_000, report, "loop-time", "process", "mean");
    assertCell(3.6, report, "ready-sets", "ready sockets", "mean");
    assertCell(0.1, report, "ready-sets", "ready sockets", "none");
    assertTrue(findings(report).contains("The event loop spent 75.0 % of its time in select."));
  }

  @Test
  void tellsOfLatencyStallsAndConnections() {
    Report report = Analysis.summarize(select);

    assertEquals(50L, cell(report, "latency", "p99", "median second"));
    assertEquals(1L, cell(report, "stalls", "SET", "stalls"));
    assertEquals(1L, cell(report, "slow-requests", "GET", "requests"));
    assertCell(1_000, report, "connections", "closed by peer", "requests each");
    assertCell(2_000_000, report, "connections", "closed by peer", "mean lifetime");
  }

  @Test
  void saysWhatWouldRecordWhatIsMissing() {
    List<String> missing = missing(Analysis.summarize(select));

    assertTrue(
        missing.contains(
            "Mounts and system calls inside the JDK: not recorded. It needs jdk.MethodTiming;"
                + " `muxscope serve --record` records it, and so does any application started with"
                + " the option that `muxscope probe` prints."),
        missing::toString);
    assertFalse(table(Analysis.summarize(select), "jdk-calls").isPresent());
  }

  @Test
  void tellsWhatDidNotHappenFromWhatWasNotRecorded() {
    List<String> missing = missing(Analysis.summarize(vthreads));

    assertTrue(
        missing.contains(
            "Stalls: callbacks that held their thread: No callback held its thread over the"
                + " threshold."),
        missing::toString);
  }

  @Test
  void doesNotMissTheEventLoopOfAServerWithoutOne() {
    Report report = Analysis.summarize(vthreads);

    assertTrue(missing(report).stream().noneMatch(line -> line.contains("event loop")));
    assertFalse(section(report, "loop-time").isPresent());
  }

  @Test
  void comparesPerRequest() {
    Report report = Analysis.compare(select, vthreads);

    assertCell(4_000, report, "cpu", "all roles", "A select");
    assertCell(8_000, report, "cpu", "all roles", "B vthreads");
    assertCell(2, report, "cpu", "all roles", "B to A");
    assertEquals(Double.NaN, cell(report, "cpu", "carrier", "A select"));
    assertFinding(
        report,
        "CPU per request: 4\\.00 µs in A select, 8\\.00 µs in B vthreads \\(2\\.00x\\): not"
            + " enough evidence\\.");
  }

  @Test
  void comparesARecordingWithItselfAsEqual() {
    Report report = Analysis.compare(select, select);

    assertCell(1, report, "cpu", "all roles", "B to A");
    assertCell(1, report, "server-calls", "reads, writes and selects", "B to A");
    assertTrue(warnings(report).stream().noneMatch(warning -> warning.contains("differ")));
  }

  @Test
  void warnsOfRatesThatDiffer() throws Exception {
    RecordingSummary slower =
        Servers.read(
            directory,
            "threads",
            () -> {
              Servers.emitCounters(Servers.counters(0, 0, 0, 0, 0));
              Thread.sleep(100);
              Servers.emitCounters(Servers.counters(0, 1, 0, 1, 1));
            });

    List<String> warnings = warnings(Analysis.compare(select, slower));

    assertTrue(
        warnings.stream().anyMatch(line -> line.startsWith("The request rates differ by more")),
        warnings::toString);
  }

  @Test
  void warnsOfAShortRecording() {
    assertTrue(warnings(Analysis.summarize(select)).getFirst().startsWith("The recording is only"));
  }

  @Test
  void warnsWhenNoRequestWasCounted() throws Exception {
    RecordingSummary idle =
        Servers.read(
            directory,
            "select",
            () -> {
              Servers.emitCounters(Servers.counters(0, 0, 0, 0, 0));
              Thread.sleep(5);
              Servers.emitCounters(Servers.counters(5, 0, 0, 0, 0));
            });
    Report report = Analysis.summarize(idle);

    assertTrue(
        warnings(report).stream().anyMatch(line -> line.startsWith("No request was counted")));
    assertEquals(2, table(report, "server-calls").orElseThrow().columns().size());
    assertTrue(findings(report).stream().noneMatch(line -> line.contains("request")));
  }

  private static void assertFinding(Report report, String pattern) {
    List<String> findings = findings(report);
    assertTrue(findings.stream().anyMatch(line -> line.matches(pattern)), findings::toString);
  }
}
