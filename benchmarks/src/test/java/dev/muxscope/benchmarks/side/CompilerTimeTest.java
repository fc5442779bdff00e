package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerTimeTest {

  @TempDir private Path processes;

  private void thread(int number, String name, String account) throws IOException {
    Path thread = Files.createDirectories(processes.resolve("7/task/" + number));
    Files.writeString(thread.resolve("comm"), name + "\n");
    Files.writeString(thread.resolve("schedstat"), account + "\n");
  }

  @Test
  void countsTheThreadsOfBothCompilersAndNoOthers() throws IOException {
    thread(7, "java", "1000000 5 3");
    thread(8, "mux-loop-0", "2000000 5 3");
    thread(9, "C2 CompilerThre", "300 20 3");
    thread(10, "C1 CompilerThre", "40 20 3");

    assertEquals(340, CompilerTime.nanos(processes, 7));
  }

  @Test
  void isNothingForAProcessThatHasNone() throws IOException {
    thread(7, "redis-server", "1000000 5 3");

    assertEquals(0, CompilerTime.nanos(processes, 7));
    assertEquals(0, CompilerTime.nanos(processes, 8));
  }

  @Test
  void leavesOutAThreadThatEndsMeanwhile() throws IOException {
    thread(9, "C2 CompilerThre", "300 20 3");
    Files.createDirectories(processes.resolve("7/task/10"));

    assertEquals(300, CompilerTime.nanos(processes, 7));
  }

  @Test
  void readsThisJvm() {
    assertTrue(CompilerTime.nanos(ProcessHandle.current().pid()) > 0);
  }
}
