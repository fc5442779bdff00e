package dev.muxscope.analytics;

import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reports of chosen views, and the list to choose from. Safe to call from any thread.
public final class ViewReports {

  private ViewReports() {}

  /// The names of all views, in reading order.
  public static List<String> ids() {
    return Views.all().stream().map(View::id).toList();
  }

  /// A table of all views: name, title, and the events one of which it needs.
  public static Report list() {
    List<List<Object>> rows =
        Views.all().stream()
            .<List<Object>>map(
                view -> List.of(view.id(), view.title(), String.join(", ", view.source().events())))
            .toList();
    List<Table.Column> columns =
        List.of(Columns.text("view"), Columns.text("shows"), Columns.text("needs one of"));
    Section section = new Section("views", "Views", List.of(new Table("views", "", columns, rows)));
    return new Report("Views of recordings", "", List.of(section));
  }

  /// The views of one recording, a section each, in the order of `ids`. A view without figures has
  /// a sentence that says why, and what would record them. First of all, what limits the figures.
  ///
  /// @param ids of [#ids()]; an unknown one is an [IllegalArgumentException]
  public static Report of(RecordingSummary recording, List<String> ids) {
    List<Section> sections = new ArrayList<>();
    addProblems(sections, Quality.of(recording));
    ids.forEach(id -> sections.add(section(view(id), recording)));
    return new Report("Recording " + recording.name(), Analysis.subtitle(recording), sections);
  }

  /// The views of two recordings side by side, as [Analysis#compare], a section each. First of all,
  /// what limits the comparison.
  ///
  /// @param ids of [#ids()]; an unknown one is an [IllegalArgumentException]
  public static Report compare(RecordingSummary a, RecordingSummary b, List<String> ids) {
    Comparison comparison = new Comparison(a, b);
    Report whole = comparison.report();
    List<Section> sections = new ArrayList<>();
    addProblems(sections, comparison.warnings());
    for (String id : ids) {
      View view = view(id);
      Optional<Section> compared =
          whole.sections().stream().filter(section -> section.id().equals(id)).findFirst();
      sections.add(
          compared.orElseGet(() ->
              new Section(
                  id, view.title(), List.of(missing("A: ", view, a), missing("B: ", view, b)))));
    }
    return new Report(whole.title(), whole.subtitle(), sections);
  }

  private static Section section(View view, RecordingSummary recording) {
    List<List<Object>> rows = view.rows().apply(recording);
    if (rows.isEmpty()) {
      return new Section(view.id(), view.title(), List.of(missing("", view, recording)));
    }
    List<Block> blocks = new ArrayList<>(Analysis.section(view, rows).blocks());
    for (Finding finding : view.findings()) {
      finding.sentence(view, rows).map(Paragraph::finding).ifPresent(blocks::add);
    }
    return new Section(view.id(), view.title(), blocks);
  }

  private static Paragraph missing(String label, View view, RecordingSummary recording) {
    String why =
        view.source().applies().test(recording)
            ? Analysis.missing(view, recording)
            : view.title() + ": does not apply to this recording.";
    return Paragraph.plain(label + why);
  }

  /// A section of what limits the figures of the others, if anything does.
  static void addProblems(List<Section> sections, List<String> problems) {
    List<Block> warnings = problems.stream().<Block>map(Paragraph::warning).toList();
    Analysis.add(sections, "problems", "What limits the figures", warnings);
  }

  private static View view(String id) {
    return Views.all().stream()
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no view " + id));
  }
}
