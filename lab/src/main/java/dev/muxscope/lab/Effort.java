package dev.muxscope.lab;

import java.time.Duration;
import java.util.List;

/// How much time the lab spends: more rounds and longer runs make narrower ranges.
///
/// @param rounds how often every cell is measured, each time by a server process of its own; an
///   even number keeps a steady drift of the machine out of the comparison, as every second round
///   runs backwards
/// @param serverWarmUp load on a server that was just started, for its code to be compiled
/// @param warmUp load before the measured part of each run, at least 200 ms
/// @param measured the measured part of each run
/// @param recorded the measured part of the run that is recorded
/// @param memorySteps numbers of idle connections at which memory is read, rising, two or more
public record Effort(
    int rounds,
    Duration serverWarmUp,
    Duration warmUp,
    Duration measured,
    Duration recorded,
    List<Integer> memorySteps) {

  /// About two minutes for three modes at four numbers of connections.
  public static final Effort QUICK =
      new Effort(
          2,
          Duration.ofSeconds(3),
          Duration.ofMillis(800),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          List.of(500, 1000, 1500, 2000));

  /// About seven minutes for three modes at four numbers of connections.
  public static final Effort FULL =
      new Effort(
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(10),
          List.of(500, 1000, 1500, 2000, 3000, 4000));

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
}
