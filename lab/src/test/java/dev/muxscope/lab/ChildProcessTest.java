package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final Children children = new Children();

  @AfterEach
  void endChildren() {
    children.close();
  }

  private ChildProcess shell(String script) throws LabException {
    return ChildProcess.start("stub", List.of("sh", "-c", script), children);
  }

  @Test
  void passesOverOtherLines() throws Exception {
    ChildProcess child = shell("echo one; echo two; echo three >&2");
    assertEquals("two", child.awaitLine("two"::equals, "two", LONG));
    assertEquals("three", child.awaitLine("three"::equals, "three", LONG));
    assertEquals(0, child.awaitExit(LONG));
  }

  @Test
  void ofMoreLinesThanAnyoneWaitsForTheOldestAreDropped() throws Exception {
    ChildProcess child = shell("seq 200000");
    child.awaitExit(LONG);
    String first = child.awaitLine(_ -> true, "a line", LONG);
    assertTrue(Integer.parseInt(first) > 100_000, first);
    child.awaitLine("200000"::equals, "the last line", LONG);
    LabException end =
        assertThrows(LabException.class, () -> child.awaitLine(_ -> true, "another", LONG));
    assertTrue(end.getMessage().startsWith("the stub ended with exit code 0"), end.getMessage());
  }

  @Test
  void aChildThatFailsIsToldWithItsLastLines() throws Exception {
    ChildProcess child = shell("for i in $(seq 100); do echo line $i; done; exit 3");
    LabException failure =
        assertThrows(
            LabException.class, () -> child.awaitLine("ready"::equals, "being ready", LONG));
    List<String> lines = failure.getMessage().lines().toList();
    assertEquals(
        "the stub ended with exit code 3 before being ready; its last lines:", lines.getFirst());
    assertEquals("  line 100", lines.getLast());
    assertEquals(26, lines.size());
  }

  @Test
  void aChildThatNeverGetsThereIsTold() throws Exception {
    try (ChildProcess child = shell("exec sleep 60")) {
      LabException failure =
          assertThrows(
              LabException.class,
              () -> child.awaitLine("ready"::equals, "being ready", Duration.ofMillis(50)));
      assertEquals(
          "the stub has not come to being ready in 50.0 ms; it printed nothing",
          failure.getMessage());
    }
  }

  @Test
  void stoppingAsksTheChildToEnd() throws Exception {
    ChildProcess child =
        shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
    child.awaitLine("up"::equals, "up", LONG);
    child.stop();
    child.awaitLine("bye"::equals, "bye", LONG);
  }

  @Test
  void aChildThatFailsToStopCleanlyIsAFailure() throws Exception {
    ChildProcess child = shell("trap 'exit 7' TERM; echo up; while :; do sleep 0.05; done");
    child.awaitLine("up"::equals, "up", LONG);
    assertTrue(
        assertThrows(LabException.class, child::stop)
            .getMessage()
            .startsWith("the stub was stopped and ended with exit code 7"));
  }

  @Test
  void aChildThatEndedByItselfIsNotAlive() throws Exception {
    ChildProcess child = shell("exit 0");
    child.awaitExit(LONG);
    assertThrows(LabException.class, child::requireAlive);
  }

  @Test
  void aProgramThatIsNotThereIsTold() {
    String message =
        assertThrows(
                LabException.class,
                () -> ChildProcess.start("stub", List.of("/no/such/program"), children))
            .getMessage();
    assertTrue(message.startsWith("the stub could not be started: "), message);
  }

  @Test
  void closingTheChildrenEndsThem() throws Exception {
    ChildProcess child = shell("echo $$; exec sleep 60");
    long pid = Long.parseLong(child.awaitLine(_ -> true, "its pid", LONG));
    children.close();
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    assertThrows(LabException.class, () -> shell("exec sleep 60"));
  }
}
