package dev.muxscope.analytics;

import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

/// Makes reports of recordings that were read: of one by itself, or of two side by side.
public final class Analysis {

  private static final String IN_EVERY_JVM = "jdk.DataLoss";

  private Analysis() {}

  /// Everything a recording tells: findings first, then a section for each view that has figures,
  /// last a line for each that has none and what would record it.
  public static Report summarize(RecordingSummary recording) {
    List<Section> views = new ArrayList<>();
    List<Block> findings = new ArrayList<>();
    List<Block> missing = new ArrayList<>();
    Quality.of(recording).forEach(warning -> findings.add(Paragraph.warning(warning)));
    for (View view : Views.all()) {
      List<List<Object>> rows = view.rows().apply(recording);
      if (rows.isEmpty()) {
        addMissing(missing, view, recording);
        continue;
      }
      for (Finding finding : view.findings()) {
        finding.sentence(view, rows).map(Paragraph::finding).ifPresent(findings::add);
      }
      views.add(section(view, rows));
    }
    List<Section> sections = new ArrayList<>();
    add(sections, "findings", "Findings", findings);
    sections.add(new Section("run", "The recording", List.of(Facts.table(recording))));
    sections.addAll(views);
    sections.addAll(Flames.sections(recording, EnumSet.allOf(FlameKind.class)));
    add(sections, "missing", "Not in this recording", missing);
    return new Report("Recording " + recording.name(), subtitle(recording), sections);
  }

  /// Two recordings side by side, per request where both count requests, with the ratio of `b` to
  /// `a`; first of all, what makes them hard to compare.
  public static Report compare(RecordingSummary a, RecordingSummary b) {
    return new Comparison(a, b).report();
  }

  /// The section of a view of one recording.
  static Section section(View view, List<List<Object>> rows) {
    return section(view, table(view, rows));
  }

  /// Flame graphs alone: of one recording, or of what differs between two.
  ///
  /// @param recordings one, or A and B
  /// @param kinds what to draw; of what was not recorded, the report says what records it
  public static Report flames(List<RecordingSummary> recordings, Collection<FlameKind> kinds) {
    return Flames.report(recordings, kinds);
  }

  /// The section of a view around its table.
  static Section section(View view, Table table) {
    List<Block> blocks = new ArrayList<>(List.of(table));
    if (!view.source().note().isEmpty()) {
      blocks.add(Paragraph.plain(view.source().note()));
    }
    return new Section(view.id(), view.title(), blocks);
  }

  /// Adds a section unless it is empty.
  static void add(List<Section> sections, String id, String title, List<Block> blocks) {
    if (!blocks.isEmpty()) {
      sections.add(new Section(id, title, blocks));
    }
  }

  // A column without a single figure, as those per request of an application that counts none,
  // is left out.
  private static Table table(View view, List<List<Object>> rows) {
    List<List<Object>> shown = rows.subList(0, Math.min(view.limit(), rows.size()));
    int[] columns =
        IntStream.range(0, view.columns().size()).filter(i -> hasFigures(shown, i)).toArray();
    List<Column> kept = IntStream.of(columns).mapToObj(view.columns()::get).toList();
    List<List<Object>> cells =
        shown.stream()
            .map(row -> IntStream.of(columns).<Object>mapToObj(row::get).toList())
            .toList();
    return new Table(view.id(), "", kept, cells);
  }

  private static boolean hasFigures(List<List<Object>> rows, int column) {
    return rows.stream().anyMatch(row -> isKnown(row.get(column)));
  }

  /// Whether a cell holds anything.
  static boolean isKnown(Object cell) {
    return !(cell instanceof Double number) || !number.isNaN();
  }

  private static void addMissing(List<Block> missing, View view, RecordingSummary recording) {
    if (view.source().applies().test(recording)) {
      missing.add(Paragraph.plain(missing(view, recording)));
    }
  }

  /// Why a recording has no rows for a view.
  static String missing(View view, RecordingSummary recording) {
    View.Source source = view.source();
    String why =
        source.events().stream().anyMatch(recording::recorded)
            ? source.none()
            : notRecorded(source, possible(source, recording), recording);
    return view.title() + ": " + why;
  }

  // The first event that the JVM has; if it has none of them, the first.
  private static String possible(View.Source source, RecordingSummary recording) {
    return source.events().stream()
        .filter(recording.types()::contains)
        .findFirst()
        .orElse(source.events().getFirst());
  }

  // A recording of a JVM's own tells of all event types that it has, whether they were on or not;
  // those of profilers tell of what they write alone.
  private static String notRecorded(View.Source source, String event, RecordingSummary recording) {
    if (event.startsWith("jdk.") && !recording.types().contains(event)) {
      return recording.types().contains(IN_EVERY_JVM)
          ? "not recorded. It needs %s, which this JVM does not have; a newer JDK may."
              .formatted(event)
          : "not recorded. It needs %s, which this recording's writer does not record; the JVM's own may."
              .formatted(event);
    }
    String needed = "not recorded. It needs %s; %s.".formatted(event, source.recordedBy());
    return event.startsWith("jdk.") && !event.equals("jdk.MethodTiming")
        ? needed
            + " `-XX:StartFlightRecording:%s#enabled=true,filename=app.jfr` adds it to any recording."
                .formatted(event)
        : needed;
  }

  /// The recording in a line: its mode, length, start and size.
  static String subtitle(RecordingSummary recording) {
    String mode = recording.mode().isEmpty() ? "" : "mode " + recording.mode() + ", ";
    return mode
        + Facts.length(recording)
        + " from "
        + Facts.started(recording)
        + ", "
        + Values.format(recording.events(), Format.COUNT)
        + " events";
  }
}
