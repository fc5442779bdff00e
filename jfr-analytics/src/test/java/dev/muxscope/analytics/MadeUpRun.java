package dev.muxscope.analytics;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// Recordings of runs that never were, second by second, as the collectors hold them.
///
/// @param mode of the server
/// @param seconds how long it ran
/// @param rate requests a second; with 0, nothing is counted
/// @param cpu nanoseconds a request
/// @param noise standard deviation of a second's cost, a share
/// @param seed of the noise
record MadeUpRun(String mode, int seconds, long rate, double cpu, double noise, int seed) {

  static final long SECOND = 1_000_000_000L;
  static final long START = 1_700_000_000L * SECOND;

  static MadeUpRun of(String mode) {
    return new MadeUpRun(mode, 32, 1_000, 20_000, 0.02, 1);
  }

  MadeUpRun withMode(String other) {
    return new MadeUpRun(other, seconds, rate, cpu, noise, seed);
  }

  MadeUpRun withSeconds(int other) {
    return new MadeUpRun(mode, other, rate, cpu, noise, seed);
  }

  MadeUpRun withRate(long other) {
    return new MadeUpRun(mode, seconds, other, cpu, noise, seed);
  }

  MadeUpRun withCpu(double other) {
    return new MadeUpRun(mode, seconds, rate, other, noise, seed);
  }

  MadeUpRun withSeed(int other) {
    return new MadeUpRun(mode, seconds, rate, cpu, noise, other);
  }

  /// The recording; more may be added to its collectors.
  RecordingSummary recording(Coverage.Gap... gaps) {
    return recording(new Intake(), gaps);
  }

  /// The recording with the events that were taken in.
  RecordingSummary recording(Intake intake, Coverage.Gap... gaps) {
    Path file = Path.of(mode + ".jfr");
    long nanos = (seconds + 1) * SECOND;
    RecordingSummary recording =
        new RecordingSummary(
            file.toString(),
            file,
            new Coverage(START, START + nanos, List.of(gaps)),
            intake,
            List.of());
    RunFacts facts = recording.collected(RunFacts.class);
    facts.facts().put("settings", "port=7000, loops=1");
    facts.facts().put("hardware threads", "2");
    if (rate > 0) {
      fill(recording);
    }
    return recording;
  }

  private void fill(RecordingSummary recording) {
    SplittableRandom random = new SplittableRandom(seed);
    IoCounters counters = recording.collected(IoCounters.class);
    RoleTimes.Role loop = recording.collected(RoleTimes.class).role("event loop");
    double spent = 0;
    for (int i = 0; i <= seconds; i++) {
      long time = START + i * SECOND;
      counters.of("requests").add(time, i * rate);
      counters.of("reads").add(time, 2 * i * rate);
      counters.of("selects").add(time, i * rate / 4);
      counters.open().add(time, 64);
      // The kernel's accounts are read a moment later.
      loop.cpu().add(time + 3_000_000, Math.round(spent));
      loop.waiting().add(time + 3_000_000, Math.round(spent / 10));
      loop.switches().add(time + 3_000_000, i * rate / 2);
      spent += rate * cpu * (1 + noise * random.nextGaussian());
      recording.collected(Latencies.class).p99().add(time + 1, 100_000);
      recording.collected(Pauses.class).times().add(time + 1, 1_000_000 + i % 2 * 100_000);
    }
  }
}
