package dev.muxscope.lab;

import dev.muxscope.analytics.Analysis;
import dev.muxscope.report.Block;
import dev.muxscope.report.FlameGraph;
import dev.muxscope.report.Link;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `muxscope analyze` says of the recordings: what the modes do differently for the same
/// requests.
final class Explanation {

  // A report has several recordings: of their flame graphs, those of CPU time, without what is too
  // narrow to be read.
  private static final String CPU_FLAMES = "flame-cpu";
  private static final double LEAST_SHARE = 0.002;
  private static final int MOST_FRAMES = 1_000;

  private final List<Recorded> recordings;

  Explanation(List<Recorded> recordings) {
    this.recordings = List.copyOf(recordings);
  }

  /// The section of a report that explains a place of the sweep.
  static String id(Point at) {
    return "explained-" + at.connections();
  }

  /// The section on one recording.
  static String recordingId(Cell cell) {
    return "recording-%s-%d"
        .formatted(
            cell.mode().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-"),
            cell.at().connections());
  }

  /// Where the recordings are, in a report that shows them.
  Table links() {
    List<List<Object>> rows =
        recordings.stream()
            .<List<Object>>map(
                each -> List.of(name(each), new Link("recording", recordingId(each.cell()))))
            .toList();
    return new Table(
        "recordings",
        "",
        List.of(new Column("mode", Format.TEXT), new Column("all it tells", Format.TEXT)),
        rows);
  }

  /// Whose load was not the one asked for; the findings on the first mode and each other one side
  /// by side, and what keeps the two from being compared; on a single mode its own findings.
  List<Block> comparison() {
    List<Block> blocks = new ArrayList<>();
    for (Recorded each : recordings) {
      if (!each.refusal().isEmpty()) {
        blocks.add(
            Paragraph.warning(
                name(each) + " was recorded under another load than asked: " + each.refusal()));
      }
    }
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
        section.blocks().stream()
            .filter(_ -> !section.id().startsWith("flame-") || section.id().startsWith(CPU_FLAMES))
            .forEach(block -> blocks.add(titled(section.title(), block)));
      }
      String id = recordingId(recorded.cell());
      sections.add(new Section(id, "The recording of " + recorded.cell(), blocks));
    }
    return sections;
  }

  private static String name(Recorded recorded) {
    return recorded.cell().mode();
  }

  private static Block titled(String title, Block block) {
    return switch (block) {
      case Table(String id, _, var columns, var rows) -> new Table(id, title, columns, rows);
      case FlameGraph(String id, _, var format, var root, var sides, long left) ->
          new FlameGraph(id, title, format, root, sides, left).limited(LEAST_SHARE, MOST_FRAMES);
      default -> block;
    };
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
