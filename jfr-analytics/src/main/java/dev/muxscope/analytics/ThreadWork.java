package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/// The CPU time of each platform thread, as the JVM samples it every few seconds.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class ThreadWork implements Collector {

  static final String LOAD = "jdk.ThreadCPULoad";

  private final Map<String, Load> byName = new HashMap<>();
  private final Map<String, Load> carriers = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of(LOAD);
  }

  @Override
  public void accept(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    if (thread == null || thread.getJavaName() == null) {
      return;
    }
    double share = event.getFloat("user") + event.getFloat("system");
    byName.computeIfAbsent(thread.getJavaName(), _ -> new Load()).add(share);
    if (ThreadRoles.of(thread).equals("carrier")) {
      carriers.computeIfAbsent(thread.getJavaName(), _ -> new Load()).add(share);
    }
  }

  /// Mean share of all the machine's processors that a thread used; `NaN` if it was not sampled.
  double mean(String thread) {
    Load load = byName.get(thread);
    return load == null ? Double.NaN : load.mean();
  }

  /// How many carriers were sampled.
  int carriers() {
    return carriers.size();
  }

  /// Mean share of all the machine's processors that carriers used together; `NaN` without any.
  double ofCarriers() {
    return carriers.isEmpty()
        ? Double.NaN
        : carriers.values().stream().mapToDouble(Load::mean).sum();
  }

  private static final class Load {

    private double sum;
    private long samples;

    private void add(double share) {
      sum += share;
      samples++;
    }

    private double mean() {
      return RecordingSummary.ratio(sum, (double) samples);
    }
  }
}
