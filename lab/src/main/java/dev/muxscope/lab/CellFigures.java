package dev.muxscope.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What the valid runs of a cell add up to.
///
/// @param cell what was measured
/// @param runs how many were valid
/// @param refused how many were planned and could not be used
/// @param cpuNanos of the server per request, its range widened by the steps CPU time is counted in
/// @param cpuSpread by how much the runs differ in it, without that widening
/// @param p50Nanos response time
/// @param p99Nanos response time
/// @param switches of the server's threads per request
/// @param refusal the first reason for which a run was refused; empty when none was
record CellFigures(
    Cell cell,
    int runs,
    int refused,
    Range cpuNanos,
    double cpuSpread,
    Range p50Nanos,
    Range p99Nanos,
    Range switches,
    String refusal) {

  /// The figures of one cell.
  ///
  /// @param planned how many valid runs there should be
  static CellFigures of(Cell cell, int planned, List<TimedRun> all) {
    List<TimedRun> runs = all.stream().filter(run -> run.cell().equals(cell)).toList();
    List<TimedRun> valid = runs.stream().filter(TimedRun::valid).toList();
    Range cpu = range(valid, TimedRun::cpuNanosPerRequest);
    double step = valid.stream().mapToDouble(TimedRun::cpuStepPerRequest).max().orElse(0);
    return new CellFigures(
        cell,
        valid.size(),
        planned - valid.size(),
        cpu.widened(step),
        cpu.spread(),
        range(valid, run -> run.load().responseTime().p50()),
        range(valid, run -> run.load().responseTime().p99()),
        range(valid, TimedRun::switchesPerRequest),
        runs.stream().flatMap(run -> run.refusals().stream()).findFirst().orElse(""));
  }

  /// The figures of all cells: for each number of connections those of its modes, in their order.
  static Map<Integer, List<CellFigures>> table(LabOptions options, List<TimedRun> runs) {
    Map<Integer, List<CellFigures>> table = new LinkedHashMap<>();
    for (int connections : options.connections()) {
      List<CellFigures> row =
          options.modes().stream()
              .map(mode -> of(new Cell(mode, connections), options.effort().rounds(), runs))
              .toList();
      table.put(connections, row);
    }
    return table;
  }

  boolean measured() {
    return runs > 0;
  }

  /// Whether there is a range to compare by: a single run tells nothing about chance.
  boolean repeated() {
    return runs > 1;
  }

  private static Range range(List<TimedRun> runs, ToDoubleFunction<TimedRun> figure) {
    return Range.of(runs.stream().mapToDouble(figure).toArray());
  }
}
