package dev.muxscope.analytics;

import static dev.muxscope.analytics.Reports.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.report.Estimate;
import dev.muxscope.report.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From events in a file to verdicts; sleeps for eleven seconds, since verdicts are on seconds.
class RecordedComparisonTest {

  private static final int SECONDS = 11;
  private static final long REQUESTS_PER_SECOND = 100;
  private static final int REQUESTS_PER_TICK = 10;

  @TempDir Path directory;

  @Test
  void comparesARecordingWithItself() throws Exception {
    Path file = Servers.record(directory.resolve("select.jfr"), RecordedComparisonTest::emit);

    Report report = Analysis.compare(RecordingReader.read(file), RecordingReader.read(file));

    for (String row :
        List.of(
            "CPU per request",
            "loop time outside select per request",
            "p99 in the server, median second")) {
      assertEquals("no difference", cell(report, "compared-time", row, "verdict"), row);
      assertEquals(1, ((Estimate) cell(report, "compared-time", row, "B to A")).value(), 1e-9, row);
    }
    // Ten ticks a second with five ready sockets and four microseconds each.
    assertEquals(5, number(report, "compared-count", "ready sockets per select"), 1e-9);
    assertEquals(
        4_000 * 10 / 100,
        number(report, "compared-time", "loop time outside select per request"),
        40);
    assertEquals(20_000, number(report, "compared-time", "CPU per request"), 1_000);
  }

  private static double number(Report report, String table, String row) {
    return (Double) cell(report, table, row, "A");
  }

  private static void emit() throws InterruptedException {
    Servers.emitRunInfo("select");
    long start = System.nanoTime();
    long ticks = 0;
    for (int tenth = 0; tenth <= 10 * SECONDS; tenth++) {
      // By the time that has passed, so that the rate is even, however long this thread waits.
      long requests = REQUESTS_PER_SECOND * (System.nanoTime() - start) / 1_000_000_000;
      for (; ticks < requests / REQUESTS_PER_TICK; ticks++) {
        emitTick();
      }
      if (tenth % 10 == 0) {
        emitCounted(requests);
      }
      Thread.sleep(100);
    }
  }

  private static void emitTick() {
    var turn = new Events.LoopTick();
    turn.processTime = 4_000;
    turn.ready = 5;
    turn.commit();
  }

  private static void emitCounted(long requests) {
    Servers.emitCounters(
        Servers.counters(requests / REQUESTS_PER_TICK, requests, 0, requests, requests));
    var cpu = new Events.CpuByRole();
    cpu.role = "event loop";
    cpu.cpuTime = 20_000 * requests;
    cpu.commit();
    var latency = new Events.Latency();
    latency.count = 100;
    latency.p99 = 100_000;
    latency.commit();
  }
}
