package dev.muxscope.analytics;

import dev.muxscope.analytics.Gauges.Gauge;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;

/// Rows about what grows with the number of open connections, or of threads.
final class MemoryRows {

  static final String RESIDENT = "resident memory per connection";

  private static final long ENOUGH = 20;
  private static final double VARIES = 0.2;
  private static final int FEWEST_PARTS = 5;

  private MemoryRows() {}

  static List<List<Object>> slopes(RecordingSummary recording) {
    Gauges gauges = recording.collected(Gauges.class);
    List<List<Object>> rows = new ArrayList<>();
    add(rows, RESIDENT, gauges.resident(), gauges.connections(), true);
    add(rows, "heap after a collection per connection", gauges.heap(), gauges.connections(), true);
    add(rows, "platform threads per connection", gauges.threads(), gauges.connections(), false);
    add(rows, "resident memory per platform thread", gauges.resident(), gauges.threads(), true);
    return rows;
  }

  private static void add(
      List<List<Object>> rows, String what, Gauge grows, Gauge with, boolean bytes) {
    List<Moments> parts = varies(with) ? grows.over(with) : List.of();
    if (parts.size() < FEWEST_PARTS) {
      return;
    }
    Moments sum = Moments.sum(parts);
    double width = Moments.halfWidth(parts, Moments::slope);
    // What an interval with 0 in it tells is that nothing was seen to grow.
    if (sum.slope() > width) {
      Object slope = new Estimate(sum.slope(), sum.slope() - width, sum.slope() + width);
      rows.add(
          List.of(
              what,
              bytes ? slope : Double.NaN,
              bytes ? Double.NaN : slope,
              Math.round(sum.n()),
              range(with)));
    }
  }

  private static boolean varies(Gauge gauge) {
    return gauge.max() - gauge.min() >= Math.max(ENOUGH, VARIES * gauge.max());
  }

  private static String range(Gauge gauge) {
    return Values.format(gauge.min(), Format.COUNT)
        + " to "
        + Values.format(gauge.max(), Format.COUNT);
  }
}
