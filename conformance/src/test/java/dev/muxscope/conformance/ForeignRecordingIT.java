package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the image says of applications that know nothing of Muxscope: nothing that is wrong, and
/// what the JDK's own tools say too.
@Tag("alone")
class ForeignRecordingIT {

  private static final Pattern COUNT = Pattern.compile("(?m)^ ([\\w.]+) +(\\d+) +\\d+ *$");
  // Parts of the file that `jfr summary` lists among the events.
  private static final Set<String> NO_EVENTS = Set.of("jdk.Metadata", "jdk.Checkpoint");
  private static final Pattern TIMED = Pattern.compile("(?m)^(\\S+)\\([^)]*\\) +(\\d[\\d,]*) ");

  // Two tests look at some recordings, and reading one takes a JVM.
  private static final Map<Path, AnalyzedReport> REPORTS = new HashMap<>();

  static Stream<Arguments> all() {
    return Stream.of(ForeignSettings.values())
        .flatMap(
            settings -> Stream.of(ForeignApp.values()).map(app -> Arguments.of(app, settings)));
  }

  private static AnalyzedReport report(Path recording) throws IOException, InterruptedException {
    if (!REPORTS.containsKey(recording)) {
      REPORTS.put(recording, AnalyzedReport.of(recording));
    }
    return REPORTS.get(recording);
  }

  @ParameterizedTest
  @MethodSource("all")
  void areSummarisedWithoutRequests(ForeignApp app, ForeignSettings settings)
      throws IOException, InterruptedException {
    assertForeign(ForeignRecordings.of(app, settings));
  }

  @ParameterizedTest
  @EnumSource(ForeignApp.class)
  void tellHowTheyWait(ForeignApp app) throws IOException, InterruptedException {
    ForeignRecording recording = ForeignRecordings.of(app, ForeignSettings.PROBE);
    AnalyzedReport report = report(recording.file());

    assertTrue(calls(report, "socket reads") >= recording.requests(), report::toString);
    assertTrue(calls(report, "socket writes") >= recording.requests(), report::toString);
    // Netty's own transport also counts the accept that finds nobody.
    assertTrue(calls(report, "accepted connections") >= recording.connections(), report::toString);
    assertTrue(report.figure("jdk-calls", "system calls", "per second") > 0, report::toString);
    switch (app) {
      case TOMCAT, NETTY, NETTY_HELD, NETTY_EPOLL -> assertMultiplexed(report);
      case VIRTUAL_THREADS -> assertMounted(report, recording);
      case PLATFORM_POOL -> assertBlocked(report, recording);
    }
  }

  private static void assertMultiplexed(AnalyzedReport report) {
    assertTrue(calls(report, "selects") > 0, report::toString);
    assertEquals(0, calls(report, "virtual thread mounts"));
    assertEquals(0, calls(report, "blocking socket reads"));
  }

  private static void assertMounted(AnalyzedReport report, ForeignRecording recording) {
    // One for each connection at least: a request that has come already is read without another.
    assertTrue(calls(report, "virtual thread mounts") >= recording.connections(), report::toString);
    assertTrue(calls(report, "poller registrations") > 0, report::toString);
    assertTrue(calls(report, "blocking socket reads") >= recording.requests(), report::toString);
    assertEquals(0, calls(report, "selects"));
  }

  private static void assertBlocked(AnalyzedReport report, ForeignRecording recording) {
    assertTrue(calls(report, "blocking socket reads") >= recording.requests(), report::toString);
    assertEquals(0, calls(report, "virtual thread mounts"));
    assertEquals(0, calls(report, "selects"));
    // 40 readers of whom each waits for nearly all of the time, but not while the JVM starts.
    double waiting = report.figure("jdk-calls", "blocking socket reads", "threads inside");
    assertTrue(waiting > 1 && waiting < recording.connections() + 1, () -> waiting + " waiting");
  }

  private static double calls(AnalyzedReport report, String what) {
    return report.figure("jdk-calls", what, "calls");
  }

  @ParameterizedTest
  @EnumSource(ForeignApp.class)
  void countCallsAsTheJdkDoes(ForeignApp app) throws IOException, InterruptedException {
    Path file = ForeignRecordings.of(app, ForeignSettings.PROBE).file();
    AnalyzedReport report = report(file);
    String view = jfr("view", "--width", "400", "method-timing", file.toString());

    assertEquals(timed(view, ".*lockAndDoSelect|.*epollWait.*"), calls(report, "selects"));
    assertEquals(
        timed(view, ".*SocketDispatcher.read.*|.*unix.*(recv|read).*"),
        calls(report, "socket reads"));
    assertEquals(
        timed(view, ".*SocketDispatcher.write.*|.*unix.*(send|write).*"),
        calls(report, "socket writes"));
    assertEquals(timed(view, ".*runContinuation"), calls(report, "virtual thread mounts"));
  }

  private static double timed(String view, String methods) {
    return TIMED
        .matcher(view)
        .results()
        .filter(row -> row.group(1).matches(methods))
        .mapToLong(row -> Long.parseLong(row.group(2).replace(",", "")))
        .sum();
  }

  /// The pool of blocked threads on an older JDK, where one is installed.
  @Test
  void mayBeOfAnOlderJdk() throws Exception {
    OlderJdk jdk = OlderJdk.require();
    String classes = jdk.compile("Life", "PlatformPoolService").toString();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ForeignRecording>> recordings = new ArrayList<>();
      for (ForeignSettings settings : ForeignSettings.values()) {
        recordings.add(
            threads.submit(() ->
                ForeignRecordings.record(
                    ForeignApp.PLATFORM_POOL, settings, jdk.home(), jdk.feature(), classes)));
      }
      for (Future<ForeignRecording> recording : recordings) {
        assertOlder(recording.get());
      }
    }
  }

  private static void assertOlder(ForeignRecording recording)
      throws IOException, InterruptedException {
    AnalyzedReport report = assertForeign(recording);

    assertEquals(List.of(), report.rows("jdk-calls"));
    String jvm = report.cell("run", "JVM", "value").orElseThrow().asString();
    assertTrue(jvm.contains("(" + recording.jdk() + "."), jvm);
  }

  private static AnalyzedReport assertForeign(ForeignRecording recording)
      throws IOException, InterruptedException {
    AnalyzedReport report = report(recording.file());
    for (String finding : report.paragraphs("finding")) {
      assertTrue(!finding.contains("request") && !finding.contains("muxscope"), finding);
    }
    for (String column : report.columns()) {
      assertTrue(!column.contains("request"), column);
    }
    assertEquals("", report.cell("run", "mode", "value").map(Object::toString).orElse(""));
    String summary = jfr("summary", recording.file().toString());
    long events =
        COUNT
            .matcher(summary)
            .results()
            .filter(row -> !NO_EVENTS.contains(row.group(1)))
            .mapToLong(row -> Long.parseLong(row.group(2)))
            .sum();
    String counted = report.cell("run", "events", "value").orElseThrow().asString();
    assertEquals(events, Long.parseLong(counted.replace(",", "")), summary);
    return report;
  }

  private static String jfr(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Program.launcher().resolveSibling("jfr").toString());
    command.addAll(List.of(arguments));
    Program.Result result = Program.run(command);
    assertEquals(0, result.exitCode(), result::err);
    return result.out();
  }

  @Test
  void areRecordedWithoutAComplaintOfTheJvm() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String option = ForeignSettings.PROBE.option(Runtime.version().feature(), "unused.jfr");
    Program.Result result = Program.run(List.of(java.toString(), option, "-version"));
    assertEquals(0, result.exitCode(), result::err);
    String printed = result.out() + result.err();
    assertFalse(printed.contains("[warning]") || printed.contains("[error]"), printed);
  }
}
