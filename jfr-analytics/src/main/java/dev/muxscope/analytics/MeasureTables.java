package dev.muxscope.analytics;

import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The measures of two recordings with intervals and verdicts: as tables, and as sentences.
///
/// Immutable.
final class MeasureTables {

  private static final String NOTE =
      "In brackets the interval of 95 %: where the ratio lies that these two runs would show had they"
          + " gone on, by a block bootstrap of their steady seconds. No difference: the interval"
          + " contains 1 and nothing beyond 0.80 and 1.25, or nothing beyond 0.99 and 1.01. Of 20"
          + " measures without any difference, about one is said to differ by chance.";

  private final String labelA;
  private final String labelB;
  private final List<Compared> compared;

  MeasureTables(Side a, Side b, String labelA, String labelB, Comparability comparability) {
    this.labelA = labelA;
    this.labelB = labelB;
    BlockBootstrap bootstrap = new BlockBootstrap();
    List<Compared> all = new ArrayList<>();
    for (Unit unit : units(a, b)) {
      for (Measure measure : Measures.of(a.seconds(), b.seconds(), unit)) {
        compare(measure, unit, a, b, comparability.refuses(measure), bootstrap).ifPresent(all::add);
      }
    }
    compared = List.copyOf(all);
  }

  private static List<Unit> units(Side a, Side b) {
    return Double.isFinite(a.rate()) && Double.isFinite(b.rate())
        ? List.of(Unit.REQUEST)
        : List.of(Unit.SECOND, Unit.READ);
  }

  private static Optional<Compared> compare(
      Measure measure, Unit unit, Side a, Side b, boolean refused, BlockBootstrap bootstrap) {
    Optional<Sampled> ofA = measure.reading().of(a.seconds(), unit);
    Optional<Sampled> ofB = measure.reading().of(b.seconds(), unit);
    return ofA.flatMap(sampledA ->
        ofB.flatMap(
            sampledB -> Compared.of(measure, unit, sampledA, sampledB, refused, bootstrap)));
  }

  /// A table for each kind of measure that has any.
  List<Block> tables() {
    return Arrays.stream(Measure.Kind.values())
        .map(this::table)
        .filter(table -> !table.rows().isEmpty())
        .<Block>map(table -> table)
        .toList();
  }

  private Table table(Measure.Kind kind) {
    List<Column> columns =
        List.of(
            new Column("measure", Format.TEXT),
            new Column(labelA, kind.format()),
            new Column(labelB, kind.format()),
            new Column("B to A", Format.RATIO),
            new Column("verdict", Format.TEXT));
    List<List<Object>> rows =
        compared.stream()
            .filter(each -> each.measure().kind() == kind)
            .<List<Object>>map(each ->
                List.of(each.label(), each.a(), each.b(), each.ratio(), each.verdict().label()))
            .toList();
    String id = "compared-" + kind.name().toLowerCase(Locale.ROOT);
    return new Table(id, kind.title(), columns, rows);
  }

  /// What the measures that are worth a sentence say, and which show no difference.
  List<Block> findings() {
    List<Block> findings = new ArrayList<>();
    compared.stream()
        .filter(each -> each.measure().told())
        .map(each -> Paragraph.finding(each.sentence(labelA, labelB)))
        .forEach(findings::add);
    List<String> same =
        compared.stream()
            .filter(each -> each.verdict() == Verdict.SAME)
            .map(Compared::label)
            .toList();
    if (!same.isEmpty()) {
      findings.add(
          Paragraph.finding(
              "No difference in %d of %d measures: %s."
                  .formatted(same.size(), compared.size(), String.join("; ", same))));
    }
    return findings;
  }

  /// What the tables mean.
  Optional<Paragraph> note() {
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Paragraph.plain(NOTE));
  }
}
