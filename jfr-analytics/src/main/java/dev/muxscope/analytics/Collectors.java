package dev.muxscope.analytics;

import java.util.List;

/// The collectors a recording is read with. To collect something new, add one here and a [View]
/// that shows it.
final class Collectors {

  private Collectors() {}

  static List<Collector> all() {
    return List.of(
        new RunFacts(),
        new IoCounters(),
        new RoleTimes(),
        new ThreadSamples(),
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
        new Surroundings(),
        new Stalls(),
        new Safepoints(),
        new ThreadDumps(),
        new ThreadLoads(),
        new CarrierParks(),
        new PinSites(),
        new SocketIo(),
        new Gauges(),
        new SelectStacks(),
        new ThreadSnapshots(),
        new ThreadWork(),
        new BlockingCalls(),
        new WaitingCode());
  }
}
