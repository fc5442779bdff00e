package dev.muxscope.common.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.protocol.Samples;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import dev.muxscope.common.server.RequestProcessor.Outcome;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.Turn;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A recording of one server, and what is in it.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlightEventsTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);
  private static final String[] AT_THE_END = {"IoCounters", "Latency", "CpuByRole"};

  private final Server server =
      new Server("test-mode", ServerOptions.defaults(), List.of(), Optional.empty());
  private List<RecordedEvent> events = List.of();

  @BeforeAll
  void record(@TempDir Path folder) throws IOException {
    server.openEvents();
    try (var recording = new Recording()) {
      recording.enable("muxscope.RunInfo");
      recording.enable("muxscope.Request");
      recording.enable("muxscope.Stall");
      recording.enable("muxscope.Connection");
      for (String name : AT_THE_END) {
        recording.enable("muxscope." + name).with("period", "endChunk");
      }
      recording.start();
      assertTrue(FlightEvents.on());
      serve();
      recording.stop();
      Path file = folder.resolve("test.jfr");
      recording.dump(file);
      events = RecordingFile.readAllEvents(file);
    }
  }

  private void serve() {
    Session session = server.admit(ADDRESS, ADDRESS).orElseThrow();
    var replies = new ReplyWriter();
    String wire = "PING\r\nLAB.SLEEP 30\r\nPING\r\n";
    session.countRead(wire.length(), System.nanoTime());
    var parser = new RequestParser();
    ByteBuffer in = ByteBuffer.wrap(Samples.bytes(wire));
    while (server.process(session, parser, in, replies, new Turn(HandOver.NONE))
        == Outcome.CALL_AGAIN) {
      assertTrue(replies.size() > 0, "called again to send what there is");
      session.countWritten(replies.size());
      replies.clear();
    }
    session.countWritten(replies.size());
    server.counters().reads.add(5);
    server.latency().record(1000, 98);
    server.latency().record(1_000_000, 2);
    server.admit(ADDRESS, ADDRESS);
    server.release(session, "test is over");
    Session late = server.admit(ADDRESS, ADDRESS).orElseThrow();
    late.disconnect("too late");
    server.release(late, "by request");
  }

  @Test
  void tellsWhatWasRecorded() {
    RecordedEvent run = all("RunInfo").getFirst();
    assertEquals("test-mode", run.getString("mode"));
    assertEquals(server.settings(), run.getString("settings"));
    assertEquals(server.door().port(), run.getInt("port"));
    assertEquals(ProcessHandle.current().pid(), run.getLong("pid"));
    assertEquals(Version.TEXT, run.getString("version"));
    assertEquals(Runtime.version().toString(), run.getString("jdk"));
  }

  @Test
  void recordsSlowRequestsOnly() {
    RecordedEvent slow = theSleep("Request");
    assertEquals(1, slow.getLong("connection"));
    assertEquals(2, slow.getInt("arguments"));
    // The recorder's clock may go a little slower than that by which threads sleep.
    assertTrue(slow.getDuration().compareTo(Duration.ofMillis(29)) >= 0);
    assertFalse(slow.hasField("stackTrace") && slow.getStackTrace() != null);
    // The first PING may have been slow, too, but nothing quick is there.
    Duration threshold = Duration.ofMillis(1);
    assertTrue(all("Request").stream().allMatch(e -> e.getDuration().compareTo(threshold) >= 0));
  }

  @Test
  void recordsStallsWithTheirStack() {
    RecordedEvent stall = theSleep("Stall");
    assertEquals(1, stall.getLong("connection"));
    assertTrue(
        stall.getStackTrace().getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getName().equals("process")));
  }

  @Test
  void recordsConnectionsWhenTheyAreClosed() {
    List<RecordedEvent> closed = all("Connection");
    assertEquals(2, closed.size());
    RecordedEvent connection = closed.getFirst();
    assertEquals(1, connection.getLong("id"));
    assertEquals(3, connection.getLong("requests"));
    assertEquals("PING\r\nLAB.SLEEP 30\r\nPING\r\n".length(), connection.getLong("bytesRead"));
    assertEquals("+PONG\r\n+OK\r\n+PONG\r\n".length(), connection.getLong("bytesWritten"));
    assertEquals("test is over", connection.getString("reason"));
    assertTrue(connection.getDuration("lifetime").compareTo(Duration.ofMillis(30)) >= 0);
  }

  /// Whatever its own thread takes for the reason.
  @Test
  void recordsWhyTheServerHasClosedAConnection() {
    assertEquals("too late", all("Connection").getLast().getString("reason"));
  }

  @Test
  void recordsTheCounters() {
    RecordedEvent counters = all("IoCounters").getLast();
    assertEquals(5, counters.getLong("reads"));
    assertEquals(0, counters.getLong("selects"));
    assertEquals(3, counters.getLong("requests"));
    assertEquals(3, counters.getLong("accepts"));
    assertEquals(1, counters.getInt("connections"));
  }

  @Test
  void recordsLatenciesOnce() {
    List<RecordedEvent> latencies =
        all("Latency").stream().filter(each -> each.getLong("count") > 0).toList();
    assertEquals(1, latencies.size());
    RecordedEvent latency = latencies.getFirst();
    assertEquals(100, latency.getLong("count"));
    assertEquals(highest(1000), latency.getLong("p50"));
    assertEquals(highest(1_000_000), latency.getLong("p99"));
    assertEquals(highest(1_000_000), latency.getLong("max"));
  }

  @Test
  void recordsNoLatenciesOfBeforeTheRecording(@TempDir Path folder) throws IOException {
    server.latency().record(1000, 7);
    try (var recording = new Recording()) {
      recording.enable("muxscope.Latency").with("period", "endChunk");
      recording.start();
      server.latency().record(1000, 5);
      recording.stop();
      Path file = folder.resolve("second.jfr");
      recording.dump(file);
      List<RecordedEvent> latencies = all("Latency", RecordingFile.readAllEvents(file));
      assertEquals(5, latencies.stream().mapToLong(each -> each.getLong("count")).sum());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void recordsTheCpuTimeOfEachRole() {
    List<RecordedEvent> roles = all("CpuByRole");
    RecordedEvent main =
        roles.stream().filter(each -> each.getString("role").equals("main")).findFirst().get();
    assertTrue(main.getInt("threads") >= 1);
    assertTrue(main.getLong("cpuTime") > 0);
    assertTrue(main.getLong("switches") > 0);
    assertTrue(roles.stream().anyMatch(each -> each.getString("role").equals("compiler")));
  }

  private static long highest(long nanos) {
    return LatencyHistogram.highest(LatencyHistogram.bucket(nanos));
  }

  /// The only event of a kind that `LAB.SLEEP` caused, found as a reader of the recording would.
  private RecordedEvent theSleep(String kind) {
    String[] names = all("RunInfo").getFirst().getString("commands").split(",");
    List<RecordedEvent> sleeps =
        all(kind).stream().filter(e -> names[e.getInt("command")].equals("lab.sleep")).toList();
    assertEquals(1, sleeps.size());
    return sleeps.getFirst();
  }

  private List<RecordedEvent> all(String name) {
    return all(name, events);
  }

  private static List<RecordedEvent> all(String name, List<RecordedEvent> among) {
    return among.stream()
        .filter(event -> event.getEventType().getName().equals("muxscope." + name))
        .toList();
  }
}
