package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadResultTest {

  @TempDir Path folder;

  @Test
  void returnsFromJsonAsItWas() throws IOException {
    Path file = folder.resolve("load.json");
    var errors = new LoadErrors(1, 2, 3, 4, 5, "ERR \"x\"", "reset");
    LoadResult result = Results.open(1000, 7, 11, errors).judged();
    result.toJson(file);
    assertEquals(result, LoadResult.fromJson(file));
  }

  @Test
  void namesItsFieldsWithTheirUnits() throws IOException {
    Path file = folder.resolve("load.json");
    Results.open(1000, 7, 11, Results.NO_ERRORS).toJson(file);
    String json = Files.readString(file).replaceAll("\\s", "");
    assertTrue(json.startsWith("{\"target\":\"127.0.0.1:6380\",\"options\":{\"connections\":50"));
    assertTrue(json.contains("\"responseTimeNanos\":{\"p50\":89400,\"p90\":131000"), json);
    assertTrue(
        json.contains("\"sendLagNanos\":{\"p50\":850,\"p90\":900,\"p99\":7,\"p999\":7,\"max\":14}"),
        json);
    assertTrue(json.contains("\"verdict\":\"VALID\""), json);
  }

  @Test
  void tellsWhetherTheGeneratorOrTheServerSpoiledIt() {
    LoadErrors lost = new LoadErrors(0, 0, 3, 0, 0, "", "reset");
    assertWasLimit(false, Results.open(1000, 0, 0, Results.NO_ERRORS));
    assertWasLimit(false, Results.open(1000, 0, 0, lost));
    assertWasLimit(false, Results.open(900, 0, 0, Results.NO_ERRORS));
    assertWasLimit(true, Results.open(1000, 11_000_000, 0, Results.NO_ERRORS));
    assertWasLimit(true, Results.open(1000, 0, Results.SECOND, Results.NO_ERRORS));
    assertWasLimit(false, Results.closed(50_000, Results.SECOND));
  }

  private static void assertWasLimit(boolean expected, LoadResult result) {
    String json = LoadJson.write(result.judged());
    assertTrue(json.contains("\"generatorWasLimit\" : " + expected + ","), json);
  }

  @Test
  void refusesOtherFiles() throws IOException {
    for (String text : new String[] {"", "{}", "[1]", "{\"target\":5,\"options\":{}}", "no"}) {
      Path file = Files.writeString(folder.resolve("other.json"), text);
      assertThrows(IOException.class, () -> LoadResult.fromJson(file), text);
    }
  }
}
