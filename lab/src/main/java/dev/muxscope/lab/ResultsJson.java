package dev.muxscope.lab;

import dev.muxscope.client.load.LoadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
///   "format": "muxscope-lab-2",   "command": what measures the same again,
///   "environment": {facts},
///   "options": {"modes", "connections", "activities", "ratesPerSecond", "payloadBytes",
///               "pipelines", "works", "request", "modulePath",
///               "effort": {"name", "rounds", "serverWarmUpMillis", "warmUpMillis",
///                          "measuredMillis", "recordedMillis", "observedModes", "memorySteps"}},
///   "cells": [{CELL, "validRuns", "refusedRuns", "refusal", and for each figure
///              {"value", "low", "high"}: the mean and its interval of 95 %}],
///   "memory": [as MemoryJson writes it],
///   "recordings": [{CELL, "file"}],
///   "runs": [{CELL, "round", "attempt", "serverPid", "refusals": [lines], "serverCpuNanos",
///             "cpuStepNanos", "accountLateNanos", "foreignShare", "costs": {each of Cost},
///             "load": {as `muxscope load --json` writes it}}]
/// }
/// CELL: "mode", "recording": "OFF" | "DEFAULT" | "FULL", "connections", "active",
///       "ratePerSecond" (0: closed loop), "payloadBytes", "pipeline", "work"
/// ```
final class ResultsJson {

  private static final String FORMAT = "muxscope-lab-2";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private ResultsJson() {}

  /// Whether a text is what [#write] wrote, in this format or an older one.
  static boolean isResult(String text) {
    try {
      return MAPPER.readTree(text).path("format").asString("").startsWith("muxscope-lab-");
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
    addCells(json.putArray("cells"), results);
    ArrayNode memory = json.putArray("memory");
    results.memory().forEach(run -> memory.add(MemoryJson.write(run)));
    ArrayNode recordings = json.putArray("recordings");
    results.recordings().forEach(recorded -> recordings.add(recording(recorded)));
    ArrayNode runs = json.putArray("runs");
    results.runs().forEach(run -> runs.add(run(run)));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  /// Reads what [#write] wrote.
  ///
  /// @param directory where the recordings are
  /// @param launcher of the image that will measure on
  /// @throws IOException if the text is something else
  static Results read(String text, OutDirectory directory, Path launcher)
      throws IOException, LabException {
    try {
      return results(MAPPER.readTree(text), directory, launcher);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("these are no results of a lab: " + e.getMessage());
    }
  }

  private static Results results(JsonNode json, OutDirectory directory, Path launcher)
      throws IOException, LabException {
    String format = json.path("format").asString("");
    if (!format.equals(FORMAT)) {
      throw new IOException("its format is \"" + format + "\", and this version reads " + FORMAT);
    }
    List<TimedRun> runs = new ArrayList<>();
    for (JsonNode run : json.required("runs")) {
      runs.add(run(run));
    }
    List<MemoryRun> memory = new ArrayList<>();
    for (JsonNode run : json.required("memory")) {
      memory.add(MemoryJson.read(run));
    }
    List<Recorded> recordings = new ArrayList<>();
    for (JsonNode recorded : json.required("recordings")) {
      Path file = directory.directory().resolve(recorded.required("file").stringValue());
      recordings.add(Recorded.read(cell(recorded), file));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    json.required("environment")
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().stringValue()));
    return new Results(
        options(json.required("options"), directory, launcher),
        new Environment(facts),
        runs,
        memory,
        recordings);
  }

  private static ObjectNode options(LabOptions options) {
    Effort effort = options.effort();
    Sweep sweep = options.sweep();
    ObjectNode json = MAPPER.createObjectNode();
    json.set("modes", MAPPER.valueToTree(options.modes()));
    json.set("connections", MAPPER.valueToTree(sweep.connections()));
    json.set("activities", MAPPER.valueToTree(sweep.activities()));
    json.set("ratesPerSecond", MAPPER.valueToTree(sweep.rates()));
    json.set("payloadBytes", MAPPER.valueToTree(sweep.payloads()));
    json.set("pipelines", MAPPER.valueToTree(sweep.pipelines()));
    json.set("works", MAPPER.valueToTree(sweep.works().stream().map(Work::toString).toList()));
    json.put("request", options.request());
    json.put("modulePath", options.modulePath().map(Path::toString).orElse(null));
    json.putObject("effort")
        .put("name", effort.name())
        .put("rounds", effort.rounds())
        .put("serverWarmUpMillis", effort.serverWarmUp().toMillis())
        .put("warmUpMillis", effort.warmUp().toMillis())
        .put("measuredMillis", effort.measured().toMillis())
        .put("recordedMillis", effort.recorded().toMillis())
        .put("observedModes", effort.observed())
        .set("memorySteps", MAPPER.valueToTree(effort.memorySteps()));
    return json;
  }

  private static LabOptions options(JsonNode json, OutDirectory directory, Path launcher) {
    Sweep sweep =
        new Sweep(
            numbers(json, "connections"),
            List.of(MAPPER.treeToValue(json.required("activities"), Double[].class)),
            numbers(json, "ratesPerSecond"),
            numbers(json, "payloadBytes"),
            numbers(json, "pipelines"),
            texts(json, "works").stream().map(Work::parse).toList());
    return new LabOptions(
        texts(json, "modes"),
        sweep,
        json.required("request").stringValue(),
        effort(json.required("effort"), sweep),
        directory.directory(),
        Optional.ofNullable(json.path("modulePath").stringValueOpt().orElse(null)).map(Path::of),
        launcher);
  }

  private static Effort effort(JsonNode json, Sweep sweep) {
    return new Effort(
        json.required("name").stringValue(),
        json.required("rounds").intValue(),
        millis(json, "serverWarmUpMillis"),
        millis(json, "warmUpMillis"),
        millis(json, "measuredMillis"),
        millis(json, "recordedMillis"),
        json.required("observedModes").intValue(),
        numbers(json, "memorySteps"),
        sweep);
  }

  private static void addCells(ArrayNode cells, Results results) {
    Map<Point, List<CellFigures>> table = results.table();
    Statistics statistics = new Statistics(table.values());
    List<Figure> figures = new ArrayList<>(List.of(Figure.CPU));
    figures.addAll(Figure.RESPONSE);
    for (CellFigures cell : table.values().stream().flatMap(List::stream).toList()) {
      ObjectNode json = cell(cell.cell());
      json.put("validRuns", cell.runs().size());
      json.put("refusedRuns", cell.refused());
      json.put("refusal", cell.refusal());
      for (Figure figure : figures) {
        var mean = statistics.mean(cell, figure);
        ObjectNode estimate = json.putObject(figure.jsonName());
        estimate.set("value", number(mean.value()));
        estimate.set("low", number(mean.low()));
        estimate.set("high", number(mean.high()));
      }
      cells.add(json);
    }
  }

  private static ObjectNode recording(Recorded recorded) {
    return cell(recorded.cell()).put("file", recorded.summary().file().getFileName() + "");
  }

  private static ObjectNode run(TimedRun run) {
    TimedRun.Account account = run.account();
    ObjectNode json = cell(run.cell());
    json.put("round", run.round()).put("attempt", run.attempt()).put("serverPid", run.server());
    json.set("refusals", MAPPER.valueToTree(run.refusals()));
    json.set("serverCpuNanos", number(account.cpuNanos()));
    json.set("cpuStepNanos", number(account.cpuStepNanos()));
    json.set("accountLateNanos", number(account.lateNanos()));
    json.set("foreignShare", number(account.foreignShare()));
    ObjectNode costs = json.putObject("costs");
    for (Cost cost : Cost.values()) {
      costs.set(cost.jsonName(), number(account.ledger().get(cost)));
    }
    json.set("load", MAPPER.readTree(run.loadJson()));
    return json;
  }

  private static TimedRun run(JsonNode json) throws IOException {
    String load = json.required("load").toPrettyString();
    Map<Cost, Double> costs = new EnumMap<>(Cost.class);
    for (Cost cost : Cost.values()) {
      costs.put(cost, number(json.required("costs"), cost.jsonName()));
    }
    return new TimedRun(
        cell(json),
        json.required("round").intValue(),
        json.required("serverPid").longValue(),
        json.required("attempt").intValue(),
        LoadResult.parse(load),
        load,
        new TimedRun.Account(
            number(json, "serverCpuNanos"),
            number(json, "cpuStepNanos"),
            number(json, "accountLateNanos"),
            number(json, "foreignShare"),
            new Ledger(costs)),
        texts(json, "refusals"));
  }

  private static ObjectNode cell(Cell cell) {
    Point at = cell.at();
    return MAPPER
        .createObjectNode()
        .put("mode", cell.mode())
        .put("recording", cell.recording().name())
        .put("connections", at.connections())
        .put("active", at.active())
        .put("ratePerSecond", at.rate())
        .put("payloadBytes", at.payload())
        .put("pipeline", at.pipeline())
        .put("work", at.work().toString());
  }

  private static Cell cell(JsonNode json) {
    return new Cell(
        json.required("mode").stringValue(),
        Recording.valueOf(json.required("recording").stringValue()),
        new Point(
            json.required("connections").intValue(),
            json.required("active").intValue(),
            json.required("ratePerSecond").intValue(),
            json.required("payloadBytes").intValue(),
            json.required("pipeline").intValue(),
            Work.parse(json.required("work").stringValue())));
  }

  private static List<Integer> numbers(JsonNode json, String name) {
    return List.of(MAPPER.treeToValue(json.required(name), Integer[].class));
  }

  private static List<String> texts(JsonNode json, String name) {
    return List.of(MAPPER.treeToValue(json.required(name), String[].class));
  }

  private static Duration millis(JsonNode json, String name) {
    return Duration.ofMillis(json.required(name).longValue());
  }

  private static double number(JsonNode json, String name) {
    JsonNode value = json.required(name);
    return value.isNull() ? Double.NaN : value.doubleValue();
  }

  private static JsonNode number(double value) {
    return Double.isFinite(value)
        ? MAPPER.getNodeFactory().numberNode(value)
        : MAPPER.getNodeFactory().nullNode();
  }
}
