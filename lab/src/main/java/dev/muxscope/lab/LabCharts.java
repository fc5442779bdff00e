package dev.muxscope.lab;

import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Axis;
import dev.muxscope.report.Chart.Point;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Chart.Series;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The pictures of the report, a line for each mode.
final class LabCharts {

  private LabCharts() {}

  static List<Block> of(Results results) {
    return List.of(
        overConnections(
            results, "cpu", "CPU of the server per request", Scale.LINEAR, CellFigures::cpuNanos),
        overConnections(
            results, "p99", "Response time, p99", Scale.LOGARITHMIC, CellFigures::p99Nanos),
        memory(results));
  }

  private static Chart overConnections(
      Results results, String id, String title, Scale scale, Function<CellFigures, Range> figure) {
    List<Series> series = new ArrayList<>();
    for (String mode : results.options().modes()) {
      List<Point> points = new ArrayList<>();
      for (List<CellFigures> row : results.table().values()) {
        row.stream()
            .filter(cell -> cell.cell().mode().equals(mode))
            .map(cell -> point(cell.cell().connections(), figure.apply(cell)))
            .forEach(points::add);
      }
      series.add(new Series(mode, points));
    }
    return new Chart(
        id,
        title,
        new Axis("connections", Scale.LOGARITHMIC, Format.COUNT),
        new Axis("", scale, Format.NANOS),
        series);
  }

  private static Point point(double x, Range range) {
    return new Point(x, range.median(), range.low(), range.high());
  }

  private static Chart memory(Results results) {
    List<Series> series = new ArrayList<>();
    for (MemoryRun run : results.memory()) {
      List<Point> points =
          run.valid()
              ? run.readings().stream()
                  .map(reading -> new Point(reading.connections(), reading.residentBytes()))
                  .toList()
              : List.of();
      series.add(new Series(run.mode(), points));
    }
    return new Chart(
        "memory",
        "Resident memory of the server process",
        new Axis("idle connections", Scale.LINEAR, Format.COUNT),
        new Axis("", Scale.LINEAR, Format.BYTES),
        series);
  }
}
