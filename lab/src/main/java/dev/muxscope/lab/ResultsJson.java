package dev.muxscope.lab;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// [Results] as JSON. The names are stable, and say their unit; what was not to be had is `null`:
///
/// ```
/// {
///   "format": "muxscope-lab-1",   "command": what measures the same again,
///   "environment": {facts},
///   "options": {"modes", "connections", "ratePerSecond", "request", "rounds",
///               "serverWarmUpMillis", "warmUpMillis", "measuredMillis"},
///   "cells": [{"mode", "connections", "validRuns", "refusedRuns", "refusal",
///              "serverCpuNanosPerRequest", "responseTimeP50Nanos", "responseTimeP99Nanos",
///              "switchesPerRequest": {"median", "low", "high"} each}],
///   "memory": [{"mode", "residentBytesPerConnection" (the slope of the line through the readings),
///               "residentBytesPerConnectionBetweenReadings": {"median", "low", "high"}, "refusal",
///               "readings": [{"connections", "residentBytes"}]}],
///   "recordings": [{"mode", "connections", "file"}],
///   "runs": [{"mode", "connections", "round", "attempt", "refusals": [lines], "serverCpuNanos",
///             "serverCpuNanosPerRequest", "accountLateNanos", "foreignShare", "cpuStepNanos",
///             "ledger": {the names of [Cost]},
///             "load": {as `muxscope load --json` writes it}}]
/// }
/// ```
final class ResultsJson {

  private static final String FORMAT = "muxscope-lab-1";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private ResultsJson() {}

  /// Whether a text is what [#write] wrote.
  static boolean isResult(String text) {
    try {
      return FORMAT.equals(MAPPER.readTree(text).path("format").asString(""));
    } catch (JacksonException _) {
      return false;
    }
  }

  static String write(Results results) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("command", results.options().command());
    json.set("environment", MAPPER.valueToTree(results.environment().facts()));
    json.set("options", options(results.options()));
    ArrayNode cells = json.putArray("cells");
    results.table().values().stream().flatMap(List::stream).forEach(cell -> cells.add(cell(cell)));
    ArrayNode memory = json.putArray("memory");
    results.memory().forEach(run -> memory.add(memory(run)));
    ArrayNode recordings = json.putArray("recordings");
    results.recordings().forEach(recorded -> recordings.add(recording(recorded)));
    ArrayNode runs = json.putArray("runs");
    results.runs().forEach(run -> runs.add(run(run)));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static ObjectNode options(LabOptions options) {
    Effort effort = options.effort();
    ObjectNode json = MAPPER.createObjectNode();
    json.set("modes", MAPPER.valueToTree(options.modes()));
    json.set("connections", MAPPER.valueToTree(options.connections()));
    return json.put("ratePerSecond", options.rate())
        .put("request", options.request())
        .put("rounds", effort.rounds())
        .put("serverWarmUpMillis", effort.serverWarmUp().toMillis())
        .put("warmUpMillis", effort.warmUp().toMillis())
        .put("measuredMillis", effort.measured().toMillis());
  }

  private static ObjectNode cell(CellFigures figures) {
    ObjectNode json = of(figures.cell());
    json.put("validRuns", figures.runs());
    json.put("refusedRuns", figures.refused());
    json.put("refusal", figures.refusal());
    json.set("serverCpuNanosPerRequest", range(figures.cpuNanos()));
    json.set("responseTimeP50Nanos", range(figures.p50Nanos()));
    json.set("responseTimeP99Nanos", range(figures.p99Nanos()));
    json.set("switchesPerRequest", range(figures.switches()));
    return json;
  }

  private static ObjectNode memory(MemoryRun run) {
    ObjectNode json = MAPPER.createObjectNode().put("mode", run.mode());
    json.set("residentBytesPerConnection", number(run.bytesPerConnection()));
    json.set("residentBytesPerConnectionBetweenReadings", range(run.neighbours()));
    json.put("refusal", run.refusal());
    ArrayNode readings = json.putArray("readings");
    for (MemoryRun.Reading reading : run.readings()) {
      readings
          .addObject()
          .put("connections", reading.connections())
          .set("residentBytes", number(reading.residentBytes()));
    }
    return json;
  }

  private static ObjectNode recording(Recorded recorded) {
    return of(recorded.cell()).put("file", recorded.summary().file().getFileName() + "");
  }

  private static ObjectNode run(TimedRun run) {
    TimedRun.Account account = run.account();
    ObjectNode json = of(run.cell()).put("round", run.round()).put("attempt", run.attempt());
    json.set("refusals", MAPPER.valueToTree(run.refusals()));
    json.set("serverCpuNanos", number(account.cpuNanos()));
    json.set("serverCpuNanosPerRequest", number(run.cpuNanosPerRequest()));
    json.set("accountLateNanos", number(account.lateNanos()));
    json.set("foreignShare", number(account.foreignShare()));
    json.set("cpuStepNanos", number(account.cpuStepNanos()));
    ObjectNode ledger = json.putObject("ledger");
    for (Cost cost : Cost.values()) {
      ledger.set(cost.jsonName(), number(account.ledger().get(cost)));
    }
    json.set("load", MAPPER.readTree(run.loadJson()));
    return json;
  }

  private static ObjectNode of(Cell cell) {
    return MAPPER
        .createObjectNode()
        .put("mode", cell.mode())
        .put("connections", cell.connections());
  }

  private static ObjectNode range(Range range) {
    ObjectNode json = MAPPER.createObjectNode();
    json.set("median", number(range.median()));
    json.set("low", number(range.low()));
    json.set("high", number(range.high()));
    return json;
  }

  private static JsonNode number(double value) {
    return Double.isFinite(value)
        ? MAPPER.getNodeFactory().numberNode(value)
        : MAPPER.getNodeFactory().nullNode();
  }
}
