package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.json.JsonObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MemoryJsonTest {

  private final MemoryRun run = Samples.memory("select", 2048);
  private final JsonNode json = JsonMapper.shared().readTree(MemoryJson.write(run).toString());

  @Test
  void isReadAsItWasWritten() {
    assertEquals(run, MemoryJson.read(JsonObject.parse(json.toString())));
  }

  @Test
  void slopesStandBesideTheReadings() {
    JsonNode slopes = json.get("climbs").get(1).get("perConnection");
    assertEquals(2048, slopes.get("residentBytes").get("value").doubleValue(), 1e-6);
    assertTrue(slopes.get("residentBytes").get("high").doubleValue() > 2048);
    assertTrue(slopes.get("directBytes").get("value").isNull());
  }

  @Test
  void aPhaseThatIsNotKnownIsTold() {
    String other = json.toString().replace("OPENED", "CLOSED");
    JsonObject changed = JsonObject.parse(other);
    assertEquals(
        "phase is \"CLOSED\": it may be OPENED or ANSWERED",
        assertThrows(IllegalArgumentException.class, () -> MemoryJson.read(changed)).getMessage());
  }
}
