package dev.muxscope.lab;

import dev.muxscope.analytics.Analysis;
import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `muxscope analyze` says of the recordings: what the modes do differently for the same
/// requests.
final class Explanation {

  private final List<Recorded> recordings;

  Explanation(List<Recorded> recordings) {
    this.recordings = List.copyOf(recordings);
  }

  /// The findings on the first mode and each other one side by side; on the only one by itself.
  List<Block> findings() {
    List<Block> blocks = new ArrayList<>();
    Recorded first = recordings.getFirst();
    if (recordings.size() == 1) {
      blocks.addAll(findings(Analysis.summarize(first.summary())));
    }
    for (Recorded other : recordings.subList(1, recordings.size())) {
      blocks.addAll(findings(Analysis.compare(first.summary(), other.summary())));
    }
    return blocks;
  }

  /// All sections on each mode, with ids and titles that name it.
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (Recorded recorded : recordings) {
      String mode = recorded.cell().mode();
      String id = "recording-" + mode.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
      for (Section section : Analysis.summarize(recorded.summary()).sections()) {
        sections.add(
            new Section(
                id + "-" + section.id(), mode + ": " + section.title(), section.blocks()));
      }
    }
    return sections;
  }

  private static List<Block> findings(Report report) {
    return report.sections().stream()
        .filter(section -> section.id().equals("findings"))
        .flatMap(section -> section.blocks().stream())
        .filter(Paragraph.class::isInstance)
        .toList();
  }
}
