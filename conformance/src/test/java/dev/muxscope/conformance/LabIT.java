package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A small lab from end to end, and what it leaves. Whether its figures are good is not asked here:
/// a busy machine may refuse them all.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabIT {

  @TempDir static Path folder;

  private static Path results() {
    return folder.resolve("results");
  }

  @Test
  @Order(1)
  void measuresEveryCellAndExplains() throws IOException, InterruptedException {
    Program.Result result =
        Program.run(
            List.of(
                Program.launcher().toString(),
                "lab",
                "--quick",
                "--modes=select,vthreads",
                "--connections=1,8",
                "--rate=500",
                "--out=" + results()));
    assertEquals("", result.err());
    assertTrue(result.exitCode() == 0 || result.out().contains("refused"), result::out);
    assertTrue(result.out().contains("select against vthreads"), result::out);
    String json = Files.readString(results().resolve("results.json"));
    for (String cell : List.of("\"select\"", "\"vthreads\"", "\"connections\"")) {
      assertTrue(json.contains(cell), () -> cell + " is not in " + json);
    }
  }

  @Test
  @Order(2)
  void leavesRecordingsThatAnalyzeReads() throws IOException, InterruptedException {
    String select = results().resolve("select.jfr").toString();
    String vthreads = results().resolve("vthreads.jfr").toString();
    Program.Result one = Program.muxscope("analyze", select);
    assertEquals(0, one.exitCode(), one::err);
    assertTrue(one.out().contains("event loop"), one::out);
    Program.Result two = Program.muxscope("analyze", select, vthreads);
    assertEquals(0, two.exitCode(), two::err);
    assertTrue(two.out().contains("carrier"), two::out);
  }

  @Test
  @Order(3)
  void leavesAReportThatABrowserDraws() throws IOException, InterruptedException {
    Tool.require("chromium");
    Browser browser = new Browser(folder.resolve("browser"));
    Browser.Page page = browser.open(results().resolve("report.html"));
    assertTrue(page.dom().contains("<canvas"), "the report has no chart");
    assertEquals(List.of(), page.complaints());
  }
}
