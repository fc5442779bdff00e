package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/// Samples of running threads, by what the threads are for and by the method on top.
///
/// Processor-time samples stand for the time since the thread's last one; execution samples, which
/// every JDK has, stand for nothing but themselves.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class ThreadSamples implements Collector {

  private static final String CPU_TIME = "jdk.CPUTimeSample";

  private final Tally cpuTime = new Tally();
  private final Tally execution = new Tally();
  private final ParsedCache<RecordedThread, String> roles;

  ThreadSamples(ParsedCache<RecordedThread, String> roles) {
    this.roles = roles;
  }

  @Override
  public List<String> types() {
    return List.of(CPU_TIME, "jdk.ExecutionSample");
  }

  @Override
  public void accept(RecordedEvent event) {
    if (event.getEventType().getName().equals(CPU_TIME)) {
      cpuTime.add(event, role(event, "eventThread"), event.getDuration("samplingPeriod").toNanos());
    } else if (!sleeps(event)) {
      execution.add(event, role(event, "sampledThread"), 0);
    }
  }

  /// Whether a sample is of a thread that did not run: async-profiler, told to go by the wall
  /// clock, takes such too.
  static boolean sleeps(RecordedEvent event) {
    return event.hasField("state") && "STATE_SLEEPING".equals(event.getValue("state"));
  }

  private String role(RecordedEvent event, String threadField) {
    RecordedThread thread = event.getThread(threadField);
    return thread == null ? "other" : roles.get(thread);
  }

  /// Samples by processor time.
  Tally cpuTime() {
    return cpuTime;
  }

  /// Samples of threads that ran Java code.
  Tally execution() {
    return execution;
  }

  /// Sums of samples.
  static final class Tally {

    private final Map<String, Amount> byRole = new HashMap<>();
    private final Map<String, Amount> byMethod = new HashMap<>();
    private final Map<String, Map<String, Amount>> rolesOfMethod = new HashMap<>();
    private final Map<String, TimedSum> timesByRole = new HashMap<>();
    private final Amount all = new Amount();

    private void add(RecordedEvent event, String role, long nanos) {
      byRole.computeIfAbsent(role, _ -> new Amount()).add(nanos);
      String method = Frames.top(event.getStackTrace());
      byMethod.computeIfAbsent(method, _ -> new Amount()).add(nanos);
      rolesOfMethod
          .computeIfAbsent(method, _ -> new HashMap<>())
          .computeIfAbsent(role, _ -> new Amount())
          .add(nanos);
      all.add(nanos);
      timesByRole.computeIfAbsent(role, _ -> new TimedSum()).add(Series.nanos(event), nanos);
    }

    /// Nanoseconds that the samples stand for, by when.
    Map<String, TimedSum> timesByRole() {
      return timesByRole;
    }

    Map<String, Amount> byRole() {
      return byRole;
    }

    Map<String, Amount> byMethod() {
      return byMethod;
    }

    /// The role of thread that a method was seen on most.
    String roleOf(String method) {
      return Rows.mostOften(rolesOfMethod.getOrDefault(method, Map.of()));
    }

    Amount all() {
      return all;
    }
  }
}
