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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Labs with a stub for an image. They wait for most of their time.
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
class LabTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(StubLauncher launcher) throws LabException {
    return run(Samples.options(launcher.path(), directory.resolve("out")));
  }

  /// Without a quota, though the tests run in a container that has one.
  private int run(LabOptions options) throws LabException {
    Pinning pinning = new Pinning(List.of(), List.of(), "a test");
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Lab.run(options, pinning, out);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  private boolean childrenLeft() {
    String launcher = directory.resolve("muxscope").toString();
    return ProcessHandle.current()
        .descendants()
        .anyMatch(child -> child.info().commandLine().orElse("").contains(launcher));
  }

  @Test
  void measuresEveryCellAndWritesTheResults() throws Exception {
    try (StubLauncher launcher = new StubLauncher(directory, "")) {
      assertEquals(0, run(launcher));
    }
    String text = printed();
    assertTrue(text.contains("refused runs, again: there were none"), text);
    assertTrue(text.contains("What a request costs the server"), text);
    Path out = directory.resolve("out");
    assertTrue(Files.readString(out.resolve("results.json")).contains("muxscope-lab-3"));
    assertTrue(Files.readString(out.resolve("report.html")).contains("The recording of a"));
    assertTrue(Files.size(out.resolve("a-4.jfr")) > 0);
    assertTrue(Files.size(out.resolve("b-4.jfr")) > 0);
    assertAskedFor();
    assertFalse(childrenLeft());
    assertCanBeReadWithoutSomeRecordings(out);
  }

  private static void assertCanBeReadWithoutSomeRecordings(Path out) throws Exception {
    Files.delete(out.resolve("a-4.jfr"));
    Path damaged = out.resolve("b-4.jfr");
    Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 1000));
    Results results = OutDirectory.withResults(out).read(out);
    assertEquals(
        List.of("a", "b"), results.recordings().stream().map(each -> each.cell().mode()).toList());
    assertTrue(results.anyMeasured());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Lab.report(out, out, new PrintStream(printed, true, StandardCharsets.UTF_8));
    String text = printed.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    assertTrue(
        text.contains(
            "There is no recording of a, 4 connections at 1,000/s; b, 4 connections at 1,000/s that"
                + " can be read."),
        text);
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
  void saysWhyTheResultsCannotBeWritten() throws Exception {
    Path out = directory.resolve("out");
    try (StubLauncher launcher = new StubLauncher(directory, "rm -rf '" + out + "'")) {
      var e = assertThrows(LabException.class, () -> run(launcher));
      assertEquals(
          "the results cannot be written: "
              + out.resolve("results.json.next")
              + ": there is no such file or directory",
          e.getMessage());
    }
  }

  @Test
  void aLoadThatCannotRunIsToldAndTheLabGoesOn() throws Exception {
    String load = "case $call in *'--connections 4 '*) echo 'no port is left'; exit 1;; esac";
    try (StubLauncher launcher = new StubLauncher(directory, load)) {
      assertEquals(0, run(launcher));
      String why =
          "the load on a, 4 connections at 1,000/s ended with exit code 1 before the warm-up; its"
              + " last lines: connecting no port is left";
      assertTrue(printed().contains("a, 4 connections at 1,000/s: failed: " + why), printed());
      assertTrue(printed().contains(" of CPU per request, p99 "), printed());
      assertTrue(printed().contains("There is no recording of a, 4 connections at"), printed());
      Results results = OutDirectory.withResults(directory.resolve("out")).read(launcher.path());
      assertEquals(0, results.missing());
      assertEquals(2, results.memory().size());
      assertTrue(Files.readString(directory.resolve("out/report.html")).contains(why));
    }
    assertFalse(childrenLeft());
    assertEquals(
        calls().stream().filter(call -> call.startsWith("serve")).count(),
        calls().stream().filter("stopped"::equals).count(),
        "every server can tidy up, those too that are recorded");
  }

  @Test
  void aServerThatEndsByItselfEndsTheLabWithAReport() throws Exception {
    String load = "case $call in *'--connections 4 --rate 1000'*) kill $(cat server);; esac";
    try (StubLauncher launcher = new StubLauncher(directory, load)) {
      String message = assertThrows(LabException.class, () -> run(launcher)).getMessage();
      assertTrue(message.startsWith("the b server ended by itself with exit code 0"), message);
      assertTrue(printed().contains("The lab ended early"), printed());
      Results results = OutDirectory.withResults(directory.resolve("out")).read(launcher.path());
      assertEquals(3, results.runs().size());
    }
    assertFalse(childrenLeft());
  }

  @Test
  void aLabThatFailsAtOnceLeavesItsDirectoryToTheNext() throws Exception {
    Path launcher = Script.write(directory.resolve("launcher"), "#!/bin/sh\nexit 3\n");
    LabOptions options = Samples.options(launcher, directory.resolve("out"));
    for (int attempt = 1; attempt <= 2; attempt++) {
      String message = assertThrows(LabException.class, () -> run(options)).getMessage();
      assertEquals(
          "the a server ended with exit code 3 before being ready; it printed nothing", message);
    }
  }

  @Test
  void aSecondChanceIsGivenWhileNoOtherServerRuns() throws Exception {
    String load = "case $call in *'--rate 1000 --duration 200ms'*) exit 1;; esac";
    Effort effort =
        new Effort(
            "short",
            4,
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            0,
            Duration.ZERO,
            List.of(5, 10),
            Sweep.over(List.of(4), 1000));
    try (StubLauncher launcher = new StubLauncher(directory, load)) {
      LabOptions usual = Samples.options(launcher.path(), directory.resolve("out"));
      run(
          new LabOptions(
              usual.modes(),
              effort.sweep(),
              usual.request(),
              effort,
              usual.out(),
              usual.modulePath(),
              usual.launcher()));
    }
    int alive = 0;
    int atTheLast = 0;
    for (String call : calls()) {
      alive += call.startsWith("serve") ? 1 : call.equals("stopped") ? -1 : 0;
      atTheLast = call.contains("--rate 1000 --duration 200ms") ? alive : atTheLast;
    }
    assertTrue(printed().contains("refused runs, again: 0 of 8"), printed());
    assertEquals(1, atTheLast, () -> "servers at the last timed run: " + printed());
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
      while (!printed().contains(" of CPU per request") && lab.isAlive()) {
        Thread.sleep(5);
      }
      lab.interrupt();
      lab.join();
      assertEquals(1, code.get());
    }
    assertFalse(childrenLeft());
    String text = printed();
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
