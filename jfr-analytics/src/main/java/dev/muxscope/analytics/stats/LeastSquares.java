package dev.muxscope.analytics.stats;

import java.util.Arrays;

/// Linear least squares by Householder reflections (Golub & Van Loan, *Matrix Computations*, 4th
/// edition, algorithms 5.1.1 and 5.3.2).
public final class LeastSquares {

  /// A column that the others explain but for this part of it carries nothing of its own.
  private static final double DEPENDENT = 1e-9;

  private LeastSquares() {}

  /// The coefficients with which the columns come nearest to `y`.
  ///
  /// @param rows at least as many as columns; not changed
  /// @param y one value for each row; not changed
  /// @throws IllegalArgumentException if there are fewer rows than columns, or a column follows
  ///   from the others
  public static double[] solve(double[][] rows, double[] y) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    if (columns == 0 || rows.length < columns || y.length != rows.length) {
      throw new IllegalArgumentException(
          rows.length + " rows of " + columns + " columns for " + y.length + " values");
    }
    double[][] r = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    double[] right = y.clone();
    for (int column = 0; column < columns; column++) {
      reflect(r, right, column, norm(rows, column, 0));
    }
    return substitute(r, right, columns);
  }

  private static void reflect(double[][] r, double[] right, int column, double whole) {
    double length = norm(r, column, column);
    if (!(length > DEPENDENT * whole)) {
      throw new IllegalArgumentException("column " + column + " follows from those before it");
    }
    double alpha = r[column][column] > 0 ? -length : length;
    double[] v = new double[r.length];
    for (int i = column; i < r.length; i++) {
      v[i] = r[i][column] - (i == column ? alpha : 0);
    }
    double square = Arrays.stream(v).map(x -> x * x).sum();
    for (int other = column; other < r[0].length; other++) {
      double scale = 0;
      for (int i = column; i < r.length; i++) {
        scale += 2 * v[i] * r[i][other] / square;
      }
      for (int i = column; i < r.length; i++) {
        r[i][other] -= scale * v[i];
      }
    }
    double scale = 0;
    for (int i = column; i < r.length; i++) {
      scale += 2 * v[i] * right[i] / square;
    }
    for (int i = column; i < r.length; i++) {
      right[i] -= scale * v[i];
    }
  }

  private static double[] substitute(double[][] r, double[] right, int columns) {
    double[] solution = new double[columns];
    for (int row = columns - 1; row >= 0; row--) {
      double rest = right[row];
      for (int column = row + 1; column < columns; column++) {
        rest -= r[row][column] * solution[column];
      }
      solution[row] = rest / r[row][row];
    }
    return solution;
  }

  private static double norm(double[][] rows, int column, int from) {
    double squares = 0;
    for (int i = from; i < rows.length; i++) {
      squares += rows[i][column] * rows[i][column];
    }
    return Math.sqrt(squares);
  }
}
