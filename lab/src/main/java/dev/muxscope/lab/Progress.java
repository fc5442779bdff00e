package dev.muxscope.lab;

import static java.util.stream.Collectors.joining;

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
        String.join(", ", options.modes())
            + " x "
            + options.connections().stream().map(Findings::count).collect(joining(", "))
            + " connections, "
            + effort.rounds()
            + " rounds of "
            + Values.format((double) effort.measured().toNanos(), Format.NANOS)
            + ": about "
            + time(left));
    print(
        options.request()
            + " at "
            + Findings.count(options.rate())
            + " requests/s; "
            + pinning
            + "; results go to "
            + directory.directory());
  }

  /// A step is done.
  ///
  /// @param outcome what came of it; may be empty
  void done(Plan.Step step, String outcome) {
    done++;
    left = left.minus(step.expected());
    int all = plan.steps().size();
    print(
        "["
            + " ".repeat(Integer.toString(all).length() - Integer.toString(done).length())
            + done
            + "/"
            + all
            + "] "
            + time(left)
            + " left  "
            + step
            + (outcome.isEmpty() ? "" : ": " + outcome));
  }

  private static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private void print(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
