package dev.muxscope.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes the tables of a [Report] as CSV (RFC 4180): a line of labels, a line for each row, lines
/// ending in CR LF.
///
/// A report of several tables is several such files in one: before each table stands a line with
/// its id alone, between two an empty line. A single table stands without its id, so that any
/// program reads it. What is no table is left out.
///
/// Figures are written in full and in the base unit that their label names: nanoseconds `(ns)`,
/// bytes `(B)`; shares and ratios as numbers. What is not a finite number is empty. A column of
/// estimates has two further columns, `low` and `high`, for their intervals. Safe to call from any
/// thread.
public final class CsvRenderer {

  private static final String LINE_END = "\r\n";
  private static final Pattern TO_QUOTE = Pattern.compile("[\",\r\n]");

  private final Appendable out;

  private CsvRenderer(Appendable out) {
    this.out = out;
  }

  /// Writes the tables of `report` to `out`; nothing if there is none.
  ///
  /// @throws IOException what `out` throws
  public static void render(Report report, Appendable out) throws IOException {
    List<Table> tables =
        report.sections().stream()
            .flatMap(section -> section.blocks().stream())
            .filter(Table.class::isInstance)
            .map(Table.class::cast)
            .toList();
    CsvRenderer renderer = new CsvRenderer(out);
    if (tables.size() == 1) {
      renderer.table(tables.getFirst());
      return;
    }
    for (int i = 0; i < tables.size(); i++) {
      out.append(i == 0 ? "" : LINE_END).append(tables.get(i).id()).append(LINE_END);
      renderer.table(tables.get(i));
    }
  }

  private void table(Table table) throws IOException {
    List<Integer> estimates =
        IntStream.range(0, table.columns().size())
            .filter(i -> table.rows().stream().anyMatch(row -> row.get(i) instanceof Estimate))
            .boxed()
            .toList();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String label = table.columns().get(i).label();
      String unit = unit(table.columns().get(i).format());
      labels.add(label + unit);
      if (estimates.contains(i)) {
        labels.addAll(List.of(label + " low" + unit, label + " high" + unit));
      }
    }
    line(labels);
    for (List<Object> row : table.rows()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        addFields(fields, row.get(i), estimates.contains(i));
      }
      line(fields);
    }
  }

  private static void addFields(List<String> fields, Object cell, boolean withInterval) {
    switch (cell) {
      case Estimate(double value, double low, double high) ->
          fields.addAll(List.of(figure(value), figure(low), figure(high)));
      case Double number -> fields.add(figure(number));
      default -> fields.add(cell.toString());
    }
    if (withInterval && !(cell instanceof Estimate)) {
      fields.addAll(List.of("", ""));
    }
  }

  private void line(List<String> fields) throws IOException {
    // A line of one empty field would be an empty line, which ends a table.
    String line = fields.equals(List.of("")) ? "\"\"" : joined(fields);
    out.append(line).append(LINE_END);
  }

  private static String joined(List<String> fields) {
    return fields.stream().map(CsvRenderer::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String field) {
    return TO_QUOTE.matcher(field).find() ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  // As short as it can be without loss, and without an exponent.
  private static String figure(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : "";
  }

  private static String unit(Table.Format format) {
    return switch (format) {
      case NANOS -> " (ns)";
      case BYTES -> " (B)";
      case TEXT, COUNT, NUMBER, RATIO, SHARE -> "";
    };
  }
}
