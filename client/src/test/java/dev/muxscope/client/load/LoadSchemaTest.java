package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muxscope.client.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is written fits `docs/load.schema.json`.
@Timeout(30)
class LoadSchemaTest {

  @TempDir Path folder;

  @Test
  void aRealResultFits() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadResult result = LoadGenerator.run(options(server), _ -> {});
      assertEquals(List.of(), errors(LoadJson.write(result)));
      assertEquals(result, LoadJson.read(LoadJson.write(result)));
    }
  }

  @Test
  void aSearchFits() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadResult result = LoadGenerator.run(options(server), _ -> {});
      var step = new RateSearch.Step(100, RateSearch.Outcome.BROKEN, result);
      var bound = RateBound.parse("p99.9<5ms");
      var found = new RateSearch.Found(bound, 0, Optional.of(step), List.of(step), "");
      assertEquals(List.of(), errors(LoadJson.write(found)));
    }
  }

  @Test
  void anythingElseDoesNot() throws IOException {
    String json = LoadJson.write(Results.open(1000, 7, 11, Results.NO_ERRORS));
    assertFalse(errors(json.replace("\"offered\"", "\"offred\"")).isEmpty());
    assertFalse(errors("{}").isEmpty());
  }

  private LoadOptions options(StubServer server) {
    var mix = new KeyMix(KeyMix.parseParts("GET=1"), 5, KeyMix.Distribution.ZIPF);
    return LoadOptions.defaults(server.address())
        .withConnections(ConnectionPlan.of(3))
        .withPace(Pace.of(100))
        .withContent(Content.of("PING").withMix(mix))
        .withDuration(Duration.ofMillis(100))
        .withWarmUp(Duration.ZERO)
        .withHdrLog(new HdrLog(folder.resolve("load.hlog"), Duration.ofSeconds(1)));
  }

  private static List<String> errors(String json) throws IOException {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema schema = registry.getSchema(Files.readString(Path.of("../docs/load.schema.json")));
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
