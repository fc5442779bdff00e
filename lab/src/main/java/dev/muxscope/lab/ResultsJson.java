package dev.muxscope.lab;

import dev.muxscope.client.json.JsonObject;
import dev.muxscope.report.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [Results] as JSON. The names are stable, and say their unit; what was not to be had is `null`:
///
/// ```
/// {
///   "format": "muxscope-lab-3",   "command": what measures the same again,
///   "environment": {facts},
///   "options": {"modes", "connections", "activities", "ratesPerSecond", "payloadBytes",
///               "pipelines", "works", "request", "modulePath",
///               "effort": {"name", "rounds", "serverWarmUpMillis", "warmUpMillis",
///                          "measuredMillis", "recordedMillis", "observedModes", "memoryRestMillis",
///                          "memorySteps"}},
///   "cells": [{CELL, "validRuns", "secondRuns": how many of them were refused at first,
///              "refusedRuns", "refusal", and for each figure {"value", "low", "high"}: the mean
///              and its interval of 95 %}],
///   "memory": [as MemoryJson writes it],
///   "recordings": [{CELL, "file", "refusal": why its load was not the one asked for}],
///   "runs": [{CELL, "round", "attempt", "serverPid", "refusals": [lines], "serverCpuNanos",
///             "cpuStepNanos", "accountLateNanos", "foreignShare", "throttledShare",
///             "costs": {each of Cost}, "load": {as `muxscope load --json` writes it} or, of a run that failed, null}]
/// }
/// CELL: "mode", "recording": "OFF" | "DEFAULT" | "FULL", "connections", "active",
///       "ratePerSecond" (0: closed loop), "payloadBytes", "pipeline", "work"
/// ```
final class ResultsJson {

  private static final String FORMAT = "muxscope-lab-3";

  private ResultsJson() {}

  static String write(Results results) {
    return new JsonObject()
            .put("format", FORMAT)
            .put("command", results.options().command())
            .put("environment", JsonObject.of(results.environment().facts()))
            .put("options", options(results.options()))
            .put("cells", cells(results))
            .put("memory", results.memory().stream().map(MemoryJson::write).toList())
            .put("recordings", results.recordings().stream().map(ResultsJson::recording).toList())
            .put("runs", results.runs().stream().map(ResultsJson::run).toList())
        + "\n";
  }

  /// Reads what [#write] wrote.
  ///
  /// @param directory where the recordings are; without those that are not there any more, or not
  ///   whole
  /// @param launcher of the image that will measure on
  /// @throws IOException if the text is something else
  static Results read(String text, OutDirectory directory, Path launcher) throws IOException {
    try {
      return results(JsonObject.parse(text), directory, launcher);
    } catch (IllegalArgumentException e) {
      throw new IOException("these are no results of a lab: " + e.getMessage());
    }
  }

  private static Results results(JsonObject json, OutDirectory directory, Path launcher)
      throws IOException {
    String format = json.text("format");
    if (!format.equals(FORMAT)) {
      throw new IOException("its format is \"" + format + "\", and this version reads " + FORMAT);
    }
    List<TimedRun> runs = new ArrayList<>();
    for (JsonObject run : json.objects("runs")) {
      runs.add(run(run));
    }
    List<Recorded> recordings = new ArrayList<>();
    for (JsonObject recorded : json.objects("recordings")) {
      recorded(recorded, directory).ifPresent(recordings::add);
    }
    return new Results(
        options(json.object("options"), directory, launcher),
        new Environment(json.object("environment").texts()),
        runs,
        json.objects("memory").stream().map(MemoryJson::read).toList(),
        recordings);
  }

  /// Empty if there is none, as with whoever keeps or sends the figures alone, or a damaged one:
  /// the figures hold without it, and the report says what is missing.
  private static Optional<Recorded> recorded(JsonObject json, OutDirectory directory) {
    Path file = directory.directory().resolve(json.text("file"));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String refusal = json.optionalText("refusal").orElse("");
      return Optional.of(Recorded.read(cell(json), file, refusal));
    } catch (LabException _) {
      return Optional.empty();
    }
  }

  private static JsonObject options(LabOptions options) {
    Sweep sweep = options.sweep();
    return new JsonObject()
        .put("modes", options.modes())
        .put("connections", sweep.connections())
        .put("activities", sweep.activities())
        .put("ratesPerSecond", sweep.rates())
        .put("payloadBytes", sweep.payloads())
        .put("pipelines", sweep.pipelines())
        .put("works", sweep.works().stream().map(Work::toString).toList())
        .put("request", options.request())
        .put("modulePath", options.modulePath().map(Path::toString))
        .put("effort", effort(options.effort()));
  }

  private static JsonObject effort(Effort effort) {
    return new JsonObject()
        .put("name", effort.name())
        .put("rounds", effort.rounds())
        .put("serverWarmUpMillis", effort.serverWarmUp().toMillis())
        .put("warmUpMillis", effort.warmUp().toMillis())
        .put("measuredMillis", effort.measured().toMillis())
        .put("recordedMillis", effort.recorded().toMillis())
        .put("observedModes", effort.observed())
        .put("memoryRestMillis", effort.memoryRest().toMillis())
        .put("memorySteps", effort.memorySteps());
  }

  private static LabOptions options(JsonObject json, OutDirectory directory, Path launcher) {
    Sweep sweep =
        new Sweep(
            json.integers("connections"),
            json.numbers("activities"),
            json.integers("ratesPerSecond"),
            json.integers("payloadBytes"),
            json.integers("pipelines"),
            json.texts("works").stream().map(Work::parse).toList());
    return new LabOptions(
        json.texts("modes"),
        sweep,
        json.text("request"),
        effort(json.object("effort"), sweep),
        directory.directory(),
        json.optionalText("modulePath").map(Path::of),
        launcher);
  }

  private static Effort effort(JsonObject json, Sweep sweep) {
    return new Effort(
        json.text("name"),
        json.integer("rounds"),
        json.millis("serverWarmUpMillis"),
        json.millis("warmUpMillis"),
        json.millis("measuredMillis"),
        json.millis("recordedMillis"),
        json.integer("observedModes"),
        json.millis("memoryRestMillis"),
        json.integers("memorySteps"),
        sweep);
  }

  private static List<JsonObject> cells(Results results) {
    Map<Point, List<CellFigures>> table = results.table();
    Statistics statistics = new Statistics(table.values());
    return table.values().stream()
        .flatMap(List::stream)
        .map(cell -> figures(cell, statistics))
        .toList();
  }

  private static JsonObject figures(CellFigures cell, Statistics statistics) {
    JsonObject json =
        cell(cell.cell())
            .put("validRuns", cell.runs().size())
            .put("secondRuns", cell.again())
            .put("refusedRuns", cell.refused().size())
            .put("refusal", cell.refusal());
    json.put(Figure.CPU.jsonName(), estimate(statistics.mean(cell, Figure.CPU)));
    for (Figure figure : Figure.RESPONSE) {
      json.put(figure.jsonName(), estimate(statistics.mean(cell, figure)));
    }
    return json;
  }

  static JsonObject estimate(Estimate of) {
    return new JsonObject().put("value", of.value()).put("low", of.low()).put("high", of.high());
  }

  private static JsonObject recording(Recorded recorded) {
    return cell(recorded.cell())
        .put("file", recorded.summary().file().getFileName() + "")
        .put("refusal", recorded.refusal());
  }

  private static JsonObject run(TimedRun run) {
    TimedRun.Account account = run.account();
    JsonObject costs = new JsonObject();
    for (Cost cost : Cost.values()) {
      costs.put(cost.jsonName(), account.ledger().get(cost));
    }
    return cell(run.cell())
        .put("round", run.round())
        .put("attempt", run.attempt())
        .put("serverPid", run.server())
        .put("refusals", run.refusals())
        .put("serverCpuNanos", account.cpuNanos())
        .put("cpuStepNanos", account.cpuStepNanos())
        .put("accountLateNanos", account.lateNanos())
        .put("foreignShare", account.foreignShare())
        .put("throttledShare", account.throttledShare())
        .put("costs", costs)
        .put("load", run.outcome().map(LoadChild.Outcome::json));
  }

  private static TimedRun run(JsonObject json) {
    Map<Cost, Double> costs = new EnumMap<>(Cost.class);
    for (Cost cost : Cost.values()) {
      costs.put(cost, json.object("costs").number(cost.jsonName()));
    }
    return new TimedRun(
        cell(json),
        json.integer("round"),
        json.whole("serverPid"),
        json.integer("attempt"),
        json.optionalObject("load").map(LoadChild.Outcome::of),
        new TimedRun.Account(
            json.number("serverCpuNanos"),
            json.number("cpuStepNanos"),
            json.number("accountLateNanos"),
            json.number("foreignShare"),
            json.optionalNumber("throttledShare"),
            new Ledger(costs)),
        json.texts("refusals"));
  }

  private static JsonObject cell(Cell cell) {
    Point at = cell.at();
    return new JsonObject()
        .put("mode", cell.mode())
        .put("recording", cell.recording().name())
        .put("connections", at.connections())
        .put("active", at.active())
        .put("ratePerSecond", at.rate())
        .put("payloadBytes", at.payload())
        .put("pipeline", at.pipeline())
        .put("work", at.work().toString());
  }

  private static Cell cell(JsonObject json) {
    return new Cell(
        json.text("mode"),
        Recording.valueOf(json.text("recording")),
        new Point(
            json.integer("connections"),
            json.integer("active"),
            json.integer("ratePerSecond"),
            json.integer("payloadBytes"),
            json.integer("pipeline"),
            Work.parse(json.text("work"))));
  }
}
