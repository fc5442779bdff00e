package dev.muxscope.lab;

import dev.muxscope.client.json.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

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

  static JsonObject write(MemoryRun run) {
    return new JsonObject()
        .put("mode", run.mode())
        .put("climbs", run.climbs().stream().map(MemoryJson::write).toList());
  }

  private static JsonObject write(MemoryClimb climb) {
    JsonObject slopes = new JsonObject();
    for (MemoryPart part : MemoryPart.values()) {
      slopes.put(
          part.jsonName(), ResultsJson.estimate(Statistics.estimate(climb.perConnection(part))));
    }
    return new JsonObject()
        .put("phase", climb.phase().name())
        .put("refusal", climb.refusal())
        .put("readings", climb.readings().stream().map(MemoryJson::write).toList())
        .put("perConnection", slopes);
  }

  private static JsonObject write(MemoryReading reading) {
    JsonObject json = new JsonObject().put("connections", reading.connections());
    for (MemoryPart part : MemoryPart.values()) {
      json.put(part.jsonName(), reading.get(part));
    }
    return json;
  }

  /// @throws IllegalArgumentException if something is missing, or a phase is not known
  static MemoryRun read(JsonObject json) {
    return new MemoryRun(
        json.text("mode"), json.objects("climbs").stream().map(MemoryJson::climb).toList());
  }

  private static MemoryClimb climb(JsonObject json) {
    return new MemoryClimb(
        phase(json.text("phase")),
        json.objects("readings").stream().map(MemoryJson::reading).toList(),
        json.text("refusal"));
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

  private static MemoryReading reading(JsonObject json) {
    Map<MemoryPart, Double> bytes = new EnumMap<>(MemoryPart.class);
    for (MemoryPart part : MemoryPart.values()) {
      bytes.put(part, json.number(part.jsonName()));
    }
    return new MemoryReading(json.integer("connections"), bytes);
  }
}
