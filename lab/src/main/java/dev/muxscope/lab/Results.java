package dev.muxscope.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that the lab has found out.
///
/// @param options what was asked for
/// @param environment what the figures depend on
/// @param runs the timed ones in the order they were made, the refused ones too
/// @param memory for each mode
/// @param recordings for each mode, in the order of the modes
record Results(
    LabOptions options,
    Environment environment,
    List<TimedRun> runs,
    List<MemoryRun> memory,
    List<Recorded> recordings) {

  /// The one of [#conditions] that says how much was measured.
  static final String EFFORT = "effort";

  Results {
    runs = List.copyOf(runs);
    memory = List.copyOf(memory);
    recordings = List.copyOf(recordings);
  }

  /// For each place of the sweep the figures of the modes, in their order.
  Map<Point, List<CellFigures>> table() {
    Map<Point, List<CellFigures>> table = new LinkedHashMap<>();
    for (Point at : options.sweep().points()) {
      List<CellFigures> row = new ArrayList<>();
      for (String mode : options.modes()) {
        row.add(CellFigures.of(new Cell(mode, at), runs));
      }
      table.put(at, row);
    }
    return table;
  }

  /// What the figures depend on besides the cell: the environment, and how they were measured.
  Map<String, String> conditions() {
    Map<String, String> conditions = new LinkedHashMap<>(environment.facts());
    conditions.put("request", options.requests());
    conditions.put(EFFORT, options.effort().inWords());
    return conditions;
  }

  /// The modes that are measured under recordings too.
  List<String> observedModes() {
    return options.modes().stream().limit(options.effort().observed()).toList();
  }

  /// A mode without a recording and under each kind of recording, at the one place where that is
  /// measured; all of the same rounds, so that a drift of the machine is not taken for a cost.
  List<CellFigures> observed(String mode) {
    int rounds = Plan.observedRounds(options.effort());
    List<TimedRun> same = runs.stream().filter(run -> run.round() <= rounds).toList();
    List<CellFigures> figures = new ArrayList<>();
    for (Recording recording : Recording.values()) {
      Cell cell = new Cell(mode, recording, Plan.observedPoint(options));
      figures.add(CellFigures.of(cell, same));
    }
    return figures;
  }

  /// How many timed runs were planned and not made, as the lab ended early.
  long missing() {
    return Plan.of(options).steps().stream().filter(Plan.Timed.class::isInstance).count()
        - runs.stream().filter(run -> run.attempt() == 1).count();
  }

  /// Whether some cell of the sweep has figures: what recording costs is no answer to what was
  /// asked.
  boolean anyMeasured() {
    return runs.stream().anyMatch(run -> run.valid() && run.cell().recording() == Recording.OFF);
  }
}
