package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {

  @TempDir Path directory;

  private Notebook empty() throws LabException {
    Results none = Samples.results(List.of(), List.of());
    return Notebook.begin(
        none.options(), none.environment(), OutDirectory.prepare(directory.resolve("out")));
  }

  private static Plan.Timed step(String mode, int round) {
    return new Plan.Timed(new Cell(mode, Samples.at(1)), round, 1, Duration.ZERO);
  }

  @Test
  void knowsWhichStepsAreDone() throws LabException {
    Notebook notebook = empty();
    assertFalse(notebook.has(step("select", 1)));
    notebook.add(Samples.run("select", 1, 10));
    notebook.add(Samples.memory("select", 100));
    assertTrue(notebook.has(step("select", 1)));
    assertFalse(notebook.has(step("select", 2)), "another round");
    assertFalse(notebook.has(step("threads", 1)), "another mode");
    assertTrue(notebook.has(new Plan.Memory(List.of("select"), Duration.ZERO)));
    assertFalse(notebook.has(new Plan.Memory(List.of("select", "threads"), Duration.ZERO)));
    assertFalse(notebook.has(new Plan.Repeat(Duration.ZERO, Duration.ZERO)));
  }

  @Test
  void whatWasRefusedOnceMayHaveASecondChance() throws LabException {
    Notebook notebook = empty();
    TimedRun refused = Samples.run("select", 1, 10, "too late");
    notebook.add(refused);
    notebook.add(Samples.run("threads", 1, 10));
    assertEquals(List.of(refused), notebook.refused());
    notebook.add(Samples.again(refused));
    assertEquals(List.of(), notebook.refused());
  }

  @Test
  void whatIsSavedCanBeReadAgain() throws Exception {
    Notebook notebook = empty();
    notebook.settings("select", "epoll");
    notebook.add(Samples.run("select", 1, 10));
    notebook.add(TimedRun.failed(step("select", 2), 7, new LabException("no ports\n  are left")));
    notebook.add(Samples.memory("select", 100));
    notebook.save();
    Results read = OutDirectory.withResults(directory.resolve("out")).read(Path.of("muxscope"));
    Results saved = notebook.results();
    assertEquals(saved.options().sweep(), read.options().sweep());
    assertEquals(saved.environment(), read.environment());
    assertEquals(saved.memory(), read.memory());
    assertEquals(ResultsJson.write(saved), ResultsJson.write(read));
    assertTrue(read.runs().getLast().failed());
    assertEquals(List.of("no ports are left"), read.runs().getLast().refusals());
  }
}
