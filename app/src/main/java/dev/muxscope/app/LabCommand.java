package dev.muxscope.app;

import dev.muxscope.lab.Effort;
import dev.muxscope.lab.Lab;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LabOptions;
import dev.muxscope.lab.Sweep;
import dev.muxscope.lab.Work;
import dev.muxscope.report.Report;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `muxscope lab`: measures what each mode costs at each place of a sweep, and explains it.
final class LabCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "lab",
        "[DIR1 DIR2]",
        "Measures what each mode costs over connections, activity and load, and explains it",
        List.of(
            Option.of(
                "modes", "A,B", String.join(",", LabOptions.DEFAULT_MODES), "modes to compare"),
            Option.of("connections", "N,M", "", "numbers of open connections; by effort"),
            Option.of("activity", "S,T", "", "shares of them that send, as 1,0.02; by effort"),
            Option.of(
                "rate",
                "R,S",
                "" + Effort.DEFAULT_RATE,
                "requests per second over all connections; 0: each waits for the last reply"),
            Option.of("payload", "B,C", "0", "bytes that each request carries besides"),
            Option.of("pipeline", "P,Q", "1", "requests sent at a time"),
            Option.of(
                "work",
                "W,X",
                "none",
                "none: the request; spin:50us, sleep:5ms: LAB.SPIN, LAB.SLEEP in its place"),
            Option.of("request", "TEXT", LabOptions.DEFAULT_REQUEST, "the command to send"),
            Option.flag("quick", "fewer places and shorter runs: some four minutes"),
            Option.flag("full", "more places and longer runs: an hour and a half"),
            Option.of("out", "DIR", "", "where the results go; a new folder if not given"),
            Option.of("resume", "DIR", "", "goes on with a lab that ended early"),
            Option.flag("compare", "sets the results in DIR1 and DIR2 side by side"),
            Option.of("html", "FILE", "", "of a comparison: writes a page"),
            Option.of("module-path", "DIR", "", "adds the commands and engines of its modules")));
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    if (arguments.has("compare")) {
      return compare(arguments, console);
    }
    if (arguments.has("html")) {
      throw new UsageException("--html goes with --compare: a lab writes its page into --out");
    }
    arguments.expectOperands(0, 0);
    Optional<Path> resumed = arguments.path("resume");
    if (resumed.isPresent() && arguments.values().size() > 1) {
      throw new UsageException("--resume goes on as the lab began: give no other option");
    }
    Optional<LabOptions> options =
        resumed.isPresent() ? Optional.empty() : Optional.of(options(arguments));
    Signals.onFirst(Thread.currentThread()::interrupt);
    try {
      return options.isPresent()
          ? Lab.run(options.get(), console.out())
          : Lab.resume(resumed.orElseThrow(), LabOptions.imageLauncher(), console.out());
    } catch (LabException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static int compare(Arguments arguments, Console console)
      throws UsageException, IOException {
    arguments.expectOperands(2, 2);
    Optional<Path> page = arguments.outputPage("html");
    try {
      Report report =
          Lab.compare(
              Arguments.path("DIR1", arguments.operands().getFirst()),
              Arguments.path("DIR2", arguments.operands().getLast()),
              LabOptions.imageLauncher());
      StringBuilder text = new StringBuilder();
      TextRenderer.render(report, text, Console.width());
      console.out().print(text);
      if (page.isPresent()) {
        ReportOutput.writeHtml(report, page.get());
      }
      return Main.FINE;
    } catch (LabException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static LabOptions options(Arguments arguments) throws UsageException {
    // A lab may be gone on with from another directory.
    Optional<Path> modules = arguments.path("module-path").map(Path::toAbsolutePath);
    LabOptions options = options(arguments, modules);
    Extensions extensions = Extensions.load(modules);
    for (String label : options.modes()) {
      extensions.engine("--modes", LabOptions.mode(label));
    }
    return options;
  }

  private static LabOptions options(Arguments arguments, Optional<Path> modules)
      throws UsageException {
    Effort effort = effort(arguments);
    try {
      return new LabOptions(
          arguments.list("modes"),
          sweep(arguments, effort.sweep()),
          arguments.text("request"),
          effort,
          arguments.path("out").orElseGet(LabOptions::defaultOut),
          modules,
          LabOptions.imageLauncher());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Effort effort(Arguments arguments) throws UsageException {
    arguments.expectAtMostOne("quick", "full");
    return arguments.has("quick")
        ? Effort.QUICK
        : arguments.has("full") ? Effort.FULL : Effort.STANDARD;
  }

  private static Sweep sweep(Arguments arguments, Sweep usual) throws UsageException {
    return new Sweep(
        arguments.has("connections") ? numbers(arguments, "connections") : usual.connections(),
        arguments.has("activity") ? arguments.shares("activity") : usual.activities(),
        numbers(arguments, "rate"),
        numbers(arguments, "payload"),
        numbers(arguments, "pipeline"),
        arguments.list("work").stream().map(Work::parse).toList());
  }

  private static List<Integer> numbers(Arguments arguments, String name) throws UsageException {
    return arguments.numbers(name, 0, Integer.MAX_VALUE);
  }
}
