package dev.muxscope.lab;

import dev.muxscope.analytics.Analysis;
import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
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

  /// The section of a report that explains a place of the sweep.
  static String id(Point at) {
    return "explained-" + at.connections();
  }

  /// The findings on the first mode and each other one side by side, and what keeps the two from
  /// being compared; on a single mode its own findings.
  List<Block> comparison() {
    List<Block> blocks = new ArrayList<>();
    Recorded first = recordings.getFirst();
    if (recordings.size() == 1) {
      blocks.addAll(findings(Analysis.summarize(first.summary())));
    }
    for (Recorded other : recordings.subList(1, recordings.size())) {
      blocks.add(Paragraph.plain(name(first) + " against " + name(other) + ":"));
      blocks.addAll(findings(Analysis.compare(first.summary(), other.summary())));
    }
    return blocks;
  }

  /// A section on each mode with all that its recording tells.
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (Recorded recorded : recordings) {
      List<Block> blocks = new ArrayList<>();
      for (Section section : Analysis.summarize(recorded.summary()).sections()) {
        section.blocks().forEach(block -> blocks.add(titled(section.title(), block)));
      }
      String id =
          "recording-%s-%d"
              .formatted(
                  name(recorded).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-"),
                  recorded.cell().at().connections());
      sections.add(new Section(id, "The recording of " + recorded.cell(), blocks));
    }
    return sections;
  }

  private static String name(Recorded recorded) {
    return recorded.cell().mode();
  }

  private static Block titled(String title, Block block) {
    return block instanceof Table(String id, _, var columns, var rows)
        ? new Table(id, title, columns, rows)
        : block;
  }

  /// Findings and warnings, but those on one of two recordings: they stand in that one's section.
  private static List<Paragraph> findings(Report report) {
    return report.sections().stream()
        .filter(section -> section.id().equals("findings"))
        .flatMap(section -> section.blocks().stream())
        .filter(Paragraph.class::isInstance)
        .map(Paragraph.class::cast)
        .filter(paragraph -> paragraph.kind() != Paragraph.Kind.PLAIN)
        .filter(paragraph -> !paragraph.text().matches("[AB]: .*"))
        .toList();
  }
}
