package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.load.LoadResult;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LoadChild;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.Scratch;
import dev.muxscope.lab.ServerChild;
import dev.muxscope.lab.StubLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class StageTest {

  /// The second load is late, and the third one fails.
  private static final String LOAD =
      """
      [ -e late ] && sed -i 's/"reasons": *\\[ *\\]/"reasons": ["it was late"]/' stub.json
      [ -e failing ] && exit 1
      """;

  @TempDir Path directory;

  private static LoadResult load(Stage stage, ServerChild server)
      throws LabException, InterruptedException {
    Duration time = Duration.ofMillis(200);
    try (LoadChild load = stage.load(server, List.of("--connections", "1"), time, time)) {
      return stage.result("select", load);
    }
  }

  @Test
  void theServerMayUseWhatItIsPinnedToAndTheJvmGrants() {
    Pinning eight = new Pinning(List.of(0, 1, 2, 3, 4, 5, 6, 7), List.of(8), "");
    assertEquals(2, Stage.serverProcessors(eight, 2));
    assertEquals(8, Stage.serverProcessors(eight, 16));
    assertEquals(3, Stage.serverProcessors(Pinning.none("a test"), 3));
  }

  @Test
  void notesWhatALoadSaysOfItselfAndTakesNoOldResultForIt() throws Exception {
    try (StubLauncher launcher = new StubLauncher(directory, LOAD);
        Scratch scratch = Scratch.create();
        Children children = new Children()) {
      DrillOptions options =
          new DrillOptions("cpu-hog", List.of("select"), directory, launcher.path());
      Stage stage = new Stage(options, Pinning.none("a test"), scratch, children, System.out);
      ServerChild server = stage.server("select");
      assertEquals(1000, load(stage, server).replies());
      assertEquals(Map.of(), stage.doubts());

      Files.createFile(directory.resolve("late"));
      load(stage, server);
      assertEquals(Map.of("select", List.of("it was late")), stage.doubts());

      Files.createFile(directory.resolve("failing"));
      String message = assertThrows(LabException.class, () -> load(stage, server)).getMessage();
      assertTrue(message.startsWith("the load ended with exit code 1 and left no result"), message);
    }
  }
}
