package dev.muxscope.analytics;

import java.time.Instant;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/// What else the machine did while the JVM was recorded, and how long that one had been running.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Surroundings implements Collector {

  private double own;
  private double machine;
  private double mostForeign;
  private long samples;
  private Instant jvmStart = Instant.MIN;

  @Override
  public List<String> types() {
    return List.of("jdk.CPULoad", "jdk.JVMInformation");
  }

  @Override
  public void accept(RecordedEvent event) {
    if (event.getEventType().getName().equals("jdk.CPULoad")) {
      acceptLoad(event.getFloat("jvmUser") + event.getFloat("jvmSystem"), event);
    } else if (event.hasField("jvmStartTime")) {
      jvmStart = event.getInstant("jvmStartTime");
    }
  }

  private void acceptLoad(double jvm, RecordedEvent event) {
    double total = event.getFloat("machineTotal");
    own += jvm;
    machine += total;
    mostForeign = Math.max(mostForeign, total - jvm);
    samples++;
  }

  /// Mean share of the machine's processors that other processes used, 0 to 1; `NaN` where not
  /// recorded.
  double foreignLoad() {
    return Math.max(0, RecordingSummary.ratio(machine - own, (double) samples));
  }

  /// The largest share of one sample.
  double mostForeignLoad() {
    return samples == 0 ? Double.NaN : mostForeign;
  }

  /// Mean share of the machine's processors that all processes used.
  double machineLoad() {
    return RecordingSummary.ratio(machine, (double) samples);
  }

  /// When the JVM started; [Instant#MIN] where not recorded.
  Instant jvmStart() {
    return jvmStart;
  }
}
