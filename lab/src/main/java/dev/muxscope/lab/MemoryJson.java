package dev.muxscope.lab;

import dev.muxscope.lab.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [MemoryRun] as JSON. The names are stable; what was not to be had is `null`:
///
/// ```
/// {"mode", "climbs": [
///   {"phase": "OPENED" | "ANSWERED", "refusal": empty or why the readings are not to be used,
///    "readings": [{"connections", and each of MemoryPart}],
///    "perConnection": {for each of MemoryPart {"value", "low", "high"}: the slope of its line and
///                      the slope's interval of 95 %, which follow from the readings}}]}
/// ```
final class MemoryJson {

  private MemoryJson() {}

  static ObjectNode write(MemoryRun run) {
    ObjectNode json = JsonMapper.shared().createObjectNode().put("mode", run.mode());
    ArrayNode climbs = json.putArray("climbs");
    run.climbs().forEach(climb -> write(climb, climbs.addObject()));
    return json;
  }

  private static void write(MemoryClimb climb, ObjectNode json) {
    json.put("phase", climb.phase().name()).put("refusal", climb.refusal());
    ArrayNode readings = json.putArray("readings");
    for (MemoryReading reading : climb.readings()) {
      ObjectNode node = readings.addObject().put("connections", reading.connections());
      for (MemoryPart part : MemoryPart.values()) {
        put(node, part.jsonName(), reading.get(part));
      }
    }
    ObjectNode slopes = json.putObject("perConnection");
    for (MemoryPart part : MemoryPart.values()) {
      Interval slope = climb.perConnection(part);
      ObjectNode node = slopes.putObject(part.jsonName());
      put(node, "value", slope.value());
      put(node, "low", slope.low());
      put(node, "high", slope.high());
    }
  }

  private static void put(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }

  /// @throws tools.jackson.core.JacksonException if something is missing
  /// @throws IllegalArgumentException if a phase is not known
  static MemoryRun read(JsonNode json) {
    List<MemoryClimb> climbs = new ArrayList<>();
    json.required("climbs").forEach(climb -> climbs.add(climb(climb)));
    return new MemoryRun(json.required("mode").stringValue(), climbs);
  }

  private static MemoryClimb climb(JsonNode json) {
    List<MemoryReading> readings = new ArrayList<>();
    json.required("readings").forEach(reading -> readings.add(reading(reading)));
    return new MemoryClimb(
        phase(json.required("phase").stringValue()),
        readings,
        json.required("refusal").stringValue());
  }

  private static MemoryPhase phase(String name) {
    return Arrays.stream(MemoryPhase.values())
        .filter(phase -> phase.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    return Arrays.stream(MemoryPhase.values())
        .map(MemoryPhase::name)
        .collect(Collectors.joining(" or ", "phase is \"" + name + "\": it may be ", ""));
  }

  private static MemoryReading reading(JsonNode json) {
    Map<MemoryPart, Double> bytes = new EnumMap<>(MemoryPart.class);
    for (MemoryPart part : MemoryPart.values()) {
      bytes.put(part, json.required(part.jsonName()).asDouble(Double.NaN));
    }
    return new MemoryReading(json.required("connections").intValue(), bytes);
  }
}
