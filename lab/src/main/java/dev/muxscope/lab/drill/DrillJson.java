package dev.muxscope.lab.drill;

import dev.muxscope.client.json.JsonObject;
import dev.muxscope.report.JsonRenderer;
import java.io.IOException;

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

  private DrillJson() {}

  static String write(DrillReport report) throws IOException {
    StringBuilder figures = new StringBuilder();
    JsonRenderer.render(report.full(), figures);
    return new JsonObject()
            .put("format", FORMAT)
            .put("command", report.options().command())
            .put("drill", report.lesson().name())
            .put("question", report.lesson().question())
            .put("hypothesis", report.lesson().hypothesis())
            .put("bystanders", report.lesson().metric())
            .put("holding", report.seen().holding().toString())
            .put("conclusions", report.seen().conclusions().stream().map(DrillJson::json).toList())
            .put("environment", JsonObject.of(report.environment().facts()))
            .put("report", JsonObject.parse(figures.toString()))
        + "\n";
  }

  private static JsonObject json(Conclusion conclusion) {
    return new JsonObject()
        .put("subject", conclusion.subject())
        .put("claim", conclusion.claim())
        .put("holding", conclusion.holding().toString())
        .put("figures", conclusion.figures());
  }
}
