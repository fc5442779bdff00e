package dev.muxscope.client.load;

import dev.muxscope.client.json.JsonObject;
import java.io.IOException;

/// A [LoadResult] as JSON. The names are stable, and say their unit:
///
/// ```
/// {
///   "target": "127.0.0.1:6380",
///   "options": {"connections", "active", "rampMillis", "churnPerSecond", "threads",
///               "ratePerSecond" (0: closed loop), "arrival", "pipeline",
///               "request", "payloadBytes", "mix" (empty: none), "keys", "keyDistribution",
///               "durationMillis", "warmUpMillis", "hdrFile" (empty: none), "hdrIntervalMillis"},
///   "verdict": "VALID" | "INVALID",   "reasons": [lines],   "generatorWasLimit",
///   "achievedRatePerSecond", "offered", "requests", "replies",
///   "measuredNanos", "startEpochNanos", "endEpochNanos", "ownCpuNanos",
///   "waitedNanos",
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

  private LoadJson() {}

  static String write(LoadResult result) {
    return tree(result) + "\n";
  }

  /// A search, with the result of each step.
  static String write(RateSearch.Found found) {
    return new JsonObject()
            .put("figure", found.bound().figure().toString())
            .put("boundNanos", found.bound().nanos())
            .put("highestRatePerSecond", found.highestRate())
            .put(
                "limit",
                found.above().map(RateSearch.Step::outcome).orElse(RateSearch.Outcome.HOLDS).name())
            .put("ending", found.ending())
            .put("steps", found.steps().stream().map(LoadJson::tree).toList())
        + "\n";
  }

  private static JsonObject tree(RateSearch.Step step) {
    return new JsonObject()
        .put("ratePerSecond", step.rate())
        .put("outcome", step.outcome().name())
        .put("result", tree(step.result()));
  }

  private static JsonObject tree(LoadResult result) {
    return new JsonObject()
        .put("target", result.options().target().toString())
        .put("options", LoadOptionsJson.write(result.options()))
        .put("verdict", result.verdict().name())
        .put("reasons", result.reasons())
        .put("generatorWasLimit", Validity.isGeneratorTheLimit(result))
        .put("achievedRatePerSecond", result.achievedRatePerSecond())
        .put("offered", result.offered())
        .put("requests", result.requests())
        .put("replies", result.replies())
        .put("measuredNanos", result.measuredNanos())
        .put("startEpochNanos", result.startEpochNanos())
        .put("endEpochNanos", result.endEpochNanos())
        .put("ownCpuNanos", result.ownCpuNanos())
        .put("waitedNanos", result.waitedNanos())
        .put("responseTimeNanos", times(result.responseTime()))
        .put("serviceTimeNanos", times(result.serviceTime()))
        .put("sendLagNanos", lag(result.sendLag()))
        .put("sockets", sockets(result.sockets()))
        .put("errors", errors(result.errors()));
  }

  static LoadResult read(String text) throws IOException {
    try {
      return result(JsonObject.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IOException("no result of a load run: " + e.getMessage());
    }
  }

  static LoadResult result(JsonObject json) {
    return new LoadResult(
        LoadOptionsJson.read(json.text("target"), json.object("options")),
        json.number("achievedRatePerSecond"),
        json.whole("offered"),
        json.whole("requests"),
        json.whole("replies"),
        json.whole("measuredNanos"),
        json.whole("startEpochNanos"),
        json.whole("endEpochNanos"),
        times(json.object("responseTimeNanos")),
        times(json.object("serviceTimeNanos")),
        lag(json.object("sendLagNanos")),
        json.whole("ownCpuNanos"),
        json.whole("waitedNanos"),
        sockets(json.object("sockets")),
        errors(json.object("errors")),
        json.texts("reasons"));
  }

  private static JsonObject times(LoadResult.Times times) {
    return new JsonObject()
        .put("p50", times.p50())
        .put("p90", times.p90())
        .put("p99", times.p99())
        .put("p999", times.p999())
        .put("max", times.max())
        .put("mean", times.mean());
  }

  private static LoadResult.Times times(JsonObject json) {
    return new LoadResult.Times(
        json.whole("p50"),
        json.whole("p90"),
        json.whole("p99"),
        json.whole("p999"),
        json.whole("max"),
        json.number("mean"));
  }

  private static JsonObject lag(LoadResult.Lag lag) {
    return new JsonObject()
        .put("p50", lag.p50())
        .put("p90", lag.p90())
        .put("p99", lag.p99())
        .put("p999", lag.p999())
        .put("max", lag.max());
  }

  private static LoadResult.Lag lag(JsonObject json) {
    return new LoadResult.Lag(
        json.whole("p50"),
        json.whole("p90"),
        json.whole("p99"),
        json.whole("p999"),
        json.whole("max"));
  }

  private static JsonObject sockets(LoadResult.Sockets sockets) {
    return new JsonObject()
        .put("opened", sockets.opened())
        .put("reconnects", sockets.reconnects())
        .put("sourceAddresses", sockets.sourceAddresses());
  }

  private static LoadResult.Sockets sockets(JsonObject json) {
    return new LoadResult.Sockets(
        json.integer("opened"), json.integer("reconnects"), json.integer("sourceAddresses"));
  }

  private static JsonObject errors(LoadErrors errors) {
    return new JsonObject()
        .put("errorReplies", errors.errorReplies())
        .put("connectFailures", errors.connectFailures())
        .put("connectionsClosed", errors.connectionsClosed())
        .put("malformedReplies", errors.malformedReplies())
        .put("unanswered", errors.unanswered())
        .put("errorReply", errors.errorReply())
        .put("failure", errors.failure());
  }

  private static LoadErrors errors(JsonObject json) {
    return new LoadErrors(
        json.whole("errorReplies"),
        json.integer("connectFailures"),
        json.integer("connectionsClosed"),
        json.integer("malformedReplies"),
        json.whole("unanswered"),
        json.text("errorReply"),
        json.text("failure"));
  }
}
