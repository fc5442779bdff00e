package dev.muxscope.client.load;

import dev.muxscope.client.load.LoadEvent.Phase;
import dev.muxscope.client.load.LoadEvent.PhaseBegun;
import dev.muxscope.client.load.LoadEvent.Snapshot;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/// Prints how a run goes: on a terminal one line that rewrites itself, elsewhere lines.
///
/// Where it is no terminal, programs may rely on these lines, each alone on its line, in this
/// order, printed and flushed at the moment they name and before the run goes on:
///
/// ```
/// connecting       connections are being opened
/// warming up       the load begins
/// measuring        the measured part begins
/// measured         the measured part is over
/// ```
///
/// Between them stand snapshots, which begin with a digit or a blank.
///
/// Owned by the thread that runs the load generator.
public final class LoadProgress implements Consumer<LoadEvent> {

  private static final int BAR_CELLS = 20;

  private final PrintStream out;
  private final int columns;
  private String phase = "";
  private int liveLength;

  /// @param out where to print
  /// @param columns of the terminal that `out` is; 0 if it is none
  public LoadProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  private boolean isTerminal() {
    return columns > 0;
  }

  @Override
  public void accept(LoadEvent event) {
    switch (event) {
      case PhaseBegun begun -> print(begun);
      case Snapshot snapshot -> print(snapshot);
    }
    out.flush();
  }

  private void print(PhaseBegun begun) {
    phase = name(begun.phase());
    if (!isTerminal()) {
      out.print(phase + "\n");
    } else {
      rewrite(phase);
    }
  }

  /// Leaves the line empty for what is printed next; to be called when the run has ended.
  public void clear() {
    if (isTerminal() && liveLength > 0) {
      out.print("\r" + " ".repeat(liveLength) + "\r");
      out.flush();
      liveLength = 0;
    }
  }

  private void print(Snapshot snapshot) {
    String line = describe(snapshot);
    if (isTerminal()) {
      String named = line + "  (" + phase + ")";
      rewrite(fitting(bar(snapshot.done()) + named, named, line));
    } else {
      out.print(line + "\n");
    }
  }

  /// The first that fits the terminal, or as much of the last as does: a line that wraps could not
  /// be rewritten.
  private String fitting(String... lines) {
    String last = lines[lines.length - 1];
    return Arrays.stream(lines)
        .filter(line -> line.length() < columns)
        .findFirst()
        .orElseGet(() -> last.substring(0, Math.max(0, columns - 1)));
  }

  private void rewrite(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, liveLength - line.length())));
    liveLength = line.length();
  }

  private static String bar(double done) {
    int full = (int) Math.round(done * BAR_CELLS);
    return "[" + "█".repeat(full) + "·".repeat(BAR_CELLS - full) + "] ";
  }

  private static String describe(Snapshot snapshot) {
    String line =
        String.format(
            Locale.ROOT,
            "%5.1f s  %8.0f requests/s",
            snapshot.elapsedNanos() / 1e9,
            snapshot.ratePerSecond());
    if (snapshot.ratePerSecond() > 0) {
      line +=
          "  p50 "
              + Nanos.format(snapshot.p50Nanos())
              + "  p99 "
              + Nanos.format(snapshot.p99Nanos());
    }
    return snapshot.maxLagNanos() == 0
        ? line
        : line + "  sent up to " + Nanos.format(snapshot.maxLagNanos()) + " late";
  }

  private static String name(Phase phase) {
    return switch (phase) {
      case CONNECTING -> "connecting";
      case WARMING_UP -> "warming up";
      case MEASURING -> "measuring";
      case MEASURED -> "measured";
    };
  }
}
