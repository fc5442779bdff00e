package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsJsonTest {

  private final String text =
      ResultsJson.write(
          Samples.results(
              List.of(Samples.run("select", 1, 100), Samples.run("select", 1, 9, "it was late")),
              List.of(Samples.memory("select", 2048))));

  private final JsonNode json = JsonMapper.builder().build().readTree(text);

  @Test
  void isKnownAgain() {
    assertTrue(ResultsJson.isResult(text));
    assertFalse(ResultsJson.isResult("{}"));
    assertFalse(ResultsJson.isResult("no JSON"));
    assertFalse(ResultsJson.isResult("[1]"));
  }

  @Test
  void everyRunIsThereWithItsLoad() {
    JsonNode runs = json.get("runs");
    assertEquals(2, runs.size());
    assertEquals(1e8, runs.get(0).get("serverCpuNanos").doubleValue());
    assertEquals(1000, runs.get(0).get("load").get("replies").intValue());
    assertEquals("it was late", runs.get(1).get("refusals").get(0).stringValue());
  }

  @Test
  void cellsHaveFiguresOrNull() {
    JsonNode cells = json.get("cells");
    assertEquals(4, cells.size());
    assertEquals(100_000, cells.get(0).get("serverCpuNanosPerRequest").get("median").doubleValue());
    assertTrue(cells.get(1).get("serverCpuNanosPerRequest").get("median").isNull());
    assertEquals(
        2048, json.get("memory").get(0).get("residentBytesPerConnection").doubleValue(), 1e-6);
  }

  @Test
  void tellsWhatMeasuresTheSameAgain() {
    assertEquals(
        "muxscope lab --modes select,threads --connections 1,16 --rate 1000 --request PING --quick",
        json.get("command").stringValue());
    assertEquals("25", json.get("environment").get("JDK").stringValue());
  }
}
