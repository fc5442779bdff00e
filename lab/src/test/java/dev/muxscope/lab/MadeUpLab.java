package dev.muxscope.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// A lab whose truth is known: each cell is measured by four servers that differ by a percent.
final class MadeUpLab {

  private static final double[] NOISE = {0.99, 1.0, 1.005, 1.01};

  private final Sweep sweep;
  private final Map<String, ToDoubleFunction<Point>> micros = new LinkedHashMap<>();

  MadeUpLab(Sweep sweep) {
    this.sweep = sweep;
  }

  /// @param cost CPU time per request in microseconds; `NaN` where every run is refused
  MadeUpLab mode(String mode, ToDoubleFunction<Point> cost) {
    micros.put(mode, cost);
    return this;
  }

  Results results() {
    List<TimedRun> runs = new ArrayList<>();
    for (Point at : sweep.points()) {
      micros.forEach((mode, cost) -> {
        for (double noise : NOISE) {
          runs.add(run(new Cell(mode, at), cost.applyAsDouble(at) * noise));
        }
      });
    }
    LabOptions options =
        new LabOptions(
            List.copyOf(micros.keySet()),
            sweep,
            "PING",
            Effort.QUICK,
            Path.of("out"),
            Optional.empty(),
            Path.of("muxscope"));
    return new Results(options, new Environment(Map.of("JDK", "25")), runs, List.of(), List.of());
  }

  /// A median response time that is as long as the CPU time.
  private static TimedRun run(Cell cell, double micros) {
    boolean refused = Double.isNaN(micros);
    TimedRun sample = refused ? Samples.run("x", 1, 1, "it was late") : Samples.run("x", 1, micros);
    return new TimedRun(
        cell,
        1,
        sample.server(),
        1,
        Samples.outcome(Samples.load((long) (refused ? 1 : 2_000 * micros))),
        sample.account(),
        sample.refusals());
  }
}
