package dev.muxscope.analytics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Processor time by what threads are for, as the server read it from the kernel.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class RoleTimes implements Collector {

  // Two samples of the same second lie within this, in nanoseconds.
  private static final long SAME_SAMPLE = 500_000_000L;

  private final Map<String, Role> roles = new LinkedHashMap<>();

  @Override
  public List<String> types() {
    return List.of("muxscope.CpuByRole");
  }

  @Override
  public void accept(RecordedEvent event) {
    Role role = role(event.getString("role"));
    role.threads = Math.max(role.threads, event.getLong("threads"));
    role.cpu.add(event, "cpuTime");
    role.waiting.add(event, "runQueueTime");
    role.switches.add(event, "switches");
  }

  /// The role of a name, a new one if it was not met before.
  Role role(String name) {
    return roles.computeIfAbsent(name, Role::new);
  }

  Collection<Role> roles() {
    return roles.values();
  }

  /// Time of the first sample of any role.
  long first() {
    return roles.values().stream().mapToLong(role -> role.cpu.first()).min().orElse(0);
  }

  /// Time of the last sample of any role.
  long last() {
    return roles.values().stream().mapToLong(role -> role.cpu.last()).max().orElse(0);
  }

  /// Whether there are two samples of any role. Those of one moment differ by nanoseconds.
  boolean sampledTwice() {
    return roles.values().stream().anyMatch(role -> role.cpu.first() != role.cpu.last());
  }

  /// How much a role's counter rose. A role met later than the others began at 0.
  double rise(Series counter) {
    boolean late = counter.first() - first() > SAME_SAMPLE;
    return counter.total() + (late ? counter.firstValue() : 0);
  }

  /// The counters of one role.
  static final class Role {

    private final String name;
    private final Series cpu = new Series();
    private final Series waiting = new Series();
    private final Series switches = new Series();
    private long threads;

    private Role(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    /// The most threads seen at once.
    long threads() {
      return threads;
    }

    /// Nanoseconds on a processor.
    Series cpu() {
      return cpu;
    }

    /// Nanoseconds ready to run without a processor.
    Series waiting() {
      return waiting;
    }

    /// Context switches.
    Series switches() {
      return switches;
    }
  }
}
