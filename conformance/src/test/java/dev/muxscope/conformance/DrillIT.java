package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Drills from end to end. What they conclude is not asked here, but where nothing but a fault of
/// theirs could make it otherwise.
class DrillIT {

  @TempDir Path folder;

  private Program.Result drill(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("drill", "--out=" + out()));
    command.addAll(List.of(words));
    return Program.measuring(command.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("results");
  }

  @Test
  void listsWhatThereIsToLearn() throws IOException, InterruptedException {
    Program.Result result = Program.muxscope("drill", "--list");
    assertEquals(0, result.exitCode(), result::err);
    for (String name :
        List.of(
            "operator",
            "two-syscalls",
            "level-triggered",
            "poll-vs-epoll",
            "blocking-handler",
            "cpu-hog",
            "slow-reader",
            "connect-storm",
            "idle-mass")) {
      assertTrue(result.out().lines().anyMatch(line -> line.startsWith(name + " ")), name);
    }
  }

  @Test
  void anUnknownDrillIsAWrongWord() throws IOException, InterruptedException {
    Program.Result result = drill("blocking-handel");
    assertEquals(2, result.exitCode());
    assertEquals(
        "muxscope: unknown drill blocking-handel: did you mean blocking-handler?"
            + " (muxscope drill --list names all)\n",
        result.err());
    assertFalse(Files.exists(out()));
  }

  @Test
  void anUnknownModeIsAWrongWord() throws IOException, InterruptedException {
    Program.Result result = drill("cpu-hog", "--modes=select,poll");
    assertEquals(2, result.exitCode());
    assertEquals(
        "muxscope: mode \"poll\": drills know select, vthreads, threads, select+vthreads\n",
        result.err());
  }

  @Test
  void readinessIsALevel() throws IOException, InterruptedException {
    Program.Result result = drill("level-triggered");
    assertEquals(0, result.exitCode(), result::err);
    assertTrue(
        result.out().contains("held in all parts that were tested, 3 of them."), result::out);
    assertTrue(Files.readString(out().resolve("report.html")).contains("<svg"));
    String json = Files.readString(out().resolve("drill.json"));
    assertTrue(json.contains("\"muxscope-drill-1\""), json);
  }

  @Test
  void whileTheOperatorThinksTheLoopReadsNothing() throws IOException, InterruptedException {
    Program.Result result = drill("operator", "--modes=select,vthreads");
    assertEquals(0, result.exitCode(), result::err);
    assertTrue(
        result.out().contains("select: nothing of what B and C sent has been read: held."),
        result::out);
    assertTrue(result.out().contains("12 of their answers came to the right client"), result::out);
    assertEquals(
        Set.of("select", "vthreads"),
        conclusions().valueStream().map(DrillIT::subject).collect(Collectors.toSet()));
  }

  private JsonNode conclusions() {
    return JsonMapper.shared()
        .readTree(out().resolve("drill.json").toFile())
        .required("conclusions");
  }

  private static String subject(JsonNode conclusion) {
    return conclusion.required("subject").stringValue();
  }

  /// Those that no other test here runs.
  private static List<String> others() throws IOException, InterruptedException {
    return Program.muxscope("drill", "--list")
        .out()
        .lines()
        .filter(line -> line.matches("[a-z].*"))
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> !List.of("operator", "level-triggered").contains(name))
        .toList();
  }

  /// Beside each other: they wait for most of their time, and their figures are not asked.
  @ParameterizedTest
  @MethodSource("others")
  @Execution(ExecutionMode.CONCURRENT)
  void comesToAConclusion(String name) throws IOException, InterruptedException {
    Program.Result result = drill(name, "--modes=select");
    assertEquals(0, result.exitCode(), result::err);
    JsonNode json = JsonMapper.shared().readTree(out().resolve("drill.json").toFile());
    assertEquals("muxscope-drill-1", json.required("format").stringValue());
    assertEquals(name, json.required("drill").stringValue());
    JsonNode conclusions = json.required("conclusions");
    assertFalse(conclusions.isEmpty(), json::toString);
    for (JsonNode conclusion : conclusions) {
      String holding = conclusion.required("holding").stringValue();
      assertTrue(List.of("held", "did not hold", "undecided").contains(holding), holding);
      assertFalse(conclusion.required("figures").stringValue().isEmpty(), json::toString);
    }
    assertTrue(Files.readString(out().resolve("report.html")).contains("<svg"));
  }

  @Test
  void aSignalEndsTheServersToo() throws IOException, InterruptedException {
    Process drill =
        new ProcessBuilder(Program.launcher().toString(), "drill", "cpu-hog", "--out=" + out())
            .redirectErrorStream(true)
            .start();
    List<ProcessHandle> children = List.of();
    try {
      drill.getOutputStream().close();
      Output output = new Output(drill.getInputStream());
      children = awaitServer(drill, output);
      drill.toHandle().destroy();
      assertTrue(drill.waitFor(20, TimeUnit.SECONDS), "the drill does not end");
      assertTrue(allEnd(children), "left are " + children);
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
      drill.destroyForcibly();
    }
  }

  /// Whether none is left. Orphans are gone only when the system has reaped them, which takes its
  /// time.
  private static boolean allEnd(List<ProcessHandle> children) throws InterruptedException {
    for (int i = 0; i < 200 && children.stream().anyMatch(ProcessHandle::isAlive); i++) {
      Thread.sleep(50);
    }
    return children.stream().noneMatch(ProcessHandle::isAlive);
  }

  private static List<ProcessHandle> awaitServer(Process drill, Output output)
      throws InterruptedException {
    Await.until(() -> drill.descendants().anyMatch(DrillIT::serves));
    List<ProcessHandle> children = drill.descendants().toList();
    assertTrue(children.stream().anyMatch(DrillIT::serves), output::soFar);
    return children;
  }

  private static boolean serves(ProcessHandle child) {
    return child.info().commandLine().orElse("").contains(" serve ");
  }
}
