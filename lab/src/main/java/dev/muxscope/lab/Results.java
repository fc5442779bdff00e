package dev.muxscope.lab;

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

  Results {
    runs = List.copyOf(runs);
    memory = List.copyOf(memory);
    recordings = List.copyOf(recordings);
  }

  /// For each number of connections the figures of its modes, in their order.
  Map<Integer, List<CellFigures>> table() {
    return CellFigures.table(options, runs);
  }

  /// Whether some cell has figures.
  boolean anyMeasured() {
    return runs.stream().anyMatch(TimedRun::valid);
  }
}
