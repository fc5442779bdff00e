package dev.muxscope.lab;

import dev.muxscope.report.Values;
import java.time.Duration;
import java.util.List;

/// How much time the lab spends: more rounds and longer runs make narrower intervals.
///
/// @param name as the command line names it
/// @param rounds how often every cell is measured, each time by a server process of its own; an
///   even number keeps a steady drift of the machine out of the comparison, as every second round
///   runs backwards
/// @param serverWarmUp load on a server that was just started, for its code to be compiled, in a
///   closed loop
/// @param warmUp load before the measured part of each run, at least 200 ms
/// @param measured the measured part of each run
/// @param recorded the measured part of the run that is recorded
/// @param observed how many modes are measured under recordings too, to see what those cost
/// @param memoryRest how long a server is left alone before its memory is read
/// @param memorySteps numbers of idle connections at which memory is read, rising, two or more; the
///   objects of the first few hundred lie on pages that garbage has touched before
/// @param sweep the axes that are measured unless others are asked for
public record Effort(
    String name,
    int rounds,
    Duration serverWarmUp,
    Duration warmUp,
    Duration measured,
    Duration recorded,
    int observed,
    Duration memoryRest,
    List<Integer> memorySteps,
    Sweep sweep) {

  /// A common rate that one core of a small machine carries in every mode: at the 20 to 50 µs a
  /// small request costs, it keeps that core less than half busy, so that queues do not hide what
  /// differs.
  public static final int DEFAULT_RATE = 8_000;

  /// How long a server rests until its memory no longer changes by itself. Every five seconds the
  /// JVM frees what its compilers had and no longer need, and within a second
  /// (`TrimNativeHeapInterval`) it gives that back: 1 to 20 MB after each few hundred connections,
  /// as much as thousands of them take.
  public static final Duration COMPILERS_REST = Duration.ofMillis(6_500);

  /// About four minutes for three modes.
  public static final Effort QUICK =
      new Effort(
          "quick",
          4,
          Duration.ofSeconds(1),
          Duration.ofMillis(250),
          Duration.ofMillis(800),
          Duration.ofSeconds(11),
          1,
          COMPILERS_REST,
          List.of(1000, 1500, 2000, 2500),
          Sweep.over(List.of(1, 64, 1024), DEFAULT_RATE).withActivities(List.of(1.0, 0.02)));

  /// About fifteen minutes for three modes.
  public static final Effort STANDARD =
      new Effort(
          "standard",
          6,
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(12),
          3,
          COMPILERS_REST,
          List.of(1000, 1500, 2000, 2500, 3000, 4000),
          Sweep.over(List.of(1, 16, 128, 1024, 4096), DEFAULT_RATE)
              .withActivities(List.of(1.0, 0.1, 0.01)));

  /// About an hour and a half for three modes.
  public static final Effort FULL =
      new Effort(
          "full",
          12,
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(20),
          3,
          COMPILERS_REST,
          List.of(1000, 2000, 3000, 4000, 6000, 8000),
          Sweep.over(List.of(1, 4, 16, 64, 256, 1024, 4096, 8192), DEFAULT_RATE)
              .withActivities(List.of(1.0, 0.1, 0.01)));

  public Effort {
    memorySteps = List.copyOf(memorySteps);
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds is " + rounds + ": use 1 or more");
    }
    if (warmUp.toMillis() < 200) {
      throw new IllegalArgumentException("warm-up is " + warmUp + ": use 200 ms or more");
    }
    if (memorySteps.size() < 2) {
      throw new IllegalArgumentException("a slope needs two numbers of connections or more");
    }
  }

  /// What of it the figures depend on.
  String inWords() {
    return "%d rounds; servers warmed up for %s, runs for %s; measured for %s"
        .formatted(
            rounds, Values.format(serverWarmUp), Values.format(warmUp), Values.format(measured));
  }
}
