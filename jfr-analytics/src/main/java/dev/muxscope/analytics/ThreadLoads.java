package dev.muxscope.analytics;

import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/// How busy each platform thread was with the processor, as the JVM reads it every few seconds, of
/// those that used a millisecond or more since.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class ThreadLoads implements Collector {

  static final String LOAD = "jdk.ThreadCPULoad";

  private final Capped<Long, Load> byThread = new Capped<>(Load::new);

  /// Numbers of carriers by the time of their sample, which all of a period have in common.
  private final Map<Long, Integer> carriers = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of(LOAD);
  }

  @Override
  public void accept(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    if (thread != null && thread.getJavaName() != null) {
      String role = ThreadRoles.of(thread);
      String name = thread.getJavaName();
      add(Series.nanos(event), thread.getJavaThreadId(), name, role, share(event));
    }
  }

  /// The share that a thread used of all processors that the JVM may use, 0 to 1.
  static double share(RecordedEvent event) {
    return event.getFloat("user") + event.getFloat("system");
  }

  void add(long time, long id, String name, String role, double share) {
    byThread.of(id).add(name, role, share);
    if (role.equals(ThreadRoles.CARRIER)) {
      carriers.merge(time, 1, Integer::sum);
    }
  }

  /// Whether there were too many threads to tell all apart.
  boolean isOverflown() {
    return byThread.isOverflown();
  }

  /// What carriers of virtual threads used. Idle ones end, and others take their place: they count
  /// as many as there were at once.
  static Use ofCarriers(RecordingSummary recording) {
    int most =
        recording.collected(ThreadLoads.class).carriers.values().stream()
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    return use(recording, load -> load.role.equals(ThreadRoles.CARRIER)).of(most);
  }

  /// What the threads of these names used.
  static Use ofThreads(RecordingSummary recording, Set<String> names) {
    return use(recording, load -> names.contains(load.name));
  }

  private static Use use(RecordingSummary recording, Predicate<Load> wanted) {
    long type = recording.typeId(LOAD);
    double periods = recording.nanos() / recording.collected(ActiveSettings.class).period(type);
    double processors = recording.collected(Processors.class).usable();
    List<Load> loads =
        recording.collected(ThreadLoads.class).byThread.values().values().stream()
            .filter(wanted)
            .toList();
    if (loads.isEmpty()) {
      return Use.NONE;
    }
    DoubleSummaryStatistics means =
        loads.stream().mapToDouble(load -> load.mean(periods)).summaryStatistics();
    double most = loads.stream().mapToDouble(load -> load.max).max().getAsDouble();
    return new Use(
        loads.size(),
        processors * means.getAverage(),
        processors * means.getMax(),
        processors * most);
  }

  /// What some threads used of a processor each; `NaN` where none was sampled, or not known how
  /// often.
  ///
  /// @param threads how many there were, one after the other included, but for carriers
  /// @param mean share of a processor over the whole recording, of a thread
  /// @param busiest the largest mean share of one of them
  /// @param most the largest share of one of them in one sample
  record Use(long threads, double mean, double busiest, double most) {

    private static final Use NONE = new Use(0, Double.NaN, Double.NaN, Double.NaN);

    /// The same of as many threads as there were at once.
    Use of(long atOnce) {
      // Samples at the end of threads are of less than a period, hence the bound.
      return threads == 0
          ? this
          : new Use(atOnce, Math.min(most, mean * threads / atOnce), busiest, most);
    }
  }

  private static final class Load {

    private String name = "";
    private String role = "";
    private double sum;
    private double max;

    private void add(String name, String role, double share) {
      this.name = name;
      this.role = role;
      sum += share;
      max = Math.max(max, share);
    }

    // Where a thread has no sample, it used next to nothing. The sample at its end is of less than
    // a period, hence the bound.
    private double mean(double periods) {
      return Double.isNaN(periods) ? Double.NaN : Math.min(max, sum / periods);
    }
  }
}
