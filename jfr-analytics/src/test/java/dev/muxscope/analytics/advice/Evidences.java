package dev.muxscope.analytics.advice;

import java.util.EnumMap;
import java.util.Map;

/// Made-up evidence.
final class Evidences {

  private Evidences() {}

  /// A service of which everything was looked at and nothing found: half a processor of four, no
  /// event loops, 100 reads a second by 10 blocked threads.
  static Evidence calm() {
    return new Evidence(
        "",
        Map.of(
            Fact.LENGTH, seen(60e9),
            Fact.PROCESSORS, seen(4),
            Fact.CORES, seen(0.5),
            Fact.RESIDENT, seen(200 * 1024 * 1024),
            Fact.DUMPS, seen(4),
            Fact.SOCKET_WAITERS, seen(10),
            Fact.READS, seen(100)),
        Measures.NONE);
  }

  /// The same with two event loops that are in select for 70 % of their time, and no blocked
  /// threads.
  static Evidence calmLoops() {
    return with(with(with(calm(), Fact.SOCKET_WAITERS, 0), Fact.LOOPS, 2), Fact.LOOP_OUTSIDE, 0.3);
  }

  static Evidence with(Evidence evidence, Fact fact, double value) {
    Map<Fact, Seen> seen = new EnumMap<>(evidence.seen());
    seen.put(fact, seen(value));
    return new Evidence(evidence.mode(), seen, evidence.own());
  }

  static Evidence without(Evidence evidence, Fact fact) {
    Map<Fact, Seen> seen = new EnumMap<>(evidence.seen());
    seen.remove(fact);
    return new Evidence(evidence.mode(), seen, evidence.own());
  }

  /// A recording of Muxscope's own server: 2,000 requests a second, one read each.
  static Evidence own(String mode, double cpuNanos, double cores) {
    Evidence seen = with(with(calm(), Fact.CORES, cores), Fact.CPU_PER_REQUEST, cpuNanos);
    seen = with(with(seen, Fact.CONNECTIONS, 64), Fact.READS, cores * 1e9 / cpuNanos);
    Measures own =
        new Measures(
            Map.of(
                Measure.CPU,
                cpuNanos,
                Measure.READS,
                1.0,
                Measure.RATE,
                cores * 1e9 / cpuNanos,
                Measure.CORES,
                cores,
                Measure.CONNECTIONS,
                64.0));
    return new Evidence(mode, seen.seen(), own);
  }

  private static Seen seen(double value) {
    return new Seen(value, "jdk.Made", "made up", "somewhere");
  }
}
