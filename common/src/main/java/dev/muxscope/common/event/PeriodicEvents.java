package dev.muxscope.common.event;

import jdk.jfr.FlightRecorder;

/// Registers Muxscope's event types, and makes the periodic ones. Loaded only when Flight Recorder
/// is there.
final class PeriodicEvents {

  private final RecordedServer server;
  private final ThreadRoles roles = new ThreadRoles();

  private PeriodicEvents(RecordedServer server) {
    this.server = server;
  }

  static void register(RecordedServer server) {
    FlightRecorder.register(LoopTickEvent.class);
    FlightRecorder.register(RequestEvent.class);
    FlightRecorder.register(StallEvent.class);
    FlightRecorder.register(ConnectionEvent.class);
    FlightRecorder.register(RunInfoEvent.class);
    FlightRecorder.register(IoCountersEvent.class);
    FlightRecorder.register(LatencyEvent.class);
    FlightRecorder.register(CpuByRoleEvent.class);
    PeriodicEvents events = new PeriodicEvents(server);
    FlightRecorder.addPeriodicEvent(RunInfoEvent.class, events::runInfo);
    FlightRecorder.addPeriodicEvent(IoCountersEvent.class, events::counters);
    FlightRecorder.addPeriodicEvent(LatencyEvent.class, events::latency);
    FlightRecorder.addPeriodicEvent(CpuByRoleEvent.class, events::cpuByRole);
  }

  private void runInfo() {
    RunInfoEvent event = new RunInfoEvent();
    event.mode = server.mode();
    event.settings = server.settings();
    event.port = server.port().getAsInt();
    event.pid = ProcessHandle.current().pid();
    event.version = Version.TEXT;
    event.jdk = Runtime.version().toString();
    event.commands = server.commands();
    event.commit();
  }

  private void counters() {
    IoCounters counters = server.counters();
    IoCountersEvent event = new IoCountersEvent();
    event.selects = counters.selects.sum();
    event.reads = counters.reads.sum();
    event.emptyReads = counters.emptyReads.sum();
    event.writes = counters.writes.sum();
    event.partialWrites = counters.partialWrites.sum();
    event.bytesRead = counters.bytesRead.sum();
    event.bytesWritten = counters.bytesWritten.sum();
    event.accepts = counters.accepts();
    event.requests = counters.requests();
    event.connections = server.connections().getAsInt();
    event.commit();
  }

  private void latency() {
    long[] counts = server.latency().drain();
    LatencyEvent event = new LatencyEvent();
    for (long count : counts) {
      event.count += count;
    }
    event.p50 = LatencyHistogram.percentile(counts, 0.5);
    event.p90 = LatencyHistogram.percentile(counts, 0.9);
    event.p99 = LatencyHistogram.percentile(counts, 0.99);
    event.p999 = LatencyHistogram.percentile(counts, 0.999);
    event.max = LatencyHistogram.percentile(counts, 1);
    event.commit();
  }

  private void cpuByRole() {
    roles
        .read()
        .forEach((role, account) -> {
          CpuByRoleEvent event = new CpuByRoleEvent();
          event.role = role;
          event.threads = account.threads();
          event.cpuTime = account.cpu();
          event.runQueueTime = account.runQueue();
          event.switches = account.switches();
          event.commit();
        });
  }
}
