package dev.muxscope.client.load;

import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [LoadResult] as JSON. The names are stable, and say their unit:
///
/// ```
/// {
///   "target": "127.0.0.1:6380",
///   "options": {"connections", "active", "rampMillis", "churnPerSecond", "threads",
///               "ratePerSecond" (0: closed loop), "arrival", "pipeline",
///               "request", "payloadBytes", "mix" (empty: none), "keys", "keyDistribution",
///               "durationMillis", "warmUpMillis", "hdrFile" (empty: none), "hdrIntervalMillis"},
///   "verdict": "VALID" | "INVALID",   "reasons": [lines],
///   "achievedRatePerSecond", "offered", "requests", "replies",
///   "measuredNanos", "startEpochNanos", "endEpochNanos", "ownCpuNanos",
///   "responseTimeNanos": {"p50", "p90", "p99", "p999", "max", "mean"},
///   "serviceTimeNanos":  {the same},
///   "sendLagNanos":      {"p50", "p90", "p99", "p999", "max"},
///   "sockets": {"opened", "reconnects", "sourceAddresses"},
///   "errors": {"errorReplies", "connectFailures", "connectionsClosed", "malformedReplies",
///              "unanswered", "errorReply", "failure"}
/// }
/// ```
///
/// `docs/load.schema.json` has the same for programs.
final class LoadJson {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private LoadJson() {}

  static String write(LoadResult result) {
    return pretty(tree(result));
  }

  /// A search, with the result of each step.
  static String write(RateSearch.Found found) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("figure", found.bound().figure().toString());
    json.put("boundNanos", found.bound().nanos());
    json.put("highestRatePerSecond", found.highestRate());
    json.put("limit", found.limit().name());
    ArrayNode steps = json.putArray("steps");
    for (RateSearch.Step step : found.steps()) {
      ObjectNode each = steps.addObject();
      each.put("ratePerSecond", step.rate());
      each.put("outcome", step.outcome().name());
      each.set("result", tree(step.result()));
    }
    return pretty(json);
  }

  private static String pretty(ObjectNode json) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static ObjectNode tree(LoadResult result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("target", result.options().target().toString());
    json.set("options", LoadOptionsJson.write(result.options(), MAPPER.createObjectNode()));
    json.put("verdict", result.verdict().name());
    json.set("reasons", MAPPER.valueToTree(result.reasons()));
    json.put("achievedRatePerSecond", result.achievedRatePerSecond());
    json.put("offered", result.offered());
    json.put("requests", result.requests());
    json.put("replies", result.replies());
    json.put("measuredNanos", result.measuredNanos());
    json.put("startEpochNanos", result.startEpochNanos());
    json.put("endEpochNanos", result.endEpochNanos());
    json.put("ownCpuNanos", result.ownCpuNanos());
    json.set("responseTimeNanos", times(result.responseTime()));
    json.set("serviceTimeNanos", times(result.serviceTime()));
    json.set("sendLagNanos", lag(result.sendLag()));
    json.set("sockets", sockets(result.sockets()));
    json.set("errors", errors(result.errors()));
    return json;
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
        LoadOptionsJson.read(json.required("target").stringValue(), json.required("options")),
        json.required("achievedRatePerSecond").doubleValue(),
        number(json, "offered"),
        number(json, "requests"),
        number(json, "replies"),
        number(json, "measuredNanos"),
        number(json, "startEpochNanos"),
        number(json, "endEpochNanos"),
        times(json.required("responseTimeNanos")),
        times(json.required("serviceTimeNanos")),
        lag(json.required("sendLagNanos")),
        number(json, "ownCpuNanos"),
        sockets(json.required("sockets")),
        errors(json.required("errors")),
        List.of(MAPPER.treeToValue(json.required("reasons"), String[].class)));
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
        .put("p90", lag.p90())
        .put("p99", lag.p99())
        .put("p999", lag.p999())
        .put("max", lag.max());
  }

  private static LoadResult.Lag lag(JsonNode json) {
    return new LoadResult.Lag(
        number(json, "p50"),
        number(json, "p90"),
        number(json, "p99"),
        number(json, "p999"),
        number(json, "max"));
  }

  private static ObjectNode sockets(LoadResult.Sockets sockets) {
    return MAPPER
        .createObjectNode()
        .put("opened", sockets.opened())
        .put("reconnects", sockets.reconnects())
        .put("sourceAddresses", sockets.sourceAddresses());
  }

  private static LoadResult.Sockets sockets(JsonNode json) {
    return new LoadResult.Sockets(
        json.required("opened").intValue(),
        json.required("reconnects").intValue(),
        json.required("sourceAddresses").intValue());
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
