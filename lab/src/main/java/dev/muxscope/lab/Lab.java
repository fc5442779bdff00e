package dev.muxscope.lab;

import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.TextRenderer;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures what the server modes cost at several numbers of connections, and explains it.
///
/// Servers and load run in processes of their own, which end before the lab does, whatever happens.
/// Owned by the thread that calls [#run].
public final class Lab {

  private static final int WIDTH = 80;

  private final LabOptions options;
  private final OutDirectory directory;
  private final Pinning pinning;
  private final Children children;
  private final Bench bench;
  private final Map<String, ServerChild> servers = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<TimedRun> runs = new ArrayList<>();
  private final List<Plan.Timed> refused = new ArrayList<>();
  private final List<MemoryRun> memory = new ArrayList<>();
  private final List<Recorded> recordings = new ArrayList<>();

  private Lab(
      LabOptions options,
      OutDirectory directory,
      Pinning pinning,
      Scratch scratch,
      Children children) {
    this.options = options;
    this.directory = directory;
    this.pinning = pinning;
    this.children = children;
    this.bench = new Bench(options, pinning, scratch, children);
  }

  /// Measures as asked, prints how it goes and what was found, and writes `results.json`,
  /// `report.html` and a recording of each mode.
  ///
  /// @return 0, or 1 if every run was refused
  /// @throws LabException with lines for the user if a child process fails, or the results cannot
  ///   be written
  /// @throws InterruptedException if the thread is interrupted; all children have ended then
  public static int run(LabOptions options, PrintStream out)
      throws LabException, InterruptedException {
    return run(options, Pinning.ofMachine(), out);
  }

  /// The same with a pinning that is given.
  static int run(LabOptions options, Pinning pinning, PrintStream out)
      throws LabException, InterruptedException {
    if (!Files.isExecutable(options.launcher())) {
      throw new LabException(
          options.launcher()
              + " cannot be run: the lab starts servers and load by the image's"
              + " launcher");
    }
    OutDirectory directory = OutDirectory.prepare(options.out());
    try (Scratch scratch = Scratch.create();
        Children children = new Children()) {
      Lab lab = new Lab(options, directory, pinning, scratch, children);
      Results results = lab.measure(out);
      lab.write(results);
      lab.print(results, out);
      return results.anyMeasured() ? 0 : 1;
    } catch (IOException | UncheckedIOException e) {
      throw new LabException("the results cannot be written: " + e.getMessage(), e);
    }
  }

  private Results measure(PrintStream out) throws LabException, InterruptedException {
    Plan plan = Plan.of(options);
    Progress progress = new Progress(plan, out);
    progress.begin(options, pinning, directory);
    for (Plan.Step step : plan.steps()) {
      progress.done(step, perform(step));
    }
    Environment environment = Environment.of(pinning, settings);
    return new Results(options, environment, runs, memory, recordings);
  }

  /// @return what came of it, for the progress; may be empty
  private String perform(Plan.Step step) throws LabException, InterruptedException {
    return switch (step) {
      case Plan.Start start -> start(start);
      case Plan.Timed timed -> measure(timed);
      case Plan.Repeat(int most, _) -> repeat(most);
      case Plan.Memory(String mode, _) -> measureMemory(mode);
      case Plan.Recorded(Cell cell, _) -> record(cell);
    };
  }

  private String start(Plan.Start step) throws LabException, InterruptedException {
    String mode = step.mode();
    stopServer(mode);
    ServerChild server = ServerChild.start(options, pinning, mode, Optional.empty(), children);
    servers.put(mode, server);
    settings.computeIfAbsent(mode, _ -> server.settings());
    bench.warmUp(server, new Cell(mode, step.connections()));
    return "";
  }

  private void stopServer(String mode) throws LabException, InterruptedException {
    ServerChild server = servers.remove(mode);
    if (server != null) {
      server.stop();
    }
  }

  private String measure(Plan.Timed step) throws LabException, InterruptedException {
    TimedRun run = measure(step, 1);
    if (!run.valid()) {
      refused.add(step);
    }
    return run.valid()
        ? Values.format(run.cpuNanosPerRequest(), Format.NANOS)
            + " of CPU per request, p99 "
            + Values.format((double) run.load().responseTime().p99(), Format.NANOS)
        : "refused: " + run.refusals().getFirst();
  }

  private TimedRun measure(Plan.Timed step, int attempt) throws LabException, InterruptedException {
    ServerChild server = servers.get(step.cell().mode());
    if (server == null) {
      throw new IllegalStateException("no server was started for " + step);
    }
    TimedRun run = bench.measure(server, step, attempt);
    runs.add(run);
    return run;
  }

  private String repeat(int most) throws LabException, InterruptedException {
    int measured = 0;
    for (Plan.Timed step : refused.stream().limit(most).toList()) {
      measured += measure(step, 2).valid() ? 1 : 0;
    }
    return refused.isEmpty()
        ? "there were none"
        : measured + " of " + refused.size() + " could be measured now";
  }

  private String measureMemory(String mode) throws LabException, InterruptedException {
    for (String running : List.copyOf(servers.keySet())) {
      stopServer(running);
    }
    try (ServerChild server =
        ServerChild.start(options, pinning, mode, Optional.empty(), children)) {
      MemoryRun run = IdleConnections.measure(server, mode, options);
      server.stop();
      memory.add(run);
      return run.valid()
          ? Values.format(run.bytesPerConnection(), Format.BYTES) + " per connection"
          : "refused " + run.refusal();
    }
  }

  private String record(Cell cell) throws LabException, InterruptedException {
    Path file = directory.recording(cell.mode());
    try (ServerChild server =
        ServerChild.start(options, pinning, cell.mode(), Optional.of(file), children)) {
      bench.loadRecorded(server, cell);
      server.stop();
    }
    recordings.add(Recorded.read(cell, file));
    return file.toString();
  }

  private void write(Results results) throws IOException {
    Files.writeString(directory.results(), ResultsJson.write(results));
    StringBuilder html = new StringBuilder();
    HtmlRenderer.render(LabReport.full(results), html);
    Files.writeString(directory.report(), html);
  }

  private void print(Results results, PrintStream out) throws IOException {
    Report report = LabReport.brief(results);
    StringBuilder text = new StringBuilder("\n");
    TextRenderer.render(report, text, WIDTH);
    text.append("\nwritten: ").append(directory.report());
    text.append("\n         ").append(directory.results()).append('\n');
    for (Recorded recorded : results.recordings()) {
      text.append("         ").append(recorded.summary().file()).append('\n');
    }
    out.print(text);
    out.flush();
  }
}
