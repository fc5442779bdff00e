package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    JsonNode cpu = cells.get(0).get("serverCpuNanosPerRequest");
    assertEquals(100_000, cpu.get("value").doubleValue(), 1e-6);
    assertTrue(cells.get(1).get("serverCpuNanosPerRequest").get("value").isNull());
  }

  @Test
  void cellsCountSecondChances() {
    TimedRun refused = Samples.run("select", 1, 9, "it was late");
    String twice =
        ResultsJson.write(Samples.results(List.of(refused, Samples.again(refused)), List.of()));
    JsonNode cell = JsonMapper.builder().build().readTree(twice).get("cells").get(0);
    assertEquals(1, cell.get("validRuns").intValue());
    assertEquals(1, cell.get("secondRuns").intValue());
    assertEquals(0, cell.get("refusedRuns").intValue());
  }

  @Test
  void tellsWhatMeasuresTheSameAgain() {
    assertEquals(
        "muxscope lab --modes select,threads --connections 1,16 --activity 1 --rate 1000 --payload 0"
            + " --pipeline 1 --work none --request PING --quick",
        json.get("command").stringValue());
    assertEquals("25", json.get("environment").get("JDK").stringValue());
  }

  @Test
  void whatIsNoResultOrAnOlderOneIsTold() {
    OutDirectory directory = new OutDirectory(Path.of("."));
    assertEquals(
        "its format is \"muxscope-lab-1\", and this version reads muxscope-lab-3",
        refusal("{\"format\": \"muxscope-lab-1\"}", directory));
    assertTrue(refusal("no JSON", directory).startsWith("these are no results of a lab: "));
    assertTrue(refusal(text.replace("serverPid", "pid"), directory).contains("serverPid"));
  }

  @Test
  void aRunWithoutALoadHasAReason() {
    TimedRun failed =
        TimedRun.failed(
            new Plan.Timed(new Cell("select", Samples.at(1)), 1, 1, Duration.ZERO),
            7,
            new LabException("no ports"));
    String edited =
        ResultsJson.write(Samples.results(List.of(failed), List.of()))
            .replaceAll("\\[\\s*\"no ports\"\\s*]", "[]");
    assertEquals(
        "these are no results of a lab: a run of select, 1 connection at 1,000/s has neither a load"
            + " nor a refusal that says why",
        refusal(edited, new OutDirectory(Path.of("."))));
  }

  private static String refusal(String text, OutDirectory directory) {
    return assertThrows(
            IOException.class, () -> ResultsJson.read(text, directory, Path.of("muxscope")))
        .getMessage();
  }
}
