package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/// Recordings of servers that never ran: a few events with round figures.
final class Servers {

  private Servers() {}

  /// 1,000 requests in `select` mode: 250 selects, 1,000 reads, 750 writes; 3 ms of CPU in the
  /// event loop and 1 ms in GC; select takes three quarters of the loop's time.
  static RecordingSummary select(Path directory) throws Exception {
    return read(directory, "select", Servers::emitSelect);
  }

  /// The same figures as [#select], of a loop that hands requests over.
  static RecordingSummary handingOver(Path directory, String mode, String dispatch)
      throws Exception {
    return RecordingReader.read(
        record(
            directory.resolve("handing-over.jfr"),
            () -> {
              emitRunInfo(mode, "port=0, dispatch=" + dispatch + ", cores=2");
              emitSelect();
            }));
  }

  /// 1,000 requests in `vthreads` mode: 2,000 reads of which 1,000 empty, 1,000 writes, 8 ms of CPU
  /// in carriers.
  static RecordingSummary vthreads(Path directory) throws Exception {
    return read(directory, "vthreads", Servers::emitVthreads);
  }

  static RecordingSummary read(Path directory, String mode, Body body) throws Exception {
    return RecordingReader.read(
        record(
            directory.resolve(mode + ".jfr"),
            () -> {
              emitRunInfo(mode);
              body.run();
            }));
  }

  /// Records what `body` does into `file`, with all events of the server on.
  static Path record(Path file, Body body) throws Exception {
    try (Recording recording = new Recording()) {
      for (Class<?> declared : Events.class.getDeclaredClasses()) {
        Class<? extends Event> event = declared.asSubclass(Event.class);
        FlightRecorder.register(event);
        recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
      }
      recording.enable("jdk.ActiveSetting");
      recording.start();
      body.run();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  static void emitRunInfo(String mode) {
    emitRunInfo(mode, "port=0, loops=1");
  }

  static void emitRunInfo(String mode, String settings) {
    var info = new Events.RunInfo();
    info.mode = mode;
    info.settings = settings;
    info.commit();
  }

  private static void emitSelect() throws InterruptedException {
    emitCpu("event loop", 5_000_000);
    emitCpu("GC", 0);
    emitCounters(counters(100, 400, 0, 300, 500));
    for (int i = 0; i < 250; i++) {
      var tick = new Events.LoopTick();
      tick.begin();
      tick.selectTime = 30_000;
      tick.processTime = 10_000;
      tick.ready = i % 10 == 0 ? 0 : 4;
      tick.reads = 4;
      tick.writes = 3;
      tick.requests = 4;
      tick.commit();
    }
    emitDetails();
    Thread.sleep(200);
    emitCpu("event loop", 8_000_000);
    emitCpu("GC", 1_000_000);
    emitCounters(counters(350, 1_400, 0, 1_050, 1_500));
  }

  private static void emitDetails() {
    var latency = new Events.Latency();
    latency.count = 1_000;
    latency.p50 = 20;
    latency.p99 = 50;
    latency.max = 60;
    latency.commit();
    var stall = new Events.Stall();
    stall.command = 2;
    stall.commit();
    var request = new Events.Request();
    request.command = 1;
    request.commit();
    var closed = new Events.Connection();
    closed.lifetime = 2_000_000;
    closed.requests = 1_000;
    closed.bytesRead = 14_000;
    closed.bytesWritten = 7_000;
    closed.reason = "closed by peer";
    closed.commit();
  }

  private static void emitVthreads() throws InterruptedException {
    emitCpu("carrier", 0);
    emitCounters(counters(0, 0, 0, 0, 0));
    Thread.sleep(200);
    emitCpu("carrier", 8_000_000);
    emitCounters(counters(0, 2_000, 1_000, 1_000, 1_000));
  }

  static Events.IoCounters counters(
      long selects, long reads, long emptyReads, long writes, long requests) {
    var counters = new Events.IoCounters();
    counters.selects = selects;
    counters.reads = reads;
    counters.emptyReads = emptyReads;
    counters.writes = writes;
    counters.requests = requests;
    counters.bytesRead = 14 * requests;
    counters.bytesWritten = 7 * requests;
    counters.connections = 4;
    return counters;
  }

  static void emitCounters(Events.IoCounters counters) {
    counters.commit();
  }

  private static void emitCpu(String role, long nanos) {
    var cpu = new Events.CpuByRole();
    cpu.role = role;
    cpu.threads = 1;
    cpu.cpuTime = nanos;
    cpu.runQueueTime = nanos / 10;
    cpu.switches = nanos / 1_000;
    cpu.commit();
  }

  interface Body {
    void run() throws IOException, InterruptedException;
  }
}
