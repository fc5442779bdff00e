package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Carries a plan out, step by step, and notes what each has measured.
///
/// Owned by the lab's thread.
final class LabRun {

  private final LabOptions options;
  private final OutDirectory directory;
  private final Notebook notebook;
  private final Pinning pinning;
  private final Scratch scratch;
  private final Children children;
  private final Bench bench;
  private final Map<Cell.Serving, ServerChild> servers = new LinkedHashMap<>();

  LabRun(
      Notebook notebook,
      OutDirectory directory,
      Pinning pinning,
      Scratch scratch,
      Children children) {
    this.options = notebook.results().options();
    this.directory = directory;
    this.notebook = notebook;
    this.pinning = pinning;
    this.scratch = scratch;
    this.children = children;
    this.bench = new Bench(options, pinning, scratch, children);
  }

  /// Does what the notebook does not have yet.
  ///
  /// @throws LabException if a server fails
  /// @throws InterruptedException if the thread is interrupted; what was measured is noted
  /// @throws IOException if the results cannot be written
  void measure(PrintStream out) throws LabException, InterruptedException, IOException {
    Plan plan = Plan.of(options).without(notebook::has);
    Progress progress = new Progress(plan, out);
    progress.begin(options, pinning, directory);
    for (Plan.Step step : plan.steps()) {
      progress.done(step, perform(step));
      notebook.save();
    }
  }

  /// @return what came of it, for the progress; may be empty
  private String perform(Plan.Step step) throws LabException, InterruptedException {
    return switch (step) {
      case Plan.Start start -> {
        start(start);
        yield "";
      }
      case Plan.Timed timed -> outcome(measure(timed));
      case Plan.Repeat(Duration most, _) -> repeat(most);
      case Plan.Memory(List<String> modes, _) -> measureMemory(modes);
      case Plan.Recorded(Cell cell, _) -> record(cell);
    };
  }

  private void start(Plan.Start start) throws LabException, InterruptedException {
    stopServers();
    for (Cell.Serving serving : start.servers()) {
      Path recording = scratch.file(serving.mode() + ".jfr");
      ServerChild server =
          ServerChild.start(
              options, pinning, serving.mode(), serving.recording(), recording, children);
      servers.put(serving, server);
      if (!notebook.knowsSettings(serving.mode())) {
        notebook.settings(serving.mode(), server.settings());
      }
      bench.warmUp(server, new Cell(serving.mode(), serving.recording(), start.at()));
    }
  }

  private void stopServers() throws LabException, InterruptedException {
    for (ServerChild server : servers.values()) {
      server.stop();
    }
    servers.clear();
  }

  private static String outcome(TimedRun run) {
    return run.valid()
        ? Values.format(run.cpuNanosPerRequest(), Format.NANOS)
            + " of CPU per request, p99 "
            + Values.format((double) run.load().responseTime().p99(), Format.NANOS)
        : (run.failed() ? "failed: " : "refused: ") + run.refusals().getFirst();
  }

  private TimedRun measure(Plan.Timed step) throws LabException, InterruptedException {
    ServerChild server = Objects.requireNonNull(servers.get(step.cell().server()));
    TimedRun run = bench.measure(server, step);
    notebook.add(run);
    return run;
  }

  private String repeat(Duration most) throws LabException, InterruptedException {
    List<TimedRun> refused = notebook.refused();
    int measured = 0;
    for (Plan.Again again : Plan.again(options, refused, most)) {
      start(again.start());
      for (Plan.Timed run : again.runs()) {
        measured += measure(run).valid() ? 1 : 0;
      }
    }
    return refused.isEmpty()
        ? "there were none"
        : measured + " of " + refused.size() + " could be measured now";
  }

  private String measureMemory(List<String> modes) throws LabException, InterruptedException {
    stopServers();
    try (MemoryBench memory = new MemoryBench(options, pinning, children)) {
      List<MemoryRun> runs = memory.measure(modes);
      runs.forEach(notebook::add);
      return runs.stream().map(LabRun::outcome).collect(Collectors.joining("; "));
    }
  }

  private static String outcome(MemoryRun run) {
    return run.mode()
        + (run.valid()
            ? " " + Values.format(run.bytesPerConnection(), Format.BYTES) + " per connection"
            : " refused " + run.refusal());
  }

  /// Without a recording there is less of an explanation, and all that was measured.
  private String record(Cell cell) throws InterruptedException {
    try {
      Recorded recorded = doRecord(cell);
      notebook.add(recorded);
      return recorded.summary().file().toString();
    } catch (LabException e) {
      return "failed: " + e.inOneLine();
    }
  }

  private Recorded doRecord(Cell cell) throws LabException, InterruptedException {
    Path file = directory.recording(cell);
    String refusal;
    try (ServerChild server =
        ServerChild.start(options, pinning, cell.mode(), Recording.FULL, file, children)) {
      refusal = loadRecorded(server, cell);
      server.stop();
    }
    return Recorded.read(cell, file, refusal);
  }

  private String loadRecorded(ServerChild server, Cell cell)
      throws LabException, InterruptedException {
    try {
      return bench.loadRecorded(server, cell);
    } catch (LabException | InterruptedException e) {
      server.tryToEnd();
      throw e;
    }
  }
}
