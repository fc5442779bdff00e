package dev.muxscope.lab;

import dev.muxscope.client.FileErrors;
import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.Report;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Measures what the server modes cost at each place of a sweep, explains it, and draws on what was
/// measured before.
///
/// Servers and load run in processes of their own, which end before the lab does, whatever happens.
/// When the thread that calls [#run] or [#resume] is interrupted, the lab ends its processes, and
/// reports what it has.
public final class Lab {

  private static final int WIDTH = 100;

  private Lab() {}

  /// Measures as asked, prints how it goes and what was found, and writes `results.json`,
  /// `report.html` and recordings.
  ///
  /// A load that cannot run is told with its reason, as a run that is refused. If a server fails,
  /// the lab ends, with a report if anything was measured.
  ///
  /// @return 0, or 1 if every run was refused or the lab was interrupted
  /// @throws LabException with lines for the user if a server fails, or the results cannot be
  ///   written
  public static int run(LabOptions options, PrintStream out) throws LabException {
    return run(options, Pinning.ofMachine(), out);
  }

  /// The same with a pinning that is given.
  static int run(LabOptions options, Pinning pinning, PrintStream out) throws LabException {
    requireLauncher(options);
    OutDirectory directory = OutDirectory.prepare(options.out());
    Environment environment = Environment.of(pinning, options.modulePath());
    return run(Notebook.begin(options, environment, directory), directory, pinning, out);
  }

  /// Goes on with a lab that ended early.
  ///
  /// @param directory where its results are
  /// @param launcher of the image that it goes on with
  /// @return as [#run]
  /// @throws LabException as [#run], and if there is nothing to go on with, or what it was measured
  ///   on has changed
  public static int resume(Path directory, Path launcher, PrintStream out) throws LabException {
    return resume(directory, launcher, Pinning.ofMachine(), out);
  }

  /// The same with a pinning that is given.
  static int resume(Path directory, Path launcher, Pinning pinning, PrintStream out)
      throws LabException {
    OutDirectory results = OutDirectory.withResults(directory);
    Results soFar = results.read(launcher);
    requireLauncher(soFar.options());
    Environment now = Environment.of(pinning, soFar.options().modulePath());
    String difference = now.differenceTo(soFar.environment());
    if (!difference.isEmpty()) {
      throw new LabException(
          directory + " cannot be gone on with: " + difference + "; begin a new lab");
    }
    return run(Notebook.reopen(soFar, results), results, pinning, out);
  }

  private static void requireLauncher(LabOptions options) throws LabException {
    if (!Files.isExecutable(options.launcher())) {
      throw new LabException(
          options.launcher()
              + " cannot be run: the lab starts servers and load by the image's"
              + " launcher");
    }
  }

  private static int run(
      Notebook notebook, OutDirectory directory, Pinning pinning, PrintStream out)
      throws LabException {
    Optional<LabException> failure = Optional.empty();
    boolean interrupted = false;
    try (Scratch scratch = Scratch.create();
        Children children = new Children()) {
      try {
        new LabRun(notebook, directory, pinning, scratch, children).measure(out);
      } catch (InterruptedException _) {
        interrupted = true;
      } catch (LabException e) {
        failure = Optional.of(e);
      }
      // A lab that failed before it had measured anything leaves its directory to the next one.
      if (failure.isEmpty() || !notebook.results().runs().isEmpty()) {
        notebook.save();
      }
    } catch (IOException e) {
      throw new LabException("the results cannot be written: " + FileErrors.describe(e), e);
    }
    Results results = notebook.results();
    if (failure.isEmpty() || results.anyMeasured()) {
      report(results, directory, out);
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return results.anyMeasured() && !interrupted ? 0 : 1;
  }

  /// Writes the report of a lab again, and prints its brief form.
  ///
  /// @param directory where its results are
  /// @param launcher of an image, for the command to measure again
  /// @throws LabException if there are no results that can be read
  public static void report(Path directory, Path launcher, PrintStream out) throws LabException {
    OutDirectory results = OutDirectory.withResults(directory);
    report(results.read(launcher), results, out);
  }

  /// Sets two labs side by side.
  ///
  /// @param first where the results of one are
  /// @param second where those of the other are
  /// @param launcher of an image
  /// @throws LabException if there are none, or nothing was measured in both
  public static Report compare(Path first, Path second, Path launcher) throws LabException {
    return LabComparison.of(
        OutDirectory.withResults(first).read(launcher),
        OutDirectory.withResults(second).read(launcher));
  }

  /// Foretells from the results of a lab what a request would cost.
  ///
  /// @param directory where the results are
  /// @param launcher of an image
  /// @param place what is asked for, made from the sweep's first place, which stands for what is
  ///   not said
  /// @throws LabException if there are no results, or too few places were measured
  public static Report predict(Path directory, Path launcher, UnaryOperator<Point> place)
      throws LabException {
    Results results = OutDirectory.withResults(directory).read(launcher);
    Point at = place.apply(results.options().sweep().points().getFirst());
    return new Prediction(results, at.isClosedLoop()).at(at);
  }

  private static void report(Results results, OutDirectory directory, PrintStream out)
      throws LabException {
    StringBuilder html = new StringBuilder();
    StringBuilder text = new StringBuilder("\n");
    try {
      HtmlRenderer.render(LabReport.full(results), html);
      Files.writeString(directory.report(), html);
      TextRenderer.render(LabReport.brief(results), text, WIDTH);
    } catch (IOException e) {
      throw new LabException("the report cannot be written: " + FileErrors.describe(e), e);
    }
    text.append("\nwritten: ").append(directory.report());
    text.append("\n         ").append(directory.results()).append('\n');
    for (Recorded recorded : results.recordings()) {
      text.append("         ").append(recorded.summary().file()).append('\n');
    }
    out.print(text);
    out.flush();
  }
}
