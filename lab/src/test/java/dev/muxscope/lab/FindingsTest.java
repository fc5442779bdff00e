package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Paragraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static List<String> findings(List<TimedRun> runs, List<MemoryRun> memory) {
    return Findings.of(Samples.results(runs, memory)).stream().map(Paragraph::text).toList();
  }

  private static final List<TimedRun> RUNS =
      List.of(
          Samples.run("select", 1, 100),
          Samples.run("select", 1, 102),
          Samples.run("threads", 1, 110),
          Samples.run("threads", 1, 112),
          Samples.run("select", 16, 100),
          Samples.run("select", 16, 102),
          Samples.run("threads", 16, 200),
          Samples.run("threads", 16, 204));

  @Test
  void sayWhatDiffersAndWhatDoesNot() {
    List<String> findings =
        findings(RUNS, List.of(Samples.memory("select", 2048), Samples.memory("threads", 8192)));
    assertEquals(
        List.of(
            "1 connection, CPU per request: select 101 µs and threads 111 µs, no difference within"
                + " their ranges.",
            "16 connections, CPU per request: select 101 µs is the least; threads 202 µs (2.00x).",
            "16 connections, p99 response time: select 100 µs and threads 100 µs, no difference"
                + " within their ranges.",
            "Resident memory of an idle connection: select 2.00 KiB is the least; threads 8.00 KiB"
                + " (4.00x)."),
        findings.subList(0, 4));
    assertTrue(
        findings.get(4).startsWith("Noise: two runs of the same mode typically differ by 2.0 %"));
    assertEquals(5, findings.size());
  }

  @Test
  void aSingleRunIsNotCompared() {
    List<String> findings = findings(RUNS.subList(0, 3), List.of());
    assertTrue(findings.stream().noneMatch(text -> text.startsWith("1 connection, CPU")));
  }

  @Test
  void refusedRunsAreToldWithAReason() {
    List<String> findings =
        findings(List.of(Samples.run("select", 1, 100, "it was late")), List.of());
    assertEquals(
        "8 of 8 runs were refused, so the figures of some cells are missing, or come from a single"
            + " run and are not compared; the first was select, 1 connection: it was late. The"
            + " report lists all.",
        findings.getLast());
  }

  @Test
  void refusedMemoryIsTold() {
    MemoryRun refused = new MemoryRun("threads", List.of(), "after 0 connections: no more");
    assertTrue(
        findings(RUNS, List.of(refused))
            .contains("threads, memory refused after 0 connections: no more."));
  }
}
