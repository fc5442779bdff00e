package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks things up in a report.
final class Reports {

  private Reports() {}

  /// The first table of a section, or the one of this id in any section.
  static Optional<Table> table(Report report, String id) {
    return tables(section(report, id).stream())
        .findFirst()
        .or(() ->
            tables(report.sections().stream()).filter(table -> table.id().equals(id)).findFirst());
  }

  private static Stream<Table> tables(Stream<Section> sections) {
    return sections
        .flatMap(section -> section.blocks().stream())
        .filter(Table.class::isInstance)
        .map(Table.class::cast);
  }

  static Optional<Section> section(Report report, String id) {
    return report.sections().stream().filter(section -> section.id().equals(id)).findFirst();
  }

  static List<String> paragraphs(Report report, String section, Paragraph.Kind kind) {
    return section(report, section).stream()
        .flatMap(found -> found.blocks().stream())
        .filter(block -> block instanceof Paragraph paragraph && paragraph.kind() == kind)
        .map(block -> ((Paragraph) block).text())
        .toList();
  }

  static List<String> findings(Report report) {
    return paragraphs(report, "findings", Paragraph.Kind.FINDING);
  }

  static List<String> warnings(Report report) {
    return paragraphs(report, "findings", Paragraph.Kind.WARNING);
  }

  static List<String> missing(Report report) {
    return paragraphs(report, "missing", Paragraph.Kind.PLAIN);
  }

  /// The cell of the row and column with these names.
  static Object cell(Report report, String table, String row, String column) {
    Table found = table(report, table).orElseThrow();
    List<String> labels = found.columns().stream().map(Table.Column::label).toList();
    return found.rows().stream()
        .filter(cells -> cells.getFirst().equals(row))
        .findFirst()
        .orElseThrow()
        .get(labels.indexOf(column));
  }

  static void assertCell(double expected, Report report, String table, String row, String column) {
    double found = ((Number) cell(report, table, row, column)).doubleValue();
    assertEquals(expected, found, 1e-9 * expected, () -> table + ", " + row + ", " + column);
  }
}
