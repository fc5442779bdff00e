package dev.muxscope.client.load;

import dev.muxscope.client.HostPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A [LoadResult] as JSON. The names are stable, and say their unit:
///
/// ```
/// {
///   "target": "127.0.0.1:6380",
///   "options": {"connections", "ratePerSecond" (0: closed loop), "durationMillis",
///               "warmUpMillis", "pipeline", "request"},
///   "verdict": "VALID" | "INVALID",   "reasons": [lines],
///   "achievedRatePerSecond", "requests", "replies",
///   "measuredNanos", "startEpochNanos", "endEpochNanos", "ownCpuNanos",
///   "responseTimeNanos": {"p50", "p90", "p99", "p999", "max", "mean"},
///   "serviceTimeNanos":  {the same},
///   "sendLagNanos":      {"p50", "p99", "max"},
///   "errors": {"errorReplies", "connectFailures", "connectionsClosed", "malformedReplies",
///              "unanswered", "errorReply", "failure"}
/// }
/// ```
final class LoadJson {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private LoadJson() {}

  static String write(LoadResult result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("target", result.options().target().toString());
    json.set("options", options(result.options()));
    json.put("verdict", result.verdict().name());
    json.set("reasons", MAPPER.valueToTree(result.reasons()));
    json.put("achievedRatePerSecond", result.achievedRatePerSecond());
    json.put("requests", result.requests());
    json.put("replies", result.replies());
    json.put("measuredNanos", result.measuredNanos());
    json.put("startEpochNanos", result.startEpochNanos());
    json.put("endEpochNanos", result.endEpochNanos());
    json.put("ownCpuNanos", result.ownCpuNanos());
    json.set("responseTimeNanos", times(result.responseTime()));
    json.set("serviceTimeNanos", times(result.serviceTime()));
    json.set("sendLagNanos", lag(result.sendLag()));
    json.set("errors", errors(result.errors()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  static LoadResult read(String text) throws IOException {
    try {
      return result(MAPPER.readTree(text));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("no result of a load run: " + e.getMessage());
    }
  }

  private static LoadResult result(JsonNode json) {
    return new LoadResult(
        options(json.required("target").stringValue(), json.required("options")),
        json.required("achievedRatePerSecond").doubleValue(),
        number(json, "requests"),
        number(json, "replies"),
        number(json, "measuredNanos"),
        number(json, "startEpochNanos"),
        number(json, "endEpochNanos"),
        times(json.required("responseTimeNanos")),
        times(json.required("serviceTimeNanos")),
        lag(json.required("sendLagNanos")),
        number(json, "ownCpuNanos"),
        errors(json.required("errors")),
        List.of(MAPPER.treeToValue(json.required("reasons"), String[].class)));
  }

  private static ObjectNode options(LoadOptions options) {
    return MAPPER
        .createObjectNode()
        .put("connections", options.connections())
        .put("ratePerSecond", options.rate())
        .put("durationMillis", options.duration().toMillis())
        .put("warmUpMillis", options.warmUp().toMillis())
        .put("pipeline", options.pipeline())
        .put("request", options.request());
  }

  private static LoadOptions options(String target, JsonNode json) {
    return new LoadOptions(
        HostPort.parse(target),
        json.required("connections").intValue(),
        number(json, "ratePerSecond"),
        Duration.ofMillis(number(json, "durationMillis")),
        Duration.ofMillis(number(json, "warmUpMillis")),
        json.required("pipeline").intValue(),
        json.required("request").stringValue());
  }

  private static ObjectNode times(LoadResult.Times times) {
    return MAPPER
        .createObjectNode()
        .put("p50", times.p50())
        .put("p90", times.p90())
        .put("p99", times.p99())
        .put("p999", times.p999())
        .put("max", times.max())
        .put("mean", times.mean());
  }

  private static LoadResult.Times times(JsonNode json) {
    return new LoadResult.Times(
        number(json, "p50"),
        number(json, "p90"),
        number(json, "p99"),
        number(json, "p999"),
        number(json, "max"),
        json.required("mean").doubleValue());
  }

  private static ObjectNode lag(LoadResult.Lag lag) {
    return MAPPER
        .createObjectNode()
        .put("p50", lag.p50())
        .put("p99", lag.p99())
        .put("max", lag.max());
  }

  private static LoadResult.Lag lag(JsonNode json) {
    return new LoadResult.Lag(number(json, "p50"), number(json, "p99"), number(json, "max"));
  }

  private static ObjectNode errors(LoadErrors errors) {
    return MAPPER
        .createObjectNode()
        .put("errorReplies", errors.errorReplies())
        .put("connectFailures", errors.connectFailures())
        .put("connectionsClosed", errors.connectionsClosed())
        .put("malformedReplies", errors.malformedReplies())
        .put("unanswered", errors.unanswered())
        .put("errorReply", errors.errorReply())
        .put("failure", errors.failure());
  }

  private static LoadErrors errors(JsonNode json) {
    return new LoadErrors(
        number(json, "errorReplies"),
        json.required("connectFailures").intValue(),
        json.required("connectionsClosed").intValue(),
        json.required("malformedReplies").intValue(),
        number(json, "unanswered"),
        json.required("errorReply").stringValue(),
        json.required("failure").stringValue());
  }

  private static long number(JsonNode json, String name) {
    return json.required(name).longValue();
  }
}
