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
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Two recordings side by side: for each view one figure of every row, and their ratio.
final class Comparison {

  private final RecordingSummary a;
  private final RecordingSummary b;
  private final String labelA;
  private final String labelB;

  Comparison(RecordingSummary a, RecordingSummary b) {
    this.a = a;
    this.b = b;
    boolean modes = !a.mode().isEmpty() && !b.mode().isEmpty() && !a.mode().equals(b.mode());
    labelA = modes ? "A " + a.mode() : "A";
    labelB = modes ? "B " + b.mode() : "B";
  }

  Report report() {
    List<Section> sections = new ArrayList<>();
    List<Block> findings = new ArrayList<>();
    List<Block> missing = new ArrayList<>();
    Quality.of(a, b).forEach(warning -> findings.add(Paragraph.warning(warning)));
    sections.add(new Section("run", "The recordings", List.of(Facts.table(a, b, labelA, labelB))));
    for (View view : Views.all()) {
      List<List<Object>> rowsA = view.rows().apply(a);
      List<List<Object>> rowsB = view.rows().apply(b);
      addMissing(missing, view, a, labelA, rowsA);
      addMissing(missing, view, b, labelB, rowsB);
      if (!rowsA.isEmpty() || !rowsB.isEmpty()) {
        Pairs pairs = Pairs.of(view, rowsA, rowsB);
        sections.add(Analysis.section(view, table(view, pairs)));
        view.findings().forEach(finding -> addFinding(findings, view, finding, pairs));
      }
    }
    sections.addAll(Flames.sections(a, b, labelA, labelB, EnumSet.allOf(FlameKind.class)));
    findings.add(
        Paragraph.plain(
            "One pair of recordings has no noise floor: a small difference may be chance. `muxscope"
                + " lab` repeats and interleaves runs, and tells which differences are real."));
    Analysis.add(sections, 0, "findings", "Findings", findings);
    Analysis.add(sections, sections.size(), "missing", "Not in these recordings", missing);
    return new Report(
        "Recordings " + a.name() + " (A) and " + b.name() + " (B)",
        "B to A: a ratio over 1 means more in B",
        sections);
  }

  private Table table(View view, Pairs pairs) {
    Column compared = view.columns().get(pairs.column);
    List<Column> columns =
        List.of(
            view.columns().getFirst(),
            new Column(labelA, compared.format()),
            new Column(labelB, compared.format()),
            new Column("B to A", Format.RATIO));
    List<List<Object>> rows =
        pairs.list.stream()
            .limit(view.limit())
            .<List<Object>>map(pair -> List.of(pair.key, pair.a, pair.b, pair.ratio()))
            .toList();
    return new Table(view.id(), compared.label(), columns, rows);
  }

  // A sentence on the figure the table compares, and on no other: it stands in its row.
  private void addFinding(List<Block> findings, View view, Finding finding, Pairs pairs) {
    if (finding.measure().isEmpty() || finding.columns(view).getFirst() != pairs.column) {
      return;
    }
    Format format = view.columns().get(pairs.column).format();
    pairs
        .with(finding.row())
        .filter(pair -> Double.isFinite(pair.ratio()))
        .map(pair ->
            String.format(
                "%s: %s in %s, %s in %s (%s).",
                finding.measure(),
                Values.format(pair.a, format),
                labelA,
                Values.format(pair.b, format),
                labelB,
                Values.format(pair.ratio(), Format.RATIO)))
        .ifPresent(sentence -> findings.add(Paragraph.finding(sentence)));
  }

  private static void addMissing(
      List<Block> missing,
      View view,
      RecordingSummary recording,
      String label,
      List<List<Object>> rows) {
    if (rows.isEmpty() && view.source().applies().test(recording)) {
      missing.add(Paragraph.plain(label + ": " + Analysis.missing(view, recording)));
    }
  }

  /// The rows of both recordings, joined by their first cell.
  private record Pairs(int column, List<Pair> list) {

    static Pairs of(View view, List<List<Object>> rowsA, List<List<Object>> rowsB) {
      int column = comparedColumn(view, rowsA, rowsB);
      Set<Object> keys = new LinkedHashSet<>();
      // The larger ones of either come first, so that a limit cuts the small ones of both.
      for (int i = 0; i < Math.max(rowsA.size(), rowsB.size()); i++) {
        rowsA.stream().skip(i).limit(1).forEach(row -> keys.add(row.getFirst()));
        rowsB.stream().skip(i).limit(1).forEach(row -> keys.add(row.getFirst()));
      }
      List<Pair> pairs = new ArrayList<>();
      for (Object key : keys) {
        pairs.add(new Pair(key, cell(rowsA, key, column), cell(rowsB, key, column)));
      }
      return new Pairs(column, pairs);
    }

    Optional<Pair> with(String key) {
      return list.stream().filter(pair -> pair.key.equals(key)).findFirst();
    }

    private static int comparedColumn(
        View view, List<List<Object>> rowsA, List<List<Object>> rowsB) {
      for (String label : view.compared()) {
        int column = view.column(label);
        if (hasFigures(rowsA, column) && hasFigures(rowsB, column)) {
          return column;
        }
      }
      return view.column(view.compared().getLast());
    }

    private static boolean hasFigures(List<List<Object>> rows, int column) {
      return rows.isEmpty() || rows.stream().anyMatch(row -> Analysis.isKnown(row.get(column)));
    }

    private static Object cell(List<List<Object>> rows, Object key, int column) {
      for (List<Object> row : rows) {
        if (row.getFirst().equals(key)) {
          return row.get(column);
        }
      }
      return Double.NaN;
    }
  }

  private record Pair(Object key, Object a, Object b) {

    double ratio() {
      return a instanceof Number ofA && b instanceof Number ofB
          ? RecordingSummary.ratio(ofB.doubleValue(), ofA.doubleValue())
          : Double.NaN;
    }
  }
}
