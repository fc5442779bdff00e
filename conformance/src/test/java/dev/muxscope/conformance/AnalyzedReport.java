package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `muxscope analyze --json` says of a recording. Immutable.
final class AnalyzedReport {

  private final JsonNode report;

  private AnalyzedReport(JsonNode report) {
    this.report = report;
  }

  /// Runs the image's `analyze`, which must succeed without a complaint.
  static AnalyzedReport of(Path recording) throws IOException, InterruptedException {
    Program.Result result = Program.measuring("analyze", "--json", recording.toString());
    if (result.exitCode() != 0 || !result.err().isEmpty()) {
      throw new AssertionError("exit code " + result.exitCode() + ": " + result.err());
    }
    return new AnalyzedReport(JsonMapper.shared().readTree(result.out()));
  }

  /// The paragraphs of a kind, as `finding`, in order.
  List<String> paragraphs(String kind) {
    return blocks().stream()
        .filter(block -> kind.equals(block.path("kind").asString("")))
        .map(block -> block.get("text").asString())
        .toList();
  }

  /// The labels of all columns of all tables.
  List<String> columns() {
    List<String> labels = new ArrayList<>();
    for (JsonNode block : blocks()) {
      block.path("columns").forEach(column -> labels.add(column.get("label").asString()));
    }
    return labels;
  }

  /// A figure of the row of a table; nothing if there is no such row.
  Optional<JsonNode> cell(String table, String row, String column) {
    for (JsonNode block : blocks()) {
      if (!table.equals(block.path("id").asString(""))) {
        continue;
      }
      int at = column(block, column);
      for (JsonNode cells : block.get("rows")) {
        if (at >= 0 && cells.get(0).asString("").equals(row)) {
          return Optional.of(cells.get(at));
        }
      }
    }
    return Optional.empty();
  }

  /// A figure as [#cell(String, String, String)]; 0 if there is no such row.
  double figure(String table, String row, String column) {
    return cell(table, row, column).map(JsonNode::asDouble).orElse(0.0);
  }

  /// The first cells of a table's rows.
  List<String> rows(String table) {
    List<String> names = new ArrayList<>();
    for (JsonNode block : blocks()) {
      if (table.equals(block.path("id").asString(""))) {
        block.get("rows").forEach(row -> names.add(row.get(0).asString("")));
      }
    }
    return names;
  }

  private static int column(JsonNode table, String label) {
    JsonNode columns = table.get("columns");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).get("label").asString().equals(label)) {
        return i;
      }
    }
    return -1;
  }

  private List<JsonNode> blocks() {
    List<JsonNode> blocks = new ArrayList<>();
    for (JsonNode section : report.get("sections")) {
      section.get("blocks").forEach(blocks::add);
    }
    return blocks;
  }

  @Override
  public String toString() {
    return report.toString();
  }
}
