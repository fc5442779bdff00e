package dev.muxscope.sql;

import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the rows of a statement, as they come where the format allows it.
final class RowWriter {

  /// A table is laid out as a whole, so that it has to end somewhere.
  static final int TEXT_ROWS = 10_000;

  static final String CSV_LINE_END = "\r\n";
  private static final Pattern CSV_TO_QUOTE = Pattern.compile("[\",\r\n]");
  private static final int TEXT_DIGITS = 9;
  private static final int ROWS_BETWEEN_CHECKS = 2048;
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private final Appendable out;
  private final BooleanSupplier gone;
  private long asked;

  /// @param out where the rows go
  /// @param gone whether it takes no more, so that further rows need not be read
  RowWriter(Appendable out, BooleanSupplier gone) {
    this.out = out;
    this.gone = gone;
  }

  /// Writes all rows.
  ///
  /// @param width of the terminal, in columns; only texts give way to it
  /// @return a remark for the user; empty if there is none
  String write(Rows rows, RowFormat format, int width) throws SqlError, IOException {
    if (!rows.exist()) {
      return "";
    }
    switch (format) {
      case TEXT -> {
        return text(rows, width);
      }
      case CSV -> csv(rows);
      case JSON -> json(rows);
    }
    return "";
  }

  private String text(Rows rows, int width) throws SqlError, IOException {
    List<Table.Column> columns = new ArrayList<>();
    for (int i = 0; i < rows.labels().size(); i++) {
      columns.add(
          new Table.Column(rows.labels().get(i), rows.isNumeric(i) ? Format.NUMBER : Format.TEXT));
    }
    List<List<Object>> cells = new ArrayList<>();
    List<@Nullable Object> row = rows.next();
    while (row != null && cells.size() < TEXT_ROWS) {
      cells.add(row.stream().<Object>map(RowWriter::cell).toList());
      row = rows.next();
    }
    TextRenderer.render(new Table("rows", "", columns, cells), out, width);
    return row == null
        ? ""
        : "these are the first "
            + TEXT_ROWS
            + " rows; --csv and --json write all, LIMIT and GROUP BY say less";
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "-" : plain(value);
  }

  /// A value for people.
  private static String plain(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Double number -> decimal(number);
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case List<?> list ->
          list.stream().map(RowWriter::plain).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(each -> each.getKey() + ": " + plain(each.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }

  private static String decimal(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal exact = BigDecimal.valueOf(number);
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-6 || size >= 1e15)) {
      return exact.round(new MathContext(TEXT_DIGITS)).toString();
    }
    // Zeros in the place of digits before the point would be taken for these.
    int digits = Math.max(TEXT_DIGITS, exact.precision() - exact.scale());
    return exact.round(new MathContext(digits)).stripTrailingZeros().toPlainString();
  }

  private void csv(Rows rows) throws SqlError, IOException {
    csvLine(rows.labels());
    for (List<@Nullable Object> row = next(rows); row != null; row = next(rows)) {
      csvLine(row);
    }
  }

  /// The next row to write at once; nothing at the end, and where the output is gone.
  private @Nullable List<@Nullable Object> next(Rows rows) throws SqlError, IOException {
    boolean checked = ++asked % ROWS_BETWEEN_CHECKS == 0;
    return checked && gone.getAsBoolean() ? null : rows.next();
  }

  private void csvLine(List<? extends @Nullable Object> row) throws IOException {
    for (int i = 0; i < row.size(); i++) {
      out.append(i == 0 ? "" : ",").append(csvField(row.get(i)));
    }
    out.append(CSV_LINE_END);
  }

  private static String csvField(@Nullable Object value) throws IOException {
    String field =
        switch (value) {
          case null -> "";
          case BigDecimal number -> number.toPlainString();
          case List<?> list -> jsonText(list);
          case Map<?, ?> map -> jsonText(map);
          default -> value.toString();
        };
    boolean quoted = CSV_TO_QUOTE.matcher(field).find() || (value != null && field.isEmpty());
    return quoted ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  private void json(Rows rows) throws SqlError, IOException {
    List<String> labels = distinct(rows.labels());
    String start = "[\n";
    for (List<@Nullable Object> row = next(rows); row != null; row = next(rows)) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        object.put(labels.get(i), row.get(i));
      }
      out.append(start).append(jsonText(object));
      start = ",\n";
    }
    out.append(start.equals(",\n") ? "\n]\n" : "[]\n");
  }

  /// Labels as keys: a second `n` becomes `n_2`.
  private static List<String> distinct(List<String> labels) {
    List<String> keys = new ArrayList<>();
    for (String label : labels) {
      String key = label;
      for (int n = 2; keys.contains(key); n++) {
        key = label + "_" + n;
      }
      keys.add(key);
    }
    return keys;
  }

  private static String jsonText(Object value) {
    var text = new java.io.StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json(json, value);
    }
    return text.toString();
  }

  private static void json(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Boolean truth -> json.writeBoolean(truth);
      case Double number when !Double.isFinite(number) -> json.writeNull();
      case Double number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case java.math.BigInteger number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.longValue());
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(each -> json(json, each));
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((key, each) -> {
          json.writeName(String.valueOf(key));
          json(json, each);
        });
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }
}
