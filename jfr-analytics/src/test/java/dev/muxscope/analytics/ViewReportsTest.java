package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewReportsTest {

  @TempDir static Path directory;

  private static RecordingSummary select;
  private static RecordingSummary vthreads;

  @BeforeAll
  static void record() throws Exception {
    select = Servers.select(directory);
    vthreads = Servers.vthreads(directory);
  }

  @Test
  void listsEveryViewWithItsEvents() {
    var table = Reports.table(ViewReports.list(), "views").orElseThrow();
    assertEquals(ViewReports.ids(), table.rows().stream().map(List::getFirst).toList());
    assertTrue(table.rows().stream().noneMatch(row -> row.contains("")), "nothing is left blank");
  }

  @Test
  void showsTheViewsAskedForInTheirOrder() {
    Report report = ViewReports.of(select, List.of("ready-sets", "cpu"));

    assertEquals(List.of("ready-sets", "cpu"), views(report));
    Reports.assertCell(3_000_000, report, "cpu", "event loop", "CPU");
    assertTrue(
        Reports.paragraphs(report, "cpu", Paragraph.Kind.FINDING).getFirst().contains("CPU"));
  }

  @Test
  void saysWhatWouldRecordAViewThatHasNoFigures() {
    List<String> said =
        Reports.paragraphs(ViewReports.of(select, List.of("gc")), "gc", Paragraph.Kind.PLAIN);

    assertEquals(1, said.size());
    assertTrue(said.getFirst().contains("jdk.GarbageCollection#enabled=true"), said::toString);
  }

  /// Of async-profiler, say, which describes its own dozen types of events alone.
  @Test
  void doesNotBlameTheJvmForARecordingOfAnotherWriter() {
    RecordingSummary foreign = MadeUpRun.of("").recording();
    Report report = ViewReports.of(foreign, List.of("gc"));
    List<String> said = Reports.paragraphs(report, "gc", Paragraph.Kind.PLAIN);

    assertFalse(said.getFirst().contains("this JVM"), said::toString);
    assertTrue(said.getFirst().contains("needs jdk.GarbageCollection, which"), said::toString);
  }

  @Test
  void saysThatAViewDoesNotApply() {
    Report report = ViewReports.of(vthreads, List.of("loop-time"));

    assertTrue(
        Reports.paragraphs(report, "loop-time", Paragraph.Kind.PLAIN)
            .getFirst()
            .contains("does not apply"));
  }

  @Test
  void setsTwoRecordingsSideBySide() {
    Report report = ViewReports.compare(select, vthreads, List.of("server-calls", "gc"));

    assertEquals(List.of("server-calls", "gc"), views(report));
    assertTrue(Reports.table(report, "server-calls").isPresent());
    assertEquals(2, Reports.paragraphs(report, "gc", Paragraph.Kind.PLAIN).size());
  }

  @Test
  void canMakeEveryViewOfEveryRecording() {
    assertEquals(ViewReports.ids(), views(ViewReports.of(select, ViewReports.ids())));
    assertEquals(
        ViewReports.ids(), views(ViewReports.compare(select, vthreads, ViewReports.ids())));
  }

  @Test
  void beginsWithWhatLimitsTheFigures() {
    MadeUpRun run = MadeUpRun.of("select");
    RecordingSummary lossy = run.withRate(3_000).recording();
    lossy.collected(RunFacts.class).lose(50_000_000);
    List<String> one = problems(ViewReports.of(lossy, List.of("pins")));
    List<String> two = problems(ViewReports.compare(run.recording(), lossy, List.of("pins")));

    assertTrue(one.getFirst().startsWith("The recorder lost 47.7 MiB"), one::toString);
    assertTrue(two.getFirst().startsWith("The request rates differ"), two::toString);
    assertTrue(two.get(1).startsWith("Events were lost in B"), two::toString);
    assertTrue(two.getLast().startsWith("B: The recorder lost 47.7 MiB"), two::toString);
    assertEquals(List.of(), problems(ViewReports.of(run.recording(), List.of("pins"))));
  }

  private static List<String> problems(Report report) {
    return Reports.paragraphs(report, "problems", Paragraph.Kind.WARNING);
  }

  private static List<String> views(Report report) {
    return report.sections().stream()
        .map(Section::id)
        .filter(id -> !id.equals("problems"))
        .toList();
  }

  @Test
  void knowsNoOtherViews() {
    assertThrows(IllegalArgumentException.class, () -> ViewReports.of(select, List.of("no")));
  }
}
