package dev.muxscope.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the lab has measured so far. It is saved after every step, so that nothing is lost when the
/// lab ends early, and the lab can go on from it.
///
/// Owned by the lab's thread.
final class Notebook {

  private final LabOptions options;
  private final OutDirectory directory;
  private final Map<String, String> facts;
  private final List<TimedRun> runs;
  private final List<MemoryRun> memory;
  private final List<Recorded> recordings;

  private Notebook(Results soFar, OutDirectory directory) {
    this.options = soFar.options();
    this.directory = directory;
    this.facts = new LinkedHashMap<>(soFar.environment().facts());
    this.runs = new ArrayList<>(soFar.runs());
    this.memory = new ArrayList<>(soFar.memory());
    this.recordings = new ArrayList<>(soFar.recordings());
  }

  /// An empty one.
  static Notebook begin(LabOptions options, Environment environment, OutDirectory directory) {
    return new Notebook(
        new Results(options, environment, List.of(), List.of(), List.of()), directory);
  }

  /// One that was left.
  static Notebook reopen(Results soFar, OutDirectory directory) {
    return new Notebook(soFar, directory);
  }

  void add(TimedRun run) {
    runs.add(run);
  }

  void add(MemoryRun run) {
    memory.add(run);
  }

  void add(Recorded recorded) {
    recordings.add(recorded);
  }

  /// Notes how a mode's server says that it waits.
  void settings(String mode, String settings) {
    if (!settings.isEmpty()) {
      facts.putIfAbsent(mode + " server", settings);
    }
  }

  boolean knowsSettings(String mode) {
    return facts.containsKey(mode + " server");
  }

  /// Whether a step's result is here. Steps that leave none are never done.
  boolean has(Plan.Step step) {
    return switch (step) {
      case Plan.Timed(Cell cell, int round, _, _) ->
          runs.stream().anyMatch(run -> run.cell().equals(cell) && run.round() == round);
      case Plan.Memory(List<String> modes, _) ->
          memory.stream().map(MemoryRun::mode).toList().containsAll(modes);
      case Plan.Recorded(Cell cell, _) ->
          recordings.stream().anyMatch(recorded -> recorded.cell().equals(cell));
      case Plan.Start _, Plan.Repeat _ -> false;
    };
  }

  /// First attempts that were refused and have not had a second one.
  List<TimedRun> refused() {
    return runs.stream()
        .filter(run -> !run.valid() && run.attempt() == 1)
        .filter(run -> runs.stream().noneMatch(other -> isSecond(other, run)))
        .toList();
  }

  private static boolean isSecond(TimedRun run, TimedRun first) {
    return run.attempt() == 2 && run.cell().equals(first.cell()) && run.round() == first.round();
  }

  Results results() {
    return new Results(options, new Environment(facts), runs, memory, recordings);
  }

  /// Writes `results.json`, whole or not at all.
  void save() throws IOException {
    Path target = directory.results();
    Path next = target.resolveSibling(target.getFileName() + ".next");
    Files.writeString(next, ResultsJson.write(results()));
    Files.move(next, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
