package dev.muxscope.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
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
/// | `chart` | `id`, `title`, `x` and `y` (`label`, `scale`, `format`), `series` (`name`, `points` of `x`, `y`, `low`, `high`), `spans` (`from`, `to`, `label`) |
/// | `flame` | `id`, `title`, `format`, `sides` (`name`, `requests`), `left` (`frames`, `value`: what was left out), `root`: a frame |
/// | `map` | `id`, `title`, `x` and `y` (`label`, `heads`), `cells` (an array of cells for each row) |
///
/// A table's cell is a text, a number, a boolean, `null`, an estimate (`value`, `low`, `high`) or a
/// link (`text`, `target`: the id of a section). A map's cell has `group`, `text`, `hover`,
/// `hatched` and, if a section tells more, its id as `target`, or, where there is no figure,
/// `reason` alone.
///
/// A flame graph's frame has `name`, `kind` (`code`, `platform`, `label`), `value`, and, if they
/// are not 0 or none, `self`, `before` (its value in A) and `children`, frames too; `group` only
/// where it is not that of the frame around it.
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
      case HeatMap map -> map(map);
      case FlameGraph graph -> flame(graph);
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
      case Estimate estimate -> estimate(estimate);
      case Link link -> link(link);
      default -> json.writeString(cell.toString());
    }
  }

  private void estimate(Estimate estimate) {
    json.writeStartObject();
    number("value", estimate.value());
    number("low", estimate.low());
    number("high", estimate.high());
    json.writeEndObject();
  }

  private void link(Link link) {
    json.writeStartObject();
    json.writeStringProperty("text", link.text());
    json.writeStringProperty("target", link.target());
    json.writeEndObject();
  }

  private void map(HeatMap map) {
    json.writeStringProperty("type", "map");
    json.writeStringProperty("id", map.id());
    json.writeStringProperty("title", map.title());
    heads("x", map.xLabel(), map.columns());
    heads("y", map.yLabel(), map.rows());
    json.writeArrayPropertyStart("cells");
    for (List<HeatMap.Cell> row : map.cells()) {
      json.writeStartArray();
      row.forEach(this::mapCell);
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void heads(String name, String label, List<String> heads) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("label", label);
    json.writeArrayPropertyStart("heads");
    heads.forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void mapCell(HeatMap.Cell cell) {
    json.writeStartObject();
    switch (cell) {
      case HeatMap.Filled filled -> {
        json.writeStringProperty("group", filled.group());
        json.writeStringProperty("text", filled.text());
        json.writeStringProperty("hover", filled.hover());
        json.writeBooleanProperty("hatched", filled.hatched());
        if (!filled.target().isEmpty()) {
          json.writeStringProperty("target", filled.target());
        }
      }
      case HeatMap.Empty empty -> json.writeStringProperty("reason", empty.reason());
    }
    json.writeEndObject();
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
    json.writeArrayPropertyStart("spans");
    chart.spans().forEach(this::span);
    json.writeEndArray();
  }

  private void span(Chart.Span span) {
    json.writeStartObject();
    number("from", span.from());
    number("to", span.to());
    json.writeStringProperty("label", span.label());
    json.writeEndObject();
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

  private void flame(FlameGraph graph) {
    json.writeStringProperty("type", "flame");
    json.writeStringProperty("id", graph.id());
    json.writeStringProperty("title", graph.title());
    json.writeStringProperty("format", lowerCase(graph.format()));
    json.writeArrayPropertyStart("sides");
    for (FlameGraph.Side side : graph.sides()) {
      json.writeStartObject();
      json.writeStringProperty("name", side.name());
      number("requests", side.requests());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("left");
    json.writeNumberProperty("frames", graph.left());
    json.writeNumberProperty("value", graph.leftValue());
    json.writeEndObject();
    json.writeName("root");
    frame(graph.root(), "");
  }

  // Most of a page is frames, so what can be told from the others is not written.
  private void frame(FlameGraph.Frame frame, String group) {
    json.writeStartObject();
    json.writeStringProperty("name", frame.name());
    json.writeStringProperty("kind", lowerCase(frame.kind()));
    if (!frame.group().equals(group)) {
      json.writeStringProperty("group", frame.group());
    }
    json.writeNumberProperty("value", frame.value());
    if (frame.self() > 0) {
      json.writeNumberProperty("self", frame.self());
    }
    if (frame.before() > 0) {
      json.writeNumberProperty("before", frame.before());
    }
    if (!frame.children().isEmpty()) {
      json.writeArrayPropertyStart("children");
      frame.children().forEach(child -> frame(child, frame.group()));
      json.writeEndArray();
    }
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
