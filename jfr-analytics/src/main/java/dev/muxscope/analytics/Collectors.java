package dev.muxscope.analytics;

import java.util.List;
import jdk.jfr.consumer.RecordedThread;

/// The collectors a recording is read with. To collect something new, add one here and a [View]
/// that shows it.
final class Collectors {

  private Collectors() {}

  static List<Collector> all() {
    // Of the threads in events that there are many of.
    ParsedCache<RecordedThread, String> roles = new ParsedCache<>(ThreadRoles::of);
    return List.of(
        new RunFacts(),
        new IoCounters(),
        new RoleTimes(),
        new ThreadSamples(roles),
        new Stacks(),
        new LoopTicks(),
        new MethodTimings(),
        new Pins(),
        new Pauses(),
        new MemoryLevels(),
        new Allocations(),
        new Latencies(),
        new CommandTimes(),
        new Connections(),
        new ActiveSettings(),
        new EventTimes(),
        new Surroundings(),
        new Stalls(),
        new Safepoints(),
        new ThreadDumps(),
        new Processors(),
        new ThreadLoads(),
        new CarrierParks(),
        new SocketIo(roles),
        new Gauges(),
        new SelectStacks(roles),
        new ThreadSnapshots(),
        new BlockingCalls(),
        new WaitingCode(roles));
  }
}
