package dev.muxscope.lab;

import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Chart.Scale;
import dev.muxscope.report.Chart.Series;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Paragraph;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The pictures of the report, a line for each mode.
final class LabCharts {

  private final Results results;
  private final Map<Point, List<CellFigures>> table;
  private final Statistics statistics;

  private LabCharts(Results results, Map<Point, List<CellFigures>> table, Statistics statistics) {
    this.results = results;
    this.table = table;
    this.statistics = statistics;
  }

  /// CPU time and response time along each axis that has more than one value, each below what is
  /// found of it.
  static List<Block> of(
      Results results, Map<Point, List<CellFigures>> table, Statistics statistics) {
    LabCharts charts = new LabCharts(results, table, statistics);
    List<Block> blocks = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      if (results.options().sweep().along(axis).size() > 1) {
        blocks.addAll(charts.findings(axis, Figure.CPU));
        blocks.add(charts.along(axis, "CPU of the server per request", Scale.LINEAR, Figure.CPU));
        blocks.addAll(charts.findings(axis, Figure.P50, Figure.P99));
        blocks.add(charts.along(axis, "Response time, p99", Scale.LOGARITHMIC, Figure.P99));
      }
    }
    return blocks;
  }

  private List<Paragraph> findings(Axis axis, Figure... figures) {
    return Findings.along(axis, List.of(figures), results, table, statistics);
  }

  private Chart along(Axis axis, String title, Scale scale, Figure figure) {
    Sweep sweep = results.options().sweep();
    List<Point> places =
        sweep.along(axis).stream().sorted(Comparator.comparingDouble(axis::of)).toList();
    List<Series> series = new ArrayList<>();
    for (int mode = 0; mode < results.options().modes().size(); mode++) {
      series.add(series(mode, places, axis, figure));
    }
    return new Chart(
        "%s-over-%s"
            .formatted(figure.label().toLowerCase(Locale.ROOT).replace('.', '-'), axis.name())
            .toLowerCase(Locale.ROOT),
        title + ", over " + axis.label() + sweep.fixedAlong(axis),
        new Chart.Axis(axis.label(), across(axis, places), axis.format()),
        new Chart.Axis("", scale, figure.format()),
        series);
  }

  /// A payload may be 0, for which a logarithmic axis has no place.
  private static Scale across(Axis axis, List<Point> places) {
    return places.stream().anyMatch(at -> axis.of(at) == 0) ? Scale.LINEAR : Scale.LOGARITHMIC;
  }

  /// Of 1,024 connections 2 % are 20, which are 1.953125 %: three digits are enough.
  private static double shown(Axis axis, Point at) {
    return axis == Axis.ACTIVITY
        ? BigDecimal.valueOf(axis.of(at)).round(new MathContext(3)).doubleValue()
        : axis.of(at);
  }

  private Series series(int mode, List<Point> places, Axis axis, Figure figure) {
    List<Chart.Point> points = new ArrayList<>();
    for (Point at : places) {
      CellFigures cell = table.getOrDefault(at, List.of()).get(mode);
      Estimate mean = statistics.mean(cell, figure);
      boolean known = !Double.isNaN(mean.low());
      points.add(
          new Chart.Point(
              shown(axis, at),
              mean.value(),
              known ? mean.low() : mean.value(),
              known ? mean.high() : mean.value()));
    }
    return new Series(results.options().modes().get(mode), points);
  }
}
