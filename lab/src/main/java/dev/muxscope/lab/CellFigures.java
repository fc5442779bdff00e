package dev.muxscope.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The runs of a cell.
///
/// @param cell what was measured
/// @param runs those that are valid, in the order they were made
/// @param refused those that could not be used, at a second try neither: the first of each round
record CellFigures(Cell cell, List<TimedRun> runs, List<TimedRun> refused) {

  CellFigures {
    runs = List.copyOf(runs);
    refused = List.copyOf(refused);
  }

  static CellFigures of(Cell cell, List<TimedRun> all) {
    List<TimedRun> ofCell = all.stream().filter(run -> run.cell().equals(cell)).toList();
    List<TimedRun> valid = ofCell.stream().filter(TimedRun::valid).toList();
    Set<Integer> measured = valid.stream().map(TimedRun::round).collect(Collectors.toSet());
    List<TimedRun> refused =
        ofCell.stream()
            .filter(run -> run.attempt() == 1 && !measured.contains(run.round()))
            .toList();
    return new CellFigures(cell, valid, refused);
  }

  /// A server process. Its number alone does not tell it: a system, or the next container of a lab
  /// that was gone on with, gives a number again.
  ///
  /// @param round which had servers of its own; 0 for second chances, of which a server may give
  ///   several
  private record Server(int round, long pid) {

    static Server of(TimedRun run) {
      return new Server(run.attempt() == 1 ? run.round() : 0, run.server());
    }
  }

  /// How many of the runs are second chances.
  int again() {
    return (int) runs.stream().filter(run -> run.attempt() > 1).count();
  }

  boolean measured() {
    return !runs.isEmpty();
  }

  /// The first reason of the refused runs, or that no run was made; empty when neither is so.
  String refusal() {
    if (!refused.isEmpty()) {
      return refused.getFirst().refusals().getFirst();
    }
    return measured() ? "" : "not measured";
  }

  /// Whether two servers or more have measured a figure: a single one tells nothing about chance.
  boolean repeated(Figure figure) {
    return byServer(figure).size() > 1;
  }

  /// Whether the load had hardly any time to spare in a closed loop.
  boolean loadWasLimit() {
    return cell.at().isClosedLoop() && runs.stream().anyMatch(run -> run.load().isSaturated());
  }

  /// Whether a figure is surely the server's: response times may be those of a load that was the
  /// limit.
  boolean tells(Figure figure) {
    return !(figure.isResponseTime() && loadWasLimit());
  }

  /// What the runs have measured, by the server process they were measured on: runs of one process
  /// resemble each other. Only what is known and positive.
  List<double[]> byServer(Figure figure) {
    Map<Server, List<Double>> byServer = new LinkedHashMap<>();
    for (TimedRun run : runs) {
      double value = figure.of(run);
      if (value > 0 && Double.isFinite(value)) {
        byServer.computeIfAbsent(Server.of(run), _ -> new ArrayList<>()).add(value);
      }
    }
    return byServer.values().stream()
        .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  /// The middle one of the runs, the lowest and the highest.
  Range range(Figure figure) {
    return Range.of(runs.stream().mapToDouble(figure::of).filter(Double::isFinite).toArray());
  }
}
