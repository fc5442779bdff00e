package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class LabTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(StubLauncher launcher) throws LabException, InterruptedException {
    Pinning pinning = new Pinning(List.of(), List.of(), "a test");
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Lab.run(Samples.options(launcher.path(), directory.resolve("out")), pinning, out);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  private static boolean childrenLeft() {
    return ProcessHandle.current()
        .descendants()
        .anyMatch(child -> child.info().commandLine().orElse("").contains("muxscope"));
  }

  @Test
  void measuresEveryCellAndWritesTheResults() throws Exception {
    try (StubLauncher launcher = new StubLauncher(directory, "")) {
      assertEquals(0, run(launcher));
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("refused runs, again: there were none"), text);
    assertTrue(text.contains("What a request costs the server"), text);
    Path out = directory.resolve("out");
    assertTrue(ResultsJson.isResult(Files.readString(out.resolve("results.json"))));
    assertTrue(Files.readString(out.resolve("report.html")).contains("The recording of a"));
    assertTrue(Files.size(out.resolve("a-4.jfr")) > 0);
    assertTrue(Files.size(out.resolve("b-4.jfr")) > 0);
    assertAskedFor();
    assertFalse(childrenLeft());
  }

  private void assertAskedFor() throws IOException {
    assertEquals("serve --mode=a --port 0 --module-path my modules", calls().getFirst());
    assertTrue(
        calls().stream()
            .anyMatch(call ->
                call.contains(
                    "--connections 4 --rate 1000 --duration 200ms --warmup 200ms --json")),
        calls().toString());
  }

  @Test
  void aLoadThatFailsFailsTheRunWithItsLastLines() throws Exception {
    try (StubLauncher launcher = new StubLauncher(directory, "echo 'no route'; exit 1")) {
      String message = assertThrows(LabException.class, () -> run(launcher)).getMessage();
      assertEquals(
          """
          the load on a, 4 connections, closed loop ended with exit code 1 and left no result; its last lines:
            connecting
            no route\
          """,
          message);
    }
    assertFalse(childrenLeft());
  }

  @Test
  void aLauncherThatIsNotThereIsTold() {
    LabOptions options = Samples.options(directory.resolve("none"), directory.resolve("out"));
    String message =
        assertThrows(LabException.class, () -> Lab.run(options, System.out)).getMessage();
    assertTrue(message.contains("none cannot be run"), message);
    assertFalse(Files.exists(directory.resolve("out")), "nothing is made for nothing");
  }

  @Test
  void anInterruptEndsTheChildrenAndLeavesWhatThereIs() throws Exception {
    Path out = directory.resolve("out");
    try (StubLauncher launcher = new StubLauncher(directory, "")) {
      AtomicInteger code = new AtomicInteger(-1);
      Thread lab =
          Thread.ofPlatform().start(() -> code.set(assertDoesNotThrow(() -> run(launcher))));
      while (!printed.toString(StandardCharsets.UTF_8).contains(" of CPU per request")
          && lab.isAlive()) {
        Thread.sleep(5);
      }
      lab.interrupt();
      lab.join();
      assertEquals(1, code.get());
    }
    assertFalse(childrenLeft());
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("The lab ended early"), text);
    assertTrue(Files.readString(out.resolve("report.html")).contains("--resume"));
  }

  @Test
  void goesOnWhereItEnded() throws Exception {
    anInterruptEndsTheChildrenAndLeavesWhatThereIs();
    Path out = directory.resolve("out");
    Pinning pinning = new Pinning(List.of(), List.of(), "a test");
    try (StubLauncher launcher = new StubLauncher(directory, "")) {
      PrintStream print = new PrintStream(printed, true, StandardCharsets.UTF_8);
      assertEquals(0, Lab.resume(out, launcher.path(), pinning, print));
      Results results = OutDirectory.withResults(out).read(launcher.path());
      assertEquals(0, results.missing());
      assertEquals(4, results.runs().size());
      assertEquals(4, results.recordings().size());
    }
    Pinning other = new Pinning(List.of(), List.of(), "another test");
    assertTrue(
        assertThrows(
                LabException.class, () -> Lab.resume(out, Path.of("/bin/sh"), other, System.out))
            .getMessage()
            .contains("pinning was not pinned: a test and is not pinned: another test"));
  }
}
