package dev.muxscope.benchmarks.side;

import dev.muxscope.report.Report;
import java.io.IOException;
import java.util.List;

/// Something that is measured of all contenders, round by round.
///
/// Owned by the thread that measures.
sealed interface Experiment permits Comparison, IdleMemory {

  /// About how long it takes.
  double estimatedSeconds();

  /// Measures all rounds.
  ///
  /// @throws InterruptedException if it was to end early; what was measured is there
  void run() throws InterruptedException, IOException;

  /// Whether nothing was measured.
  boolean isEmpty();

  /// What went wrong so far, each a sentence.
  List<String> notes();

  /// What there is so far, for a terminal.
  Report summary(Surroundings surroundings);

  /// What there is so far, for files: with charts and every single run.
  Report whole(Surroundings surroundings);
}
