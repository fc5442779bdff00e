package dev.muxscope.lab.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// How much A differs from A: what server processes of the same mode under the same load differ by
/// for no reason, taken over all cells of a lab.
///
/// @param variance between processes of a cell, of the logarithm of what they measured, mean over
///   the cells; 0 when nothing was measured twice
/// @param degrees of freedom behind it: processes less cells; 0 when nothing was measured twice
/// @param quantile of the size of an A/A difference, in standard deviations: 5 % exceed it
public record NoiseFloor(double variance, int degrees, double quantile) {

  /// No A was compared with an A.
  public static final NoiseFloor UNKNOWN = new NoiseFloor(0, 0, 0);

  private static final double FRACTION = 0.95;

  /// Of as few differences as this, the empirical quantile that 5 % exceed does not exist yet.
  private static final int FEW = 19;

  /// The noise floor of a lab.
  ///
  /// @param cells what each cell has measured, a cell being one mode under one load: its server
  ///   processes, each with its runs; cells with fewer than two processes tell nothing
  public static NoiseFloor of(List<List<double[]>> cells) {
    List<ProcessMeans> repeated =
        cells.stream().filter(cell -> cell.size() > 1).map(ProcessMeans::of).toList();
    int degrees = repeated.stream().mapToInt(cell -> cell.size() - 1).sum();
    if (degrees == 0) {
      return UNKNOWN;
    }
    double squares =
        repeated.stream().mapToDouble(cell -> cell.variance() * (cell.size() - 1)).sum();
    double variance = squares / degrees;
    return new NoiseFloor(variance, degrees, quantile(repeated, variance, degrees));
  }

  /// Whether there is one.
  public boolean known() {
    return degrees > 0;
  }

  /// By how much two server processes of the same mode differ at most, but for one case in 20: a
  /// share of the lesser of the two.
  public double share() {
    return share(1, 1);
  }

  /// The same for two means, over as many processes each.
  ///
  /// @return a share of the lesser of the two; 0 when nothing is known
  public double share(int processes, int others) {
    double deviation = Math.sqrt(variance * (1.0 / processes + 1.0 / others));
    return Math.expm1(quantile * deviation);
  }

  /// With few differences, their quantile is that of Student's t; with many, their own, which needs
  /// no assumption and is larger where some cells are noisier than others. The rank is the one that
  /// the next difference exceeds in 5 % of cases, not the last ones.
  private static double quantile(List<ProcessMeans> cells, double variance, int degrees) {
    double[] differences =
        cells.stream().flatMapToDouble(NoiseFloor::differences).sorted().toArray();
    double student = StudentT.quantile(1 - (1 - FRACTION) / 2, degrees);
    if (differences.length < FEW || variance == 0) {
      return student;
    }
    int rank = (int) Math.ceil((differences.length + 1) * FRACTION);
    double own = differences[Math.min(rank, differences.length) - 1] / Math.sqrt(2 * variance);
    return Math.max(own, student);
  }

  /// Between each process and the next but those that were compared already.
  private static DoubleStream differences(ProcessMeans cell) {
    double[] logs = cell.logs();
    double[] differences = new double[logs.length / 2];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(logs[2 * i] - logs[2 * i + 1]);
    }
    return Arrays.stream(differences);
  }
}
