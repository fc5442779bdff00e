package dev.muxscope.analytics;

import java.time.Instant;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/// How much of the machine's processors the JVM used and what else did, and how long it had been
/// running.
///
/// Most Linux kernels count the machine's time at clock ticks, and a process's own exactly. Threads
/// that timers wake run between two ticks, and then the machine seems to do less than this process
/// alone. The JDK raises such a sum to the process's own, so that others seem to have used nothing.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Surroundings implements Collector {

  /// The share of samples that may have been raised, each of which is a proof of a wrong count,
  /// before the others are believed no more either.
  private static final double MOST_RAISED = 1.0 / 3;

  // Below it a sample tells nothing of how ticks count.
  private static final double SOME_LOAD = 0.01;
  private static final int FEWEST = 5;

  private final Levels ownLevels = new Levels();
  private final Levels foreignLevels = new Levels();
  private double own;
  private double system;
  private double machine;
  private double mostForeign;
  private long samples;
  private long telling;
  private long raised;
  private boolean begun;
  private Instant jvmStart = Instant.MIN;

  @Override
  public List<String> types() {
    return List.of("jdk.CPULoad", "jdk.JVMInformation");
  }

  @Override
  public void accept(RecordedEvent event) {
    if (event.getEventType().getName().equals("jdk.CPULoad")) {
      acceptSystem(event.getFloat("jvmSystem"));
      double jvm = event.getFloat("jvmUser") + event.getFloat("jvmSystem");
      acceptLoad(Series.nanos(event), jvm, event.getFloat("machineTotal"));
    } else if (event.hasField("jvmStartTime")) {
      jvmStart = event.getInstant("jvmStartTime");
    }
  }

  void acceptSystem(double jvmSystem) {
    system += jvmSystem;
  }

  void acceptLoad(long time, double jvm, double total) {
    boolean first = !begun;
    begun = true;
    if (first && total == 0) {
      // What a JVM samples first spans no time: a zero that stands for "not known".
      return;
    }
    double foreign = Math.max(0, total - jvm);
    ownLevels.add(time, jvm);
    foreignLevels.add(time, foreign);
    own += jvm;
    machine += total;
    mostForeign = Math.max(mostForeign, foreign);
    samples++;
    if (jvm >= SOME_LOAD) {
      telling++;
      // They are of single precision.
      raised += foreign < 1e-5 ? 1 : 0;
    }
  }

  /// Whether the kernel's count of the machine's time is too low to tell what others used.
  boolean ticksMiss() {
    return telling >= FEWEST && raised >= MOST_RAISED * telling;
  }

  /// Share of the machine's processors this JVM used.
  Levels ownLevels() {
    return ownLevels;
  }

  /// Share of the machine's processors that everything else used, as counted.
  Levels foreignLevels() {
    return foreignLevels;
  }

  /// Mean share of the machine's processors this JVM used, 0 to 1; `NaN` where not recorded.
  double ownLoad() {
    return RecordingSummary.ratio(own, (double) samples);
  }

  /// The share of this JVM's processor time that the system's code took, 0 to 1; `NaN` where not
  /// recorded.
  double systemShare() {
    return RecordingSummary.ratio(system, own);
  }

  /// Mean share of the machine's processors that other processes used, 0 to 1; `NaN` where not
  /// recorded or not counted well.
  double foreignLoad() {
    return ticksMiss()
        ? Double.NaN
        : Math.max(0, RecordingSummary.ratio(machine - own, (double) samples));
  }

  /// The largest share of one sample.
  double mostForeignLoad() {
    return samples == 0 ? Double.NaN : mostForeign;
  }

  /// Mean share of the machine's processors that all processes used; `NaN` where not recorded.
  double machineLoad() {
    return RecordingSummary.ratio(machine, (double) samples);
  }

  /// When the JVM started; [Instant#MIN] where not recorded.
  Instant jvmStart() {
    return jvmStart;
  }
}
