package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.stats.Interval;
import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Axis;
import dev.muxscope.report.Chart.Point;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Chart.Series;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// CPU time per request over the number of connections, for each request and pipeline that was
/// measured at more than one.
final class SideCharts {

  private SideCharts() {}

  static Optional<Section> section(Results results, Contenders contenders, List<Place> places) {
    List<Block> blocks = new ArrayList<>();
    for (Place first : places) {
      List<Place> line =
          places.stream()
              .filter(place -> place.pipeline() == first.pipeline())
              .filter(place -> place.request().equals(first.request()))
              .sorted(Comparator.comparingInt(Place::connections))
              .toList();
      if (line.size() > 1 && line.getFirst().equals(first)) {
        blocks.add(chart(results, contenders, line));
      }
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section("charts", "Over the number of connections", blocks));
  }

  private static Chart chart(Results results, Contenders contenders, List<Place> line) {
    Place first = line.getFirst();
    List<Series> series =
        contenders.present().stream()
            .map(each -> new Series(each.name(), points(results, each, line)))
            .toList();
    return new Chart(
        "chart-" + first.request().toString().toLowerCase(Locale.ROOT) + "-" + first.pipeline(),
        first.request() + ", pipeline " + first.pipeline(),
        new Axis("connections", Scale.LOGARITHMIC, Format.COUNT),
        new Axis("CPU µs/request", Scale.LOGARITHMIC, Format.NUMBER),
        series);
  }

  private static List<Point> points(Results results, Contender each, List<Place> line) {
    List<Point> points = new ArrayList<>();
    for (Place place : line) {
      results
          .median(each.name(), place, Measurement::cpuMicros)
          .ifPresent(cost -> points.add(point(place.connections(), cost)));
    }
    return points;
  }

  static Point point(double x, Interval y) {
    return y.known() ? new Point(x, y.value(), y.low(), y.high()) : new Point(x, y.value());
  }
}
