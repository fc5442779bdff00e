package dev.muxscope.analytics;

import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Two recordings side by side: first the measures with intervals and verdicts, then both over
/// time, then for each view one figure of every row, and their ratio.
final class Comparison {

  /// Views of counters and levels, which stay true where events were lost; all others add events
  /// up.
  private static final Set<View> WITHOUT_SUMS =
      Set.of(
          ServerViews.CPU,
          ServerViews.SERVER_CALLS,
          ServerViews.LATENCY,
          JvmViews.JDK_CALLS,
          LoopViews.SELECTING,
          ThreadViews.THREADS,
          ResourceViews.MEMORY);

  private final RecordingSummary a;
  private final RecordingSummary b;
  private final String labelA;
  private final String labelB;
  private final Side sideA;
  private final Side sideB;
  private final Comparability comparability;

  Comparison(RecordingSummary a, RecordingSummary b) {
    this.a = a;
    this.b = b;
    boolean modes = !a.mode().isEmpty() && !b.mode().isEmpty() && !a.mode().equals(b.mode());
    labelA = modes ? "A " + a.mode() : "A";
    labelB = modes ? "B " + b.mode() : "B";
    sideA = Side.of("A", a);
    sideB = Side.of("B", b);
    comparability = Comparability.of(sideA, sideB);
  }

  Report report() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("findings", "Findings", findings()));
    Analysis.add(sections, "over-time", "Second by second", overTime());
    sections.add(new Section("run", "The recordings", List.of(Facts.table(a, b, labelA, labelB))));
    addViews(sections);
    return new Report(
        "Recordings " + a.name() + " (A) and " + b.name() + " (B)",
        "B to A: a ratio over 1 means more in B",
        sections);
  }

  /// What limits the comparison and each of the two, a sentence for each thing. Those that limit
  /// one by itself, and stand in a report of it too, begin with `A: ` or `B: `.
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(comparability.warnings());
    Quality.of(a).forEach(warning -> warnings.add("A: " + warning));
    Quality.of(b).forEach(warning -> warnings.add("B: " + warning));
    return warnings;
  }

  /// What limits the comparison, then the measures.
  private List<Block> findings() {
    List<Block> findings = new ArrayList<>();
    warnings().forEach(warning -> findings.add(Paragraph.warning(warning)));
    MeasureTables measures = new MeasureTables(sideA, sideB, labelA, labelB, comparability);
    findings.addAll(measures.tables());
    measures.note().ifPresent(findings::add);
    findings.addAll(measures.findings());
    findings.add(
        Paragraph.plain(
            "One pair of recordings has no noise floor: what differs from process to process, as"
                + " compiled code does, is in no interval here, so a small difference may be chance"
                + " all the same. `muxscope lab` repeats and interleaves runs, and tells which"
                + " differences are real."));
    return findings;
  }

  private List<Block> overTime() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Paragraph.plain(
            "Compared are steady seconds: of "
                + steady(sideA, labelA)
                + ", of "
                + steady(sideB, labelB)
                + "."));
    blocks.addAll(new TimeCharts(sideA, sideB, labelA, labelB).charts());
    return blocks;
  }

  private static String steady(Side side, String label) {
    Steady steady = side.steady();
    return "%s %d after the first %d of %d"
        .formatted(label, steady.seconds(), steady.before(), steady.allSeconds());
  }

  private void addViews(List<Section> sections) {
    List<Block> missing = new ArrayList<>();
    for (View view : Views.all()) {
      List<List<Object>> rowsA = view.rows().apply(a);
      List<List<Object>> rowsB = view.rows().apply(b);
      addMissing(missing, view, a, labelA, rowsA);
      addMissing(missing, view, b, labelB, rowsB);
      if (!rowsA.isEmpty() || !rowsB.isEmpty()) {
        sections.add(Analysis.section(view, table(view, Pairs.of(view, rowsA, rowsB))));
      }
    }
    sections.addAll(flames(EnumSet.allOf(FlameKind.class)));
    Analysis.add(sections, "missing", "Not in these recordings", missing);
  }

  /// A section for each flame graph of these kinds that both have.
  List<Section> flames(Collection<FlameKind> kinds) {
    return Flames.sections(a, b, labelA, labelB, kinds, comparability);
  }

  private Table table(View view, Pairs pairs) {
    boolean comparable =
        (!comparability.lost() || WITHOUT_SUMS.contains(view))
            && view.source().events().stream().noneMatch(comparability.hidden()::contains);
    // Of one the rows may be shares of time, of the other shares of samples.
    boolean unlike = view.equals(JvmViews.HOT_METHODS) && CpuRows.isTimed(a) != CpuRows.isTimed(b);
    Column compared = view.columns().get(pairs.column);
    // Shares are as lost samples are: spread over all.
    boolean tooFew =
        comparability.samples()
            && view.equals(JvmViews.CPU_SAMPLES)
            && compared.format() == Format.NANOS;
    // The rows of one view are types of events.
    Predicate<Pair> compares =
        pair -> comparable && !unlike && !tooFew && !comparability.hidden().contains(pair.key);
    List<Column> columns =
        List.of(
            view.columns().getFirst(),
            new Column(labelA, compared.format()),
            new Column(labelB, compared.format()),
            new Column("B to A", Format.RATIO));
    List<List<Object>> rows =
        pairs.list.stream()
            .limit(view.limit())
            .<List<Object>>map(pair ->
                List.of(pair.key, pair.a, pair.b, compares.test(pair) ? pair.ratio() : Double.NaN))
            .toList();
    return new Table(view.id(), compared.label(), columns, rows);
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
