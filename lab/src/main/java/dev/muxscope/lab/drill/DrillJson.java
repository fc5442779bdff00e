package dev.muxscope.lab.drill;

import dev.muxscope.report.JsonRenderer;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a drill has seen as JSON. The names are stable:
///
/// ```
/// {
///   "format": "muxscope-drill-1",   "command": what runs the same again,
///   "drill": name,   "question", "hypothesis", "bystanders": texts,
///   "holding": "held", "did not hold" or "undecided",
///   "conclusions": [{"subject", "claim", "holding", "figures"}],
///   "environment": {facts},
///   "report": {as JsonRenderer writes it, with all figures}
/// }
/// ```
final class DrillJson {

  private static final String FORMAT = "muxscope-drill-1";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private DrillJson() {}

  /// Whether a text is what [#write] wrote.
  static boolean isResult(String text) {
    try {
      return FORMAT.equals(MAPPER.readTree(text).path("format").asString(""));
    } catch (JacksonException _) {
      return false;
    }
  }

  static String write(DrillReport report) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("command", report.options().command());
    json.put("drill", report.lesson().name());
    json.put("question", report.lesson().question());
    json.put("hypothesis", report.lesson().hypothesis());
    json.put("bystanders", report.lesson().metric());
    json.put("holding", report.seen().holding().toString());
    ArrayNode conclusions = json.putArray("conclusions");
    for (Conclusion conclusion : report.seen().conclusions()) {
      conclusions
          .addObject()
          .put("subject", conclusion.subject())
          .put("claim", conclusion.claim())
          .put("holding", conclusion.holding().toString())
          .put("figures", conclusion.figures());
    }
    json.set("environment", MAPPER.valueToTree(report.environment().facts()));
    StringBuilder figures = new StringBuilder();
    JsonRenderer.render(report.full(), figures);
    json.set("report", MAPPER.readTree(figures.toString()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
