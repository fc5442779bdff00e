package dev.muxscope.lab.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Made-up runs of known truth: lognormal noise between server processes and between their runs.
///
/// @param processes in each group
/// @param runs of each process
/// @param between standard deviation between processes, a share
/// @param within standard deviation between runs of a process, a share
record Simulation(int processes, int runs, double between, double within) {

  List<double[]> group(double truth, SplittableRandom random) {
    List<double[]> group = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      double process = truth * Math.exp(between * random.nextGaussian());
      double[] measured = new double[runs];
      for (int j = 0; j < runs; j++) {
        measured[j] = process * Math.exp(within * random.nextGaussian());
      }
      group.add(measured);
    }
    return group;
  }

  /// Groups of one truth each, as the cells of a lab.
  List<List<double[]>> cells(int count, SplittableRandom random) {
    List<List<double[]>> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(group(20_000 * (i + 1), random));
    }
    return cells;
  }
}
