package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// How busy each thread was with the processor, as the JVM reads it every few seconds.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class ThreadLoads implements Collector {

  private final Map<String, Load> byRole = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of("jdk.ThreadCPULoad");
  }

  @Override
  public void accept(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    if (thread != null) {
      byRole
          .computeIfAbsent(ThreadRoles.of(thread), _ -> new Load())
          .add(thread.getOSThreadId(), event.getFloat("user") + event.getFloat("system"));
    }
  }

  /// The loads by what threads are for.
  Map<String, Load> byRole() {
    return byRole;
  }

  /// The load of a pool's threads; null if they have none.
  @Nullable Load ofPool(String pool) {
    return byRole.entrySet().stream()
        .filter(role -> ThreadRoles.isPool(role.getKey(), pool))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  /// The load of the threads of one role. A share is one of all the machine's processors together.
  static final class Load {

    private final Set<Long> threads = new HashSet<>();
    private double sum;
    private double max;
    private long samples;

    private void add(long thread, double share) {
      threads.add(thread);
      sum += share;
      max = Math.max(max, share);
      samples++;
    }

    /// How many threads there were, one after the other included.
    int threads() {
      return threads.size();
    }

    /// Mean of a thread.
    double mean() {
      return RecordingSummary.ratio(sum, (double) samples);
    }

    /// The largest of one thread in one sample.
    double max() {
      return max;
    }
  }
}
