package dev.muxscope.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a [Report] as one JSON object on one line.
///
/// ```
/// {"title":…, "subtitle":…, "sections":[{"id":…, "title":…, "blocks":[…]}]}
/// ```
///
/// A block says what it is in `type`:
///
/// | type | further fields |
/// |---|---|
/// | `paragraph` | `kind` (`plain`, `finding`, `warning`), `text` |
/// | `table` | `id`, `title`, `columns` (`label`, `format`), `rows` (an array of cells each) |
/// | `chart` | `id`, `title`, `x` and `y` (`label`, `scale`, `format`), `series` (`name`, `points` of `x`, `y`, `low`, `high`) |
///
/// Names of kinds, scales and formats are those of the enums in lower case. Figures are written in
/// full and in their base unit (nanoseconds, bytes, a share of one); what is not a finite number is
/// `null`. Field names are stable: programs may rely on them. Safe to call from any thread.
public final class JsonRenderer {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private JsonRenderer(JsonGenerator json) {
    this.json = json;
  }

  /// Writes `report` and a line feed to `out`.
  ///
  /// @throws IOException what `out` throws
  public static void render(Report report, Appendable out) throws IOException {
    out.append(json(report)).append('\n');
  }

  static String json(Report report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      new JsonRenderer(json).report(report);
    }
    return text.toString();
  }

  private void report(Report report) {
    json.writeStartObject();
    json.writeStringProperty("title", report.title());
    json.writeStringProperty("subtitle", report.subtitle());
    json.writeArrayPropertyStart("sections");
    report.sections().forEach(this::section);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void section(Report.Section section) {
    json.writeStartObject();
    json.writeStringProperty("id", section.id());
    json.writeStringProperty("title", section.title());
    json.writeArrayPropertyStart("blocks");
    section.blocks().forEach(this::block);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void block(Block block) {
    json.writeStartObject();
    switch (block) {
      case Paragraph paragraph -> paragraph(paragraph);
      case Table table -> table(table);
      case Chart chart -> chart(chart);
    }
    json.writeEndObject();
  }

  private void paragraph(Paragraph paragraph) {
    json.writeStringProperty("type", "paragraph");
    json.writeStringProperty("kind", lowerCase(paragraph.kind()));
    json.writeStringProperty("text", paragraph.text());
  }

  private void table(Table table) {
    json.writeStringProperty("type", "table");
    json.writeStringProperty("id", table.id());
    json.writeStringProperty("title", table.title());
    json.writeArrayPropertyStart("columns");
    for (Table.Column column : table.columns()) {
      json.writeStartObject();
      json.writeStringProperty("label", column.label());
      json.writeStringProperty("format", lowerCase(column.format()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("rows");
    for (var row : table.rows()) {
      json.writeStartArray();
      row.forEach(this::cell);
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void cell(Object cell) {
    switch (cell) {
      case Boolean yes -> json.writeBoolean(yes);
      case Double number -> number(number);
      case Number whole -> json.writeNumber(whole.longValue());
      default -> json.writeString(cell.toString());
    }
  }

  private void chart(Chart chart) {
    json.writeStringProperty("type", "chart");
    json.writeStringProperty("id", chart.id());
    json.writeStringProperty("title", chart.title());
    axis("x", chart.x());
    axis("y", chart.y());
    json.writeArrayPropertyStart("series");
    for (Chart.Series series : chart.series()) {
      json.writeStartObject();
      json.writeStringProperty("name", series.name());
      json.writeArrayPropertyStart("points");
      series.points().forEach(this::point);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void axis(String name, Chart.Axis axis) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("label", axis.label());
    json.writeStringProperty("scale", lowerCase(axis.scale()));
    json.writeStringProperty("format", lowerCase(axis.format()));
    json.writeEndObject();
  }

  private void point(Chart.Point point) {
    json.writeStartObject();
    number("x", point.x());
    number("y", point.y());
    number("low", point.low());
    number("high", point.high());
    json.writeEndObject();
  }

  private void number(String name, double value) {
    json.writeName(name);
    number(value);
  }

  private void number(double value) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
