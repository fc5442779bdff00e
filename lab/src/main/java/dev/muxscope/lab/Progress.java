package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Tells how far the lab is: the plan, then a line for each step that is done.
///
/// Owned by the lab's thread.
final class Progress {

  private final PrintStream out;
  private final Plan plan;
  private Duration left;
  private int done;

  Progress(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
    this.left = plan.expected();
  }

  void begin(LabOptions options, Pinning pinning, OutDirectory directory) {
    Effort effort = options.effort();
    print(
        "%s x %s connections, %d rounds of %s: about %s",
        String.join(", ", options.modes()),
        options.connections().toString().replaceAll("[\\[\\]]", ""),
        effort.rounds(),
        Values.format((double) effort.measured().toNanos(), Format.NANOS),
        time(left));
    print(
        "%s at %,d requests/s; %s; results go to %s",
        options.request(),
        options.rate(),
        pinning,
        directory.directory());
    out.flush();
  }

  /// A step is done.
  ///
  /// @param outcome what came of it; may be empty
  void done(Plan.Step step, String outcome) {
    done++;
    left = left.minus(step.expected());
    print(
        "[%2d/%d] %5s left  %s%s",
        done, plan.steps().size(), time(left), step, outcome.isEmpty() ? "" : ": " + outcome);
  }

  private static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private void print(String format, Object... values) {
    out.print(String.format(Locale.ROOT, format, values) + "\n");
    out.flush();
  }
}
