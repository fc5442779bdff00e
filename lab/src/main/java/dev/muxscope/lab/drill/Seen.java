package dev.muxscope.lab.drill;

import dev.muxscope.report.Block;
import java.util.List;
import java.util.Set;

/// What a drill has seen.
///
/// @param figures charts, tables and notes in reading order
/// @param inPlaceOfCharts what a terminal shows in place of the charts
/// @param conclusions each part of the hypothesis, and whether it held; at least one
record Seen(List<Block> figures, List<Block> inPlaceOfCharts, List<Conclusion> conclusions) {

  Seen {
    figures = List.copyOf(figures);
    inPlaceOfCharts = List.copyOf(inPlaceOfCharts);
    conclusions = List.copyOf(conclusions);
    if (conclusions.isEmpty()) {
      throw new IllegalArgumentException("a drill that concludes nothing teaches nothing");
    }
  }

  /// What is shown alike everywhere.
  Seen(List<Block> figures, List<Conclusion> conclusions) {
    this(figures, List.of(), conclusions);
  }

  /// The same, undecided about subjects whose figures are doubted.
  Seen unlessDoubted(Set<String> subjects) {
    return new Seen(
        figures,
        inPlaceOfCharts,
        conclusions.stream()
            .map(each -> each.undecidedIf(subjects.contains(each.subject())))
            .toList());
  }

  Holding holding() {
    return Holding.all(conclusions.stream().map(Conclusion::holding).toList());
  }
}
