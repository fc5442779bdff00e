package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Something that is measured of all contenders, round by round.
///
/// Owned by the thread that measures.
abstract sealed class Experiment permits Comparison, IdleMemory {

  final Machine machine;
  final Options options;
  final Contenders contenders;
  final Children children;
  final PrintStream progress;
  final List<String> notes = new ArrayList<>();

  Experiment(
      Machine machine,
      Options options,
      Contenders contenders,
      Children children,
      PrintStream progress) {
    this.machine = machine;
    this.options = options;
    this.contenders = contenders;
    this.children = children;
    this.progress = progress;
  }

  /// About how long it takes.
  abstract double estimatedSeconds();

  /// Measures all rounds.
  ///
  /// @throws InterruptedException if it was to end early; what was measured is there
  abstract void run() throws InterruptedException, IOException;

  /// Whether nothing was measured.
  abstract boolean isEmpty();

  /// What there is so far, for a terminal.
  abstract Report summary(Surroundings surroundings);

  /// What there is so far, for files: with charts and every single run.
  abstract Report whole(Surroundings surroundings);

  /// What went wrong so far, each a sentence.
  final List<String> notes() {
    return notes;
  }

  /// Goes on without a server: in all rounds if it failed in the first.
  ///
  /// @param what it did, as "failed"
  /// @throws InterruptedException if it failed because the run is ended
  final void goOnWithout(Contender contender, int round, String what, LabException e)
      throws InterruptedException {
    requireGoingOn();
    String reason = oneLine(e);
    progress.println("without " + contender.name() + ": " + reason);
    notes.add(contender.name() + " " + what + " in round " + (round + 1) + ": " + reason);
    if (round == 0) {
      contenders.leaveOut(contender, reason);
    }
  }

  /// When the run is ended, its processes end first.
  static void requireGoingOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  static String oneLine(LabException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }
}
