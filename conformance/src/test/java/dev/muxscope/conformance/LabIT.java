package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small lab from end to end, interrupted once, and what it leaves. Whether its figures are good
/// is not asked here: a busy machine may refuse them all.
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabIT {

  private static final Pattern MAP_CELL =
      Pattern.compile("<td class=\"(won|hatched|none)[^>]*>.*?</td>");

  @TempDir static Path folder;

  private static Path results() {
    return folder.resolve("results");
  }

  @Test
  @Order(1)
  void reportsWhatItHasWhenItIsInterrupted() throws IOException, InterruptedException {
    Path counts = Files.writeString(folder.resolve("counts"), "1 # the fewest\n8\n");
    Process lab =
        start(
            "--modes=select,vthreads",
            "--connections=@" + counts,
            "--activity=1,0.5,0.25",
            "--rate=500",
            "--out=" + results());
    try (BufferedReader lines = lab.inputReader()) {
      skipTo("select, 1 connection at", lines);
      lab.toHandle().destroy();
      String rest = String.join("\n", lines.lines().toList());
      assertTrue(rest.contains("The lab ended early"), rest);
      assertTrue(lab.waitFor(1, TimeUnit.MINUTES));
      assertEquals(1, lab.exitValue());
    } finally {
      kill(lab);
    }
  }

  /// What the interrupted one did not come to.
  @Test
  @Order(2)
  void goesOnAndMeasuresEveryCellAndExplains() throws IOException, InterruptedException {
    Program.Result result = Program.measuring("lab", "--resume", results().toString());
    assertEquals("", result.err());
    System.out.println("LabIT: valid runs of each cell: " + validRuns());
    assertEquals(anyMeasured() ? 0 : 1, result.exitCode(), result::out);
    assertFalse(result.out().contains("The lab ended early"), result::out);
    assertTrue(result.out().contains("select, 8 connections at"), result::out);
    assertTrue(result.out().contains("select against vthreads"), result::out);
    String json = Files.readString(results().resolve("results.json"));
    for (String cell : List.of("\"select\"", "\"vthreads\"", "\"connections\"")) {
      assertTrue(json.contains(cell), () -> cell + " is not in " + json);
    }
  }

  private static boolean anyMeasured() {
    return validRuns().stream().anyMatch(runs -> runs > 0);
  }

  /// Of each cell that is timed.
  private static List<Integer> validRuns() {
    List<Integer> runs = new ArrayList<>();
    for (JsonNode cell : cells()) {
      if (cell.required("recording").stringValue().equals("OFF")) {
        runs.add(cell.required("validRuns").intValue());
      }
    }
    return runs;
  }

  private static JsonNode cells() {
    return JsonMapper.shared()
        .readTree(results().resolve("results.json").toFile())
        .required("cells");
  }

  private static Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Program.launcher().toString(), "lab", "--quick"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void kill(Process lab) {
    lab.descendants().forEach(ProcessHandle::destroyForcibly);
    lab.destroyForcibly();
  }

  private static void skipTo(String part, BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.contains(part)) {
      line = lines.readLine();
    }
  }

  @Test
  @Order(3)
  void leavesRecordingsThatAnalyzeReads() throws IOException, InterruptedException {
    String select = results().resolve("select-8.jfr").toString();
    String vthreads = results().resolve("vthreads-8.jfr").toString();
    Program.Result one = Program.muxscope("analyze", select);
    assertEquals(0, one.exitCode(), one::err);
    assertTrue(one.out().contains("event loop"), one::out);
    Program.Result two = Program.muxscope("analyze", select, vthreads);
    assertEquals(0, two.exitCode(), two::err);
    assertTrue(two.out().contains("carrier"), two::out);
  }

  /// The JDK's classes come from the image's archive, of which a recording times only what was
  /// loaded before it started.
  @Test
  @Order(3)
  void recordingsTimeTheCallsInsideTheJdk() throws IOException, InterruptedException {
    assertTimes("select-8.jfr", "selects");
    assertTimes("vthreads-8.jfr", "poller waits");
  }

  private static void assertTimes(String recording, String call)
      throws IOException, InterruptedException {
    String file = results().resolve(recording).toString();
    Program.Result calls = Program.muxscope("analyze", "--view=jdk-calls", "--csv", file);
    assertTrue(calls.out().lines().anyMatch(line -> line.startsWith(call + ",")), calls::out);
    assertTrue(calls.out().lines().anyMatch(line -> line.startsWith("socket reads,")), calls::out);
  }

  @Test
  @Order(4)
  void leavesAReportThatABrowserDraws() throws IOException, InterruptedException {
    Tool.require("chromium");
    Browser browser = new Browser(folder.resolve("browser"));
    Browser.Page page = browser.open(results().resolve("report.html"));
    assertTrue(page.dom().contains("<canvas"), "the report has no chart");
    assertEquals(List.of(), page.complaints());
  }

  @Test
  @Order(5)
  void theMapHasTheCellsOfTheResults() throws IOException, InterruptedException {
    Tool.require("chromium");
    Browser browser = new Browser(folder.resolve("browser"));
    String dom = browser.open(results().resolve("report.html")).dom();
    List<String> drawn = MAP_CELL.matcher(dom).results().map(cell -> cell.group()).toList();
    JsonNode cells = cells();
    assertEquals(6, drawn.size(), dom);
    assertShows(cells, 1, drawn.get(0));
    assertShows(cells, 8, drawn.get(1));
    assertShows(cells, 1, drawn.get(2));
    assertShows(cells, 4, drawn.get(3));
    assertShows(cells, 1, drawn.get(4));
    assertShows(cells, 2, drawn.get(5));
  }

  /// A place where each mode was measured twice at least has the smaller CPU time over the larger.
  private static void assertShows(JsonNode cells, int active, String drawn) {
    List<Double> nanos = new ArrayList<>();
    for (JsonNode cell : cells) {
      boolean here = cell.required("active").intValue() == active;
      if (here && cell.required("recording").stringValue().equals("OFF")) {
        double value = cell.required("serverCpuNanosPerRequest").required("value").asDouble(0);
        nanos.add(cell.required("validRuns").intValue() < 2 ? Double.NaN : value);
      }
    }
    assertEquals(2, nanos.size());
    if (drawn.contains("class=\"none")) {
      assertTrue(nanos.stream().anyMatch(value -> value.isNaN()), drawn);
      return;
    }
    double ratio = Collections.min(nanos) / Collections.max(nanos);
    assertTrue(drawn.contains(">%.2f<".formatted(ratio)), () -> ratio + " is not in " + drawn);
  }

  @Test
  @Order(6)
  void theReportCanBeDrawnAgain() throws IOException, InterruptedException {
    Path page = results().resolve("report.html");
    String before = Files.readString(page);
    Files.delete(page);
    Program.Result again = Program.muxscope("report", results().toString());
    assertEquals(0, again.exitCode(), again::err);
    assertEquals(before, Files.readString(page));
  }

  @Test
  @Order(7)
  void foretellsWhatWasNotMeasured() throws IOException, InterruptedException {
    Program.Result result =
        Program.muxscope("predict", "--from=" + results(), "--connections=6", "--activity=0.5");
    if (validRuns().contains(0)) {
      assertEquals(1, result.exitCode(), result::out);
      assertTrue(result.err().contains("a model takes 4, so sweep over more"), result::err);
    } else {
      assertEquals(0, result.exitCode(), result::err);
      assertTrue(result.out().contains("What a request would cost"), result::out);
      assertFalse(result.out().contains("This extrapolates"), result::out);
    }
  }

  @Test
  @Order(7)
  void doesNotDifferFromItself() throws IOException, InterruptedException {
    String lab = results().toString();
    Path page = folder.resolve("comparison.html");
    Program.Result result = Program.muxscope("lab", "--compare", lab, lab, "--html=" + page);
    if (anyMeasured()) {
      assertEquals(0, result.exitCode(), result::err);
      assertTrue(result.out().contains("Muxscope labs compared"), result::out);
      assertTrue(Files.readString(page).contains("Muxscope labs compared"));
    } else {
      assertEquals(1, result.exitCode(), result::out);
      assertTrue(result.err().contains("have no cell that was measured in both"), result::err);
    }
  }

  /// The server is stopped, so that the lab, which asks it to end, still waits when it is told
  /// again.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aSecondSignalLeavesNoServerBehind() throws IOException, InterruptedException {
    Process lab = start("--modes=select", "--connections=2", "--out=" + folder.resolve("killed"));
    List<ProcessHandle> children = List.of();
    try (BufferedReader lines = lab.inputReader()) {
      skipTo("start and warm up", lines);
      children = lab.descendants().toList();
      ProcessHandle server =
          children.stream()
              .filter(child -> child.info().commandLine().orElse("").contains("serve"))
              .findFirst()
              .orElseThrow();
      Program.run(List.of("kill", "-STOP", Long.toString(server.pid())));
      // Signals that come together are one wish.
      do {
        lab.toHandle().destroy();
      } while (!lab.waitFor(500, TimeUnit.MILLISECONDS));
      assertEquals(130, lab.exitValue());
      assertFalse(server.isAlive());
    } finally {
      // Those that outlived the lab are no longer its descendants.
      children.forEach(ProcessHandle::destroyForcibly);
      kill(lab);
    }
  }

  @Test
  void whatCannotBeMeasuredIsToldInOneLine() throws IOException, InterruptedException {
    Program.Result full = Program.muxscope("lab", "--quick", "--full");
    assertEquals(2, full.exitCode());
    assertEquals("muxscope: --quick and --full exclude each other: give one of them\n", full.err());
    Program.Result work = Program.muxscope("lab", "--work=nap:5ms");
    assertEquals(2, work.exitCode());
    assertTrue(work.err().contains("use none, spin:50us or sleep:5ms"), work::err);
    Program.Result nothing = Program.muxscope("lab", "--resume", folder + "/nothing");
    assertEquals(1, nothing.exitCode());
    assertEquals(1, nothing.err().lines().count(), nothing::err);
  }
}
