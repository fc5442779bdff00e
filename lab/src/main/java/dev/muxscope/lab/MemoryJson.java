package dev.muxscope.lab;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [MemoryRun] as JSON.
final class MemoryJson {

  private MemoryJson() {}

  static ObjectNode write(MemoryRun run) {
    ObjectNode json = JsonMapper.shared().createObjectNode().put("mode", run.mode());
    json.put("refusal", run.refusal());
    ArrayNode readings = json.putArray("readings");
    run.readings()
        .forEach(reading ->
            readings
                .addObject()
                .put("connections", reading.connections())
                .put("residentBytes", reading.residentBytes()));
    return json;
  }

  static MemoryRun read(JsonNode json) {
    List<MemoryRun.Reading> readings = new ArrayList<>();
    for (JsonNode reading : json.required("readings")) {
      readings.add(
          new MemoryRun.Reading(
              reading.required("connections").intValue(),
              reading.required("residentBytes").doubleValue()));
    }
    return new MemoryRun(
        json.required("mode").stringValue(), readings, json.required("refusal").stringValue());
  }
}
