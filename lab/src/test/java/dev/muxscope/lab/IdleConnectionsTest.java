package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@EnabledOnOs(OS.LINUX)
class IdleConnectionsTest {

  @TempDir Path directory;

  private interface Act {
    void on(IdleConnections connections) throws InterruptedException;
  }

  private void assertEndsByInterrupt(Act act) throws Exception {
    Pinning pinning = new Pinning(List.of(), List.of(), "a test");
    try (StubLauncher launcher = new StubLauncher(directory, "");
        Children children = new Children();
        ServerChild server = ServerChild.start(launcher.path(), pinning, "a", List.of(), children);
        IdleConnections connections =
            new IdleConnections(
                server,
                MemoryPhase.ANSWERED,
                Samples.options(launcher.path(), directory),
                children)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> act.on(connections));
      connections.read();
      assertEquals(0, connections.climb().readings().getFirst().connections());
    }
  }

  /// A request may take seconds, and thousands of connections send one each.
  @Test
  void anInterruptEndsOpeningBetweenTwoConnections() throws Exception {
    assertEndsByInterrupt(connections -> connections.openUpTo(3));
  }

  @Test
  void anInterruptEndsWarmingUp() throws Exception {
    assertEndsByInterrupt(IdleConnections::warmUp);
  }
}
