package dev.muxscope.analytics;

import static dev.muxscope.analytics.Reports.assertCell;
import static dev.muxscope.analytics.Reports.cell;
import static dev.muxscope.analytics.Reports.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Views against figures that were counted by other means: a plain loop over the recording, and the
/// JDK's own tool.
class FiguresTest {

  private static final int READS = 50;

  @TempDir static Path directory;

  private static Path file;
  private static List<RecordedEvent> events;
  private static Report report;
  private static RecordingSummary recording;

  @BeforeAll
  static void record() throws Exception {
    Map<String, String> settings =
        new HashMap<>(Configuration.getConfiguration("profile").getSettings());
    settings.put("jdk.SocketRead#threshold", "0 ms");
    settings.put("jdk.SocketRead#throttle", "off");
    settings.put("jdk.ThreadDump#period", "everyChunk");
    settings.put("jdk.ExecuteVMOperation#threshold", "1 us");
    file = directory.resolve("figures.jfr");
    try (Recording running = new Recording()) {
      running.setSettings(settings);
      running.start();
      work();
      running.stop();
      running.dump(file);
    }
    events = RecordingFile.readAllEvents(file);
    recording = RecordingReader.read(file);
    report = Analysis.summarize(recording);
  }

  // A server on a virtual thread and a client on a platform thread, each waiting for the other.
  private static void work() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = Thread.startVirtualThread(() -> echo(listener));
      Thread client =
          Thread.ofPlatform().name("asking-1").start(() -> ask(listener.getLocalPort()));
      client.join();
      server.join();
    }
    byte[][] kept = new byte[64][];
    for (int i = 0; i < 20_000; i++) {
      kept[i % kept.length] = new byte[4_000];
    }
    System.gc();
    assertTrue(kept[0].length > 0);
  }

  private static void echo(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      byte[] bytes = new byte[10];
      while (socket.getInputStream().readNBytes(bytes, 0, 10) == 10) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void ask(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] reply = new byte[10];
      for (int i = 0; i < READS; i++) {
        Thread.sleep(2);
        socket.getOutputStream().write(new byte[10]);
        socket.getInputStream().readNBytes(reply, 0, reply.length);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<RecordedEvent> of(String type) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type));
  }

  private static long nanos(Stream<RecordedEvent> events) {
    return events.mapToLong(event -> event.getDuration().toNanos()).sum();
  }

  @Test
  void countEveryEventAsTheJdksToolDoes() throws Exception {
    String summary = jfr("summary", file.toString());

    for (String type : List.of("jdk.SocketRead", "jdk.GarbageCollection", "jdk.ThreadDump")) {
      var line = Pattern.compile(Pattern.quote(type) + " +(\\d+) ").matcher(summary);
      assertTrue(line.find(), summary);
      assertEquals(Long.parseLong(line.group(1)), recording.count(type), type);
      assertEquals(of(type).count(), recording.count(type), type);
    }
    assertEquals(events.size(), recording.events());
  }

  @Test
  void addUpCollections() {
    assertEquals(
        of("jdk.GarbageCollection").count(), cell(report, "gc", JvmRows.ALL_PAUSES, "count"));
    long paused =
        of("jdk.GarbageCollection")
            .mapToLong(event -> event.getDuration("sumOfPauses").toNanos())
            .sum();
    assertEquals(paused, cell(report, "gc", JvmRows.ALL_PAUSES, "paused"));
  }

  @Test
  void addUpOperationsAtSafepoints() {
    Stream<RecordedEvent> operations =
        of("jdk.ExecuteVMOperation").filter(event -> event.getBoolean("safepoint"));

    assertCell(nanos(operations), report, "safepoints", SafepointRows.ALL, "time");
    assertEquals(
        of("jdk.SafepointBegin").count(),
        table(report, "safepoints").orElseThrow().rows().stream()
            .filter(row -> row.getFirst().equals(SafepointRows.REACHING))
            .mapToLong(row -> (Long) row.get(1))
            .sum());
  }

  // Beside the pauses of collections, of which all are here, a sum of some would contradict them.
  @Test
  void sayWhichOperationsAtSafepointsAreNotHere() {
    assertEquals("under 1 us", cell(report, "safepoints", SafepointRows.ALL, "not here"));
    assertTrue(
        Reports.findings(report).stream().anyMatch(each -> each.contains("(not here: under 1 us)")),
        () -> Reports.findings(report).toString());
  }

  @Test
  void tellThinkTimeOfEachKindOfThread() {
    List<RecordedEvent> onVirtual =
        of("jdk.SocketRead").filter(event -> isVirtual(event.getThread())).toList();
    String row = "reads on virtual threads";

    assertEquals((long) onVirtual.size(), cell(report, "sockets", row, "count"));
    assertEquals(
        onVirtual.stream().mapToLong(event -> Math.max(0, event.getLong("bytesRead"))).sum(),
        cell(report, "sockets", row, "bytes"));
    assertTrue(cell(report, "sockets", row, "time is").toString().contains("think time"));
    assertEquals("none", cell(report, "sockets", row, "not here"));
    long[] waits =
        onVirtual.stream().mapToLong(event -> event.getDuration().toNanos()).sorted().toArray();
    long median = waits[(waits.length - 1) / 2];
    // As close as a histogram is.
    assertEquals(median, (Long) cell(report, "sockets", row, "p50"), 0.02 * median);
    assertEquals((long) READS, cell(report, "sockets", "reads on asking-#", "count"));
  }

  private static boolean isVirtual(RecordedThread thread) {
    return thread != null && thread.isVirtual();
  }

  @Test
  void countTheThreadsOfEveryDump() {
    long dumped =
        of("jdk.ThreadDump")
            .flatMap(event -> event.getString("result").lines())
            .filter(line -> line.startsWith("\"main\" "))
            .count();
    var threads = table(report, "threads").orElseThrow();
    double counted =
        threads.rows().stream()
            .filter(row -> row.getFirst().toString().startsWith("main: "))
            .mapToDouble(row -> (Double) row.get(2))
            .sum();

    assertTrue(dumped > 0);
    assertEquals((double) dumped / of("jdk.ThreadDump").count(), counted, 1e-9);
  }

  @Test
  void addUpWeightsOfAllocation() {
    long weight = of("jdk.ObjectAllocationSample").mapToLong(e -> e.getLong("weight")).sum();

    assertEquals(weight, cell(report, "allocation", JvmRows.ALL_ALLOCATION, "bytes"));
  }

  @Test
  void nameTheSettingsInForce() {
    String threshold =
        of("jdk.ActiveSetting")
            .filter(event -> event.getLong("id") == recording.typeId("jdk.ThreadPark"))
            .filter(event -> event.getString("name").equals("threshold"))
            .map(event -> event.getString("value"))
            .findFirst()
            .orElseThrow();

    assertEquals(threshold, cell(report, "hidden-events", "jdk.ThreadPark", "threshold"));
    assertEquals(TrustRows.LIMITS, cell(report, "trust", "jdk.ThreadPark", "verdict"));
    assertTrue(
        table(report, "trust").orElseThrow().rows().stream()
            .noneMatch(row -> row.getFirst().equals("jdk.SocketRead")));
  }

  private static String jfr(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jfr").toString());
    command.addAll(List.of(arguments));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, tool.waitFor(), out);
    return out;
  }
}
