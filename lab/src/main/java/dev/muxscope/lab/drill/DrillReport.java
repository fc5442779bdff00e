package dev.muxscope.lab.drill;

import dev.muxscope.lab.Environment;
import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes reports of a drill: for the terminal, and for the HTML file.
///
/// @param options as asked
/// @param lesson what the drill is about
/// @param environment where it ran
/// @param doubts whose loads have figures that are not to be used, and why
/// @param seen what came of it
record DrillReport(
    DrillOptions options,
    Lesson lesson,
    Environment environment,
    Map<String, List<String>> doubts,
    Seen seen) {

  /// For a terminal, which draws no charts.
  Report brief() {
    List<Block> figures = new ArrayList<>(seen.figures());
    figures.removeIf(Chart.class::isInstance);
    figures.addAll(0, seen.inPlaceOfCharts());
    return report(List.of(question(), figures(figures), conclusions()));
  }

  /// Everything.
  Report full() {
    return report(List.of(question(), figures(seen.figures()), conclusions(), environmentTable()));
  }

  private Report report(List<Section> sections) {
    String subtitle = "JDK %s; again by: %s".formatted(Runtime.version(), options.command());
    return new Report("Muxscope drill: " + lesson.title(), subtitle, sections);
  }

  private Section question() {
    return new Section(
        "question",
        lesson.question(),
        List.of(
            Paragraph.plain("Hypothesis: " + lesson.hypothesis()),
            Paragraph.plain("Bystanders: " + lesson.metric())));
  }

  private static Section figures(List<Block> figures) {
    return new Section("figures", "The figures", figures);
  }

  private Section conclusions() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Paragraph.finding(summary()));
    for (Conclusion conclusion : seen.conclusions()) {
      blocks.add(
          conclusion.holding() == Holding.HELD
              ? Paragraph.plain(conclusion.toString())
              : Paragraph.warning(conclusion.toString()));
    }
    doubts.forEach((subject, reasons) ->
        blocks.add(
            Paragraph.warning(
                ("%s: a load says that its figures are not to be used, as %s. Where there was a fault,"
                        + " that may be its doing.")
                    .formatted(subject, String.join("; ", reasons)))));
    return new Section("seen", "What was seen", blocks);
  }

  /// Whether the hypothesis held, in one sentence.
  String summary() {
    int all = seen.conclusions().size();
    String parts =
        "of its %d parts %d held, %d did not, %d undecided."
            .formatted(
                all, count(Holding.HELD), count(Holding.DID_NOT_HOLD), count(Holding.UNDECIDED));
    return switch (seen.holding()) {
      case HELD -> "The hypothesis held in all parts that were tested, %d of them.".formatted(all);
      case DID_NOT_HOLD -> "The hypothesis did not hold as a whole: " + parts;
      case UNDECIDED -> "The hypothesis is undecided: " + parts;
    };
  }

  private long count(Holding holding) {
    return seen.conclusions().stream().filter(part -> part.holding() == holding).count();
  }

  private Section environmentTable() {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("command", options.command()));
    environment.facts().forEach((name, value) -> rows.add(List.of(name, value)));
    List<Column> columns = List.of(new Column("", Format.TEXT), new Column("", Format.TEXT));
    return new Section(
        "environment", "Environment", List.of(new Table("environment", "", columns, rows)));
  }
}
