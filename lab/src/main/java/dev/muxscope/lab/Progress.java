package dev.muxscope.lab;

import dev.muxscope.client.load.LoadSummary;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells how far the lab is: the plan, then a line for each step that is done.
///
/// Owned by the lab's thread.
final class Progress {

  /// Before so much of the plan is done, how fast it goes is a matter of chance.
  private static final double ENOUGH_TO_JUDGE = 0.05;

  private final PrintStream out;
  private final Plan plan;
  private final long begun = System.nanoTime();
  private Duration expected = Duration.ZERO;
  private int done;

  /// @param plan what is to be done yet
  Progress(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  /// Prints what will be measured, and how long it will take.
  void begin(LabOptions options, Pinning pinning, OutDirectory directory) {
    Sweep sweep = options.sweep();
    Effort effort = options.effort();
    print("modes        " + String.join(", ", options.modes()));
    print("connections  " + list(sweep.connections(), count -> Findings.count(count)));
    axis("activity", sweep.activities(), share -> Values.format(share, Format.SHARE));
    print(
        "requests/s   " + list(sweep.rates(), rate -> rate == 0 ? "closed" : Findings.count(rate)));
    axis("payload", sweep.payloads(), bytes -> Values.format((double) bytes, Format.BYTES));
    axis("pipeline", sweep.pipelines(), count -> Findings.count(count));
    axis("work", sweep.works(), Work::toString);
    print("request      " + options.requests());
    print("processors   " + pinning);
    print("results      " + directory.directory());
    print(
        "%s x %s, %d rounds of %s each, then memory and recordings: about %s"
            .formatted(
                LoadSummary.count(sweep.points().size(), "place"),
                LoadSummary.count(options.modes().size(), "mode"),
                effort.rounds(),
                Values.format(effort.measured()),
                time(plan.expected())));
    print("Ctrl-C ends it early and reports what there is; --resume goes on later");
  }

  /// An axis that is left at its default is not worth a line.
  private <T> void axis(String name, List<T> values, Function<? super T, String> text) {
    boolean plain = values.equals(List.of(1.0)) || values.equals(List.of(0));
    plain |= values.equals(List.of(1)) || values.equals(List.of(Work.NONE));
    if (!plain) {
      print(String.format(Locale.ROOT, "%-12s %s", name, list(values, text)));
    }
  }

  private static <T> String list(List<T> values, Function<? super T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(", "));
  }

  /// A step is done.
  ///
  /// @param outcome what came of it; may be empty
  void done(Plan.Step step, String outcome) {
    done++;
    expected = expected.plus(step.expected());
    int all = plan.steps().size();
    print(
        "["
            + " ".repeat(Integer.toString(all).length() - Integer.toString(done).length())
            + done
            + "/"
            + all
            + "] "
            + time(left())
            + " left  "
            + step
            + (outcome.isEmpty() ? "" : ": " + outcome));
  }

  /// What the plan says, corrected by how the steps that are done kept to it.
  private Duration left() {
    Duration left = plan.expected().minus(expected);
    double share = (double) expected.toNanos() / Math.max(1, plan.expected().toNanos());
    if (share < ENOUGH_TO_JUDGE) {
      return left;
    }
    double pace = (double) (System.nanoTime() - begun) / expected.toNanos();
    return Duration.ofNanos((long) (left.toNanos() * pace));
  }

  private static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private void print(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
