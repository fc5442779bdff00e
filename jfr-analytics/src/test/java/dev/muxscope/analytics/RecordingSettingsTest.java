package dev.muxscope.analytics;

import static dev.muxscope.analytics.Reports.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RecordingSettingsTest {

  private static final int CONNECTIONS = 4;
  private static final int REQUESTS = 2_000;

  @TempDir Path directory;

  private final AtomicLong answered = new AtomicLong();
  private final Samples samples = new Samples();

  @Test
  void nameOnlyEventsThatThisJdkHas() {
    Set<String> known =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .map(EventType::getName)
            .collect(Collectors.toSet());
    for (String setting : RecordingSettings.load().getSettings().keySet()) {
      String event = setting.substring(0, setting.indexOf('#'));
      assertTrue(event.startsWith("muxscope.") || known.contains(event), event);
    }
  }

  /// Blocking echoes on virtual threads of this process, their clients on platform threads, so that
  /// every mount is the server's.
  @Test
  @EnabledOnOs(OS.LINUX)
  void recordMountsSystemCallsAndCpuTime() throws Exception {
    Map<String, String> settings = new HashMap<>(RecordingSettings.load().getSettings());
    settings.put("jdk.MethodTiming#period", "100 ms");
    settings.put("muxscope.IoCounters#period", "100 ms");
    Path file = directory.resolve("vthreads.jfr");
    Runnable counters = this::emitCounters;
    try (Recording recording = new Recording();
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      FlightRecorder.addPeriodicEvent(Events.IoCounters.class, counters);
      recording.setSettings(settings);
      recording.start();
      Thread.ofPlatform().daemon().start(() -> acceptAll(listener));
      // The first sample of the counters is to be taken before the first request.
      samples.awaitMore(1);
      runClients(listener.getLocalPort());
      // And one after the last, of the calls too: the first of two may have begun before.
      samples.awaitMore(2);
      recording.stop();
      recording.dump(file);
    } finally {
      FlightRecorder.removePeriodicEvent(counters);
    }
    RecordingSummary summary = RecordingReader.read(file);
    check(summary);
    assertNoReadsPerRead(summary);
  }

  private static void assertNoReadsPerRead(RecordingSummary recording) {
    long start = recording.startNanos();
    BySecond whole = new BySecond(recording, new long[] {start, start + recording.nanos()});
    List<String> labels =
        Measures.of(whole, whole, Unit.READ).stream().map(m -> m.label(Unit.READ)).toList();
    assertTrue(labels.contains("JDK: socket writes per socket read"), labels::toString);
    assertFalse(labels.contains("JDK: socket reads per socket read"), labels::toString);
  }

  private static void check(RecordingSummary recording) {
    Report report = Analysis.summarize(recording);
    long requests = (long) CONNECTIONS * REQUESTS;
    assertEquals(requests, recording.requests());
    // Each request is one read that found bytes and one write; the tests beside may add some.
    assertTrue((long) cell(report, "jdk-calls", "socket writes", "calls") >= requests);
    assertTrue((long) cell(report, "jdk-calls", "socket reads", "calls") >= requests);
    assertTrue((long) cell(report, "jdk-calls", "virtual thread mounts", "calls") > CONNECTIONS);
    double perRequest = (double) cell(report, "jdk-calls", "system calls", "per request");
    assertTrue(perRequest >= 2, () -> "system calls per request: " + perRequest);
    assertTrue(recording.recorded("jdk.CPUTimeSample"));
    assertTrue(Reports.table(report, "cpu-samples").isPresent());
    assertTrue(Reports.table(report, "allocation").isPresent());
    assertTrue(Reports.missing(report).stream().noneMatch(line -> line.contains("jdk.")));
  }

  private void emitCounters() {
    var counters = new Events.IoCounters();
    counters.requests = answered.get();
    counters.commit();
    samples.taken();
  }

  private void acceptAll(ServerSocket listener) {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> echo(socket));
      }
    } catch (IOException _) {
      // The listener was closed: the test is over.
    }
  }

  private void echo(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      byte[] buffer = new byte[64];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        // Before the client, which may be its last, can know of it.
        answered.incrementAndGet();
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void runClients(int port) throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      clients.add(Thread.ofPlatform().start(() -> request(port)));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private static void request(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      byte[] reply = new byte[16];
      for (int i = 0; i < REQUESTS; i++) {
        socket.getOutputStream().write(reply);
        socket.getInputStream().readNBytes(reply, 0, reply.length);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
