package dev.muxscope.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/// Where values lie on an axis, and which of them are worth a tick.
///
/// @param axis what is scaled
/// @param min the value at the axis's start
/// @param max the value at its end, over `min`
/// @param ticks round values from `min` to `max`, rising
record AxisScale(Chart.Axis axis, double min, double max, List<Double> ticks) {

  /// How the ends of an axis are chosen.
  enum Ends {
    /// At the outermost values: right for what was set, as a number of connections.
    AT_VALUES,
    /// From a round value, which on a linear axis is zero, to a round value or just over the
    /// greatest: right for what was measured, and honest about its size.
    ROUND
  }

  private static final double[] STEPS = {1, 2, 5};

  /// Divides a decade of which only a part is shown.
  private static final double[] FINE_STEPS = {1, 1.5, 2, 3, 4, 5, 7};

  /// A logarithmic axis from one value to this many times as much shows only a part of a decade.
  private static final double PART_OF_DECADE = 4;

  /// More ticks on a linear axis say nothing more.
  private static final int MOST_LINEAR = 9;

  /// Forgives what binary fractions make of tenths.
  private static final double SLACK = 1e-9;

  /// Ticks may come closer than asked for by this factor where that saves some.
  private static final double CLOSER = 0.75;

  /// What a logarithmic axis leaves free above its greatest value, as a share of its length.
  private static final double HEADROOM = 0.04;

  /// Values closer to each other than this share of their size count as equal: between them there
  /// is no room for ticks that a `double` could tell apart.
  private static final double TIGHT = 1e-12;

  /// Scales an axis so that every value which it can show lies on it.
  ///
  /// @param values those which are not finite, or not over zero on a logarithmic axis, are skipped
  /// @param maxTicks at least 2; about how many ticks there is room for
  static AxisScale of(Chart.Axis axis, double[] values, Ends ends, int maxTicks) {
    double[] shown = DoubleStream.of(values).filter(v -> shows(axis, v)).toArray();
    return switch (axis.scale()) {
      case LINEAR -> linear(axis, shown, ends, maxTicks);
      case LOGARITHMIC -> logarithmic(axis, shown, ends, maxTicks);
    };
  }

  /// Whether `value` has a place on an axis like this one.
  boolean shows(double value) {
    return shows(axis, value);
  }

  /// Returns 0 at the axis's start and 1 at its end; a value beyond them is drawn at them.
  double position(double value) {
    double share =
        switch (axis.scale()) {
          case LINEAR -> (value - min) / (max - min);
          case LOGARITHMIC -> value <= 0 ? 0 : Math.log(value / min) / Math.log(max / min);
        };
    return Math.clamp(share, 0, 1);
  }

  private static boolean shows(Chart.Axis axis, double value) {
    return Double.isFinite(value) && (axis.scale() == Chart.Scale.LINEAR || value > 0);
  }

  private static AxisScale linear(Chart.Axis axis, double[] values, Ends ends, int maxTicks) {
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(1);
    boolean tight = high - low <= TIGHT * Math.max(Math.abs(low), Math.abs(high));
    boolean round = ends == Ends.ROUND || tight;
    if (round) {
      low = Math.min(0, low);
      high = low == 0 && high <= 0 ? 1 : Math.max(0, high);
    }
    int most = Math.min(MOST_LINEAR, maxTicks);
    double least = (high - low) / (most - 1) * (round ? 1 : CLOSER);
    double step = step(least, axis.format() == Table.Format.BYTES);
    double first = round ? Math.floor(low / step + SLACK) : Math.ceil(low / step - SLACK);
    double last = round ? Math.ceil(high / step - SLACK) : Math.floor(high / step + SLACK);
    List<Double> ticks = multiples(first, last, step);
    return round
        ? new AxisScale(axis, first * step, last * step, ticks)
        : new AxisScale(axis, low, high, ticks);
  }

  private static List<Double> multiples(double first, double last, double step) {
    List<Double> ticks = new ArrayList<>();
    for (double n = first; n <= last; n++) {
      ticks.add(n * step);
    }
    return List.copyOf(ticks);
  }

  /// The smallest round step that is not under `atLeast`: 1, 2 or 5 times a power of ten, or for
  /// bytes a power of two.
  private static double step(double atLeast, boolean binary) {
    if (binary) {
      return Math.pow(2, Math.ceil(Math.log(atLeast) / Math.log(2) - SLACK));
    }
    double decade = Math.pow(10, Math.floor(Math.log10(atLeast) + SLACK));
    for (double step : STEPS) {
      if (step * decade >= atLeast * (1 - SLACK)) {
        return step * decade;
      }
    }
    return 10 * decade;
  }

  private static AxisScale logarithmic(Chart.Axis axis, double[] values, Ends ends, int maxTicks) {
    double low = DoubleStream.of(values).min().orElse(1);
    double high = DoubleStream.of(values).max().orElse(10);
    double[] steps = steps(axis, values, high / low);
    IntToDoubleFunction grid = n -> element(steps, n);
    int first = below(grid, steps.length * exponent(steps, low), low);
    int last = above(grid, first, high);
    boolean alone = first == last;
    if (alone) {
      first--;
      last++;
    }
    double[] set = DoubleStream.of(values).sorted().distinct().toArray();
    if (ends == Ends.AT_VALUES && last - first >= maxTicks && areSpaced(set, maxTicks)) {
      return new AxisScale(axis, low, high, DoubleStream.of(set).boxed().toList());
    }
    List<Double> ticks = gridTicks(grid, first, last, steps.length, maxTicks);
    AxisScale whole =
        new AxisScale(axis, grid.applyAsDouble(first), grid.applyAsDouble(last), ticks);
    return alone ? whole : whole.cut(ends, low, high);
  }

  /// Gives away the room beyond the outermost values, if that leaves two ticks at least.
  private AxisScale cut(Ends ends, double low, double high) {
    double start = ends == Ends.ROUND ? min : low;
    double end = ends == Ends.ROUND ? high * Math.pow(high / start, HEADROOM) : high;
    List<Double> inside =
        ticks.stream().filter(t -> t >= start * (1 - SLACK) && t <= end * (1 + SLACK)).toList();
    return inside.size() < 2 || end >= max ? this : new AxisScale(axis, start, end, inside);
  }

  /// Where a grid must be thinned, the values themselves make better ticks, if they are few and lie
  /// nearly as far apart.
  private static boolean areSpaced(double[] rising, int maxTicks) {
    double range = Math.log(rising[rising.length - 1] / rising[0]);
    for (int i = 1; i < rising.length; i++) {
      if (Math.log(rising[i] / rising[i - 1]) < CLOSER * range / (maxTicks - 1)) {
        return false;
      }
    }
    return rising.length > 1;
  }

  /// The values between which a power of the axis's base is divided, the first of which is 1: only
  /// this one for powers of two, some more for powers of ten.
  private static double[] steps(Chart.Axis axis, double[] values, double ratio) {
    boolean binary =
        axis.format() == Table.Format.BYTES
            || (values.length > 0 && DoubleStream.of(values).allMatch(AxisScale::isPowerOfTwo));
    if (binary) {
      return new double[] {1};
    }
    return ratio < PART_OF_DECADE ? FINE_STEPS : STEPS;
  }

  private static boolean isPowerOfTwo(double value) {
    return value == Math.scalb(1.0, Math.getExponent(value));
  }

  /// An element of the rising sequence of all steps of all powers, whose element 0 is 1; as …, 0.5,
  /// 1, 2, 5, 10, 20, …
  private static double element(double[] steps, int n) {
    return steps[Math.floorMod(n, steps.length)]
        * Math.pow(base(steps), Math.floorDiv(n, steps.length));
  }

  private static int base(double[] steps) {
    return steps.length == 1 ? 2 : 10;
  }

  /// Every element of the grid if there is room, else every so many whole powers.
  private static List<Double> gridTicks(
      IntToDoubleFunction grid, int first, int last, int perPower, int maxTicks) {
    int stride = 1;
    int start = first;
    if (last - first >= maxTicks) {
      stride = perPower * Math.ceilDiv(last - first, perPower * (maxTicks - 1));
      start = Math.ceilDiv(first, perPower) * perPower;
    }
    List<Double> ticks = new ArrayList<>();
    for (int n = start; n <= last; n += stride) {
      ticks.add(grid.applyAsDouble(n));
    }
    return List.copyOf(ticks);
  }

  /// The last element of the grid that is not over `value`, searched upwards from before `guess`.
  private static int below(IntToDoubleFunction grid, int guess, double value) {
    int n = guess - 1;
    while (grid.applyAsDouble(n + 1) <= value * (1 + SLACK)) {
      n++;
    }
    return n;
  }

  /// The first element of the grid that is not under `value`, searched upwards from `from`.
  private static int above(IntToDoubleFunction grid, int from, double value) {
    int n = from;
    while (grid.applyAsDouble(n) < value * (1 - SLACK)) {
      n++;
    }
    return n;
  }

  private static int exponent(double[] steps, double value) {
    return (int) Math.floor(Math.log(value) / Math.log(base(steps)));
  }
}
