package dev.muxscope.benchmarks.side;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.client.FileErrors;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.Environment;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.Scratch;
import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.JsonRenderer;
import dev.muxscope.report.Report;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The command `benchmarks/side-by-side`.
public final class SideBySide {

  private static final int FINE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private static final int WIDTH = 110;
  private static final String ROOT = "muxscope.root";
  private static final String CPUS = "muxscope.cpus";

  private final PrintStream out;
  private final PrintStream err;

  private SideBySide(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Runs, and ends the process with the exit code.
  public static void main(String[] args) {
    EarlyEnd end = EarlyEnd.handle(Thread.currentThread());
    int code = FAILED;
    try {
      code = run(args, System.out, System.err);
    } finally {
      end.done();
    }
    System.exit(code);
  }

  /// Runs a command line. The property `muxscope.root` names the folder of the sources, and
  /// `muxscope.cpus` the processors of servers and load, as `0,1`.
  ///
  /// @return 0 if it went well, 1 if the work failed, 2 if the words cannot be taken
  static int run(String[] args, PrintStream out, PrintStream err) {
    return new SideBySide(out, err).run(List.of(args));
  }

  private int run(List<String> words) {
    try {
      return measure(words);
    } catch (UsageException e) {
      err.println("side-by-side: " + e.getMessage());
      return USAGE;
    } catch (IOException e) {
      err.println("side-by-side: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException _) {
      err.println("side-by-side: interrupted");
      return FAILED;
    } catch (RuntimeException e) {
      err.println("side-by-side: internal error, please report it:");
      e.printStackTrace(err);
      return FAILED;
    }
  }

  private int measure(List<String> words) throws UsageException, IOException, InterruptedException {
    Options options = Options.parse(words);
    try (Scratch work = Scratch.create();
        Children children = new Children()) {
      Path root = Path.of(System.getProperty(ROOT, "."));
      Machine machine = Machine.here(root, work.file("floor"), pinning());
      Contenders contenders = Contenders.of(machine, options);
      if (contenders.present().isEmpty()) {
        throw new IOException("no server is left to be measured: " + contenders.leftOut());
      }
      String command = ("benchmarks/side-by-side " + String.join(" ", words)).strip();
      return compare(machine, options, contenders, children, command);
    }
  }

  private static Pinning pinning() {
    String[] cpus = System.getProperty(CPUS, "0,1").split(",", -1);
    return Pinning.oneEach(Integer.parseInt(cpus[0]), Integer.parseInt(cpus[1]));
  }

  private int compare(
      Machine machine, Options options, Contenders contenders, Children children, String command)
      throws IOException {
    boolean memory = options.kind() == Options.Kind.MEMORY;
    Surroundings surroundings =
        new Surroundings(
            Environment.of(machine.pinning(), Map.of()),
            command,
            contenders,
            memory ? List.of() : LoadRun.command(options.places().getFirst()));
    Experiment experiment =
        memory
            ? new IdleMemory(machine, options, contenders, children, err)
            : new Comparison(machine, options, contenders, children, err);
    contenders.leftOut().forEach((name, why) -> err.println("without " + name + ": " + why));
    err.printf(
        Locale.ROOT, "this takes about %.0f min%n", Math.ceil(experiment.estimatedSeconds() / 60));
    boolean whole = finish(experiment);
    if (experiment.isEmpty()) {
      throw new IOException("nothing was measured");
    }
    TextRenderer.render(experiment.summary(surroundings), out, WIDTH);
    out.flush();
    Report report = experiment.whole(surroundings);
    boolean page = write(options.html(), file -> HtmlRenderer.render(report, file));
    boolean json = write(options.json(), file -> JsonRenderer.render(report, file));
    return whole && page && json && experiment.notes().isEmpty() ? FINE : FAILED;
  }

  /// Whether it came to its end.
  private boolean finish(Experiment experiment) throws IOException {
    try {
      experiment.run();
      return true;
    } catch (InterruptedException _) {
      err.println("side-by-side: ended early; what was measured follows");
      experiment.notes().add("The run was ended early: rounds and places are missing.");
      return false;
    }
  }

  /// Writes a file if one was asked for, and says why if it cannot. Hours of measuring are not lost
  /// by one that fails.
  private boolean write(Optional<Path> wanted, Rendering rendering) {
    if (wanted.isEmpty()) {
      return true;
    }
    try (Writer file = Files.newBufferedWriter(wanted.get())) {
      rendering.to(file);
      return true;
    } catch (IOException e) {
      err.println("side-by-side: cannot write " + wanted.get() + ": " + FileErrors.reason(e));
      return false;
    }
  }

  /// A report in some form.
  private interface Rendering {
    void to(Writer file) throws IOException;
  }
}
