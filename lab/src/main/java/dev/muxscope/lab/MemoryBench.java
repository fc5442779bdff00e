package dev.muxscope.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads what idle connections take of memory, by servers of all modes at once: to each, so many
/// connections are opened; then all rest; then garbage is collected, and the memory of each is
/// read. Resting takes most of the time, and so is done together.
///
/// Owned by the lab's thread.
final class MemoryBench implements AutoCloseable {

  /// What collecting takes of memory beside the heap is given back within a second
  /// (`TrimNativeHeapInterval`).
  private static final Duration AFTER_COLLECTION = Duration.ofMillis(1_500);

  private final LabOptions options;
  private final Pinning pinning;
  private final Children children;
  private final List<Climber> climbers = new ArrayList<>();

  MemoryBench(LabOptions options, Pinning pinning, Children children) {
    this.options = options;
    this.pinning = pinning;
    this.children = children;
  }

  private record Climber(String mode, ServerChild server, IdleConnections connections) {}

  /// @return one for each mode, in their order
  /// @throws LabException if a server does not start, does not answer or does not stop
  List<MemoryRun> measure(List<String> modes) throws LabException, InterruptedException {
    for (String mode : modes) {
      for (MemoryPhase phase : MemoryPhase.values()) {
        climbers.add(start(mode, phase));
      }
    }
    for (Climber each : climbers) {
      each.connections.warmUp();
    }
    for (int count : options.effort().memorySteps()) {
      climbTo(count);
    }
    for (Climber each : climbers) {
      each.server.stop();
    }
    return modes.stream().map(this::run).toList();
  }

  private Climber start(String mode, MemoryPhase phase) throws LabException, InterruptedException {
    ServerChild server = ServerChild.startOnSmallPages(options, pinning, mode, children);
    try {
      return new Climber(mode, server, new IdleConnections(server, phase, options, children));
    } catch (IOException e) {
      server.close();
      throw new LabException("the " + mode + " server does not answer: " + e.getMessage());
    }
  }

  private void climbTo(int count) throws InterruptedException {
    for (Climber each : climbers) {
      each.connections.openUpTo(count);
    }
    Thread.sleep(options.effort().memoryRest());
    for (Climber each : climbers) {
      each.connections.collect();
    }
    Thread.sleep(AFTER_COLLECTION);
    for (Climber each : climbers) {
      each.connections.read();
    }
  }

  private MemoryRun run(String mode) {
    return new MemoryRun(
        mode,
        climbers.stream()
            .filter(each -> each.mode.equals(mode))
            .map(each -> each.connections.climb())
            .toList());
  }

  @Override
  public void close() {
    for (Climber each : climbers) {
      each.connections.close();
      each.server.close();
    }
  }
}
